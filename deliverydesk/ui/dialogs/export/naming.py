"""File names from titles: one component that every file system takes and that reads as what it is. No Qt."""

from __future__ import annotations

import re
import unicodedata

from deliverydesk.support.language import tr, trc

LIMIT = 120
"""Bytes of a whole name, its ending included; some file systems stop at 255, some archives earlier."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def safe_name(title: str, ending: str) -> str:
    """A file name from a title: no separators, nothing that turns the words round, no leading dot or dash, no name that
    Windows keeps for devices, at most LIMIT bytes.
    """
    plain = unicodedata.normalize("NFC", title)
    plain = "".join(" " if unicodedata.category(each) in _INVISIBLE else each for each in plain)
    plain = _FORBIDDEN.sub("-", plain)
    plain = " ".join(plain.split()).strip(" .-~")
    if _RESERVED.fullmatch(plain):
        plain = tr("{name} export", name=plain)
    plain = _cut(plain, LIMIT - len(ending.encode())).rstrip(" .-")
    return (plain or trc("file name", "export")) + ending


def _cut(words: str, most: int) -> str:
    """The beginning of the words in at most so many bytes; no letter loses its marks."""
    while len(words.encode()) > most:
        words = words[:-1]
        while words and unicodedata.combining(words[-1]):
            words = words[:-1]
    return words
