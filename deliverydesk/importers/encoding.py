"""Bytes to text: byte order mark, then strict UTF-8, then the encoding in which the header reads like one, which is
said and changeable; mostly Windows-1252.
"""

import codecs
import re
from contextlib import suppress

from deliverydesk.domain.wording import figure
from deliverydesk.importers.model import ImportProblem, one_line
from deliverydesk.importers.vocabulary import is_known_header
from deliverydesk.support.language import tr

#: Offered to the person: (Python name, label).
ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", tr("Unicode (UTF-8)")),
    ("utf-16", tr("Unicode (UTF-16)")),
    ("cp1252", tr("Western European (Windows-1252)")),
    ("iso8859-15", tr("Western European (ISO 8859-15)")),
    ("cp850", tr("Western European (DOS 850)")),
    ("mac-roman", tr("Western European (Mac)")),
    ("cp1250", tr("Central European (Windows-1250)")),
    ("cp1251", tr("Cyrillic (Windows-1251)")),
    ("cp1253", tr("Greek (Windows-1253)")),
    ("cp1254", tr("Turkish (Windows-1254)")),
    ("shift_jis", tr("Japanese (Shift JIS)")),
    ("gb18030", tr("Chinese (GB 18030)")),
    ("big5", tr("Chinese (Big5)")),
    ("euc_kr", tr("Korean (EUC-KR)")),
)

_LOOKED_AT = 20_000
_CELLS = re.compile("[,;\t|]")
_OF_A_SCRIPT = ("shift_jis", "euc_kr", "big5", "gb18030")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str, bool]:
    """Text, the encoding used, and whether that encoding is certain.

    A chosen encoding is used strictly. Raises ImportProblem when the bytes are not text in it.
    """
    if encoding is not None:
        return _strict(data, _known(encoding)), encoding, True
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name), name, True
    if name := _markless_utf16(data):
        return _strict(data, name), name, False
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        name = _likeliest(data)
        return _strict(data, name), name, False


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        info = None
    # codecs such as zip or rot13 are no text encodings
    if info is None or not getattr(info, "_is_text_encoding", True):
        raise ImportProblem(
            tr("There is no text encoding named '{encoding}'; try utf-8 or cp1252.", encoding=one_line(encoding))
        )
    return encoding


def _strict(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise ImportProblem(
            tr(
                "The file is not text in the encoding {encoding} (byte {byte} does not fit); "
                "choose another encoding, or save the file again as UTF-8.",
                encoding=name,
                byte=figure(error.start + 1),
            )
        ) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise ImportProblem(
            tr("The file is not text in the encoding {encoding}; choose another encoding.", encoding=name)
        ) from error
    if any("\ud800" <= char <= "\udfff" for char in set(text)):
        raise ImportProblem(
            tr("The file holds broken characters in the encoding {encoding}; choose another encoding.", encoding=name)
        )
    return text.removeprefix("\ufeff")


def _likeliest(data: bytes) -> str:
    """The encoding in which the first lines have the most header words with letters beyond ASCII; Windows-1252 where
    none has more, and where that cannot be, the one that gives the letters of one script.
    """
    start = data[:_LOOKED_AT]
    start = start[: start.rfind(b"\n") + 1] or start  # no half of a character at the end
    texts: dict[str, str] = {}
    for name, _ in ENCODINGS[2:]:
        with suppress(UnicodeDecodeError):
            texts[name] = start.decode(name)
    words = {name: _header_words(text) for name, text in texts.items()}
    known = words.get("cp1252", 0)
    best = max(words, key=lambda name: words[name], default="cp1252")
    if words.get(best, 0) > known:
        return best
    kana = sum("\u3040" <= char <= "\u30ff" for char in texts.get("shift_jis", ""))
    if kana > 0.3 * sum(char > "\x7f" for char in texts.get("shift_jis", "")):
        return "shift_jis"
    if "cp1252" in texts:
        return "cp1252"
    for name in _OF_A_SCRIPT:
        letters = [char for char in texts.get(name, "") if char > "\x7f"]
        if letters and sum(map(str.isalpha, letters)) > 0.7 * len(letters) and (name != "shift_jis" or kana):
            return name
    return "cp1252"


def _header_words(text: str) -> int:
    cells = (cell.strip(" \"'") for line in text.splitlines()[:5] for cell in _CELLS.split(line)[:60])
    return sum(_beyond_ascii(cell).isalpha() and is_known_header(cell) for cell in cells)


def _beyond_ascii(text: str) -> str:
    return "".join(char for char in text if char > "\x7f")


def _markless_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows as a zero in nearly every other byte."""
    sample = data[:4096]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
