"""Text made safe for the files that leave the house; what a reader could see stays."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The most characters a spreadsheet keeps in one cell."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# a thin space before a per cent sign stays
_BREAKS = re.compile("[ \t\r\n\u0085\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# a formula begins with one of these, also in full width, in the programs people open such files with
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(text: str) -> str:
    """``text`` without the characters that XML forbids or that no one can see: controls other than tab and
    line ends go, U+FFFE and U+FFFF go, and half a surrogate pair becomes U+FFFD.
    """
    return _SURROGATE.sub("\ufffd", _FORBIDDEN.sub("", text))


def one_line(text: str) -> str:
    """:func:`clean` on a single line, runs of white space as one space; for titles, names and alternative
    texts.
    """
    return _BREAKS.sub(" ", clean(text)).strip(" ")


def guarded(text: str) -> str:
    """``text`` as a spreadsheet reads it as text: an apostrophe goes before what would be a formula, and
    before an apostrophe, so that :func:`unguarded` undoes it exactly.
    """
    return "'" + text if text.startswith((*_FORMULA, "'")) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given; text that it would not have written stays as it is."""
    return text[1:] if text[:1] == "'" and text[1:].startswith((*_FORMULA, "'")) else text
