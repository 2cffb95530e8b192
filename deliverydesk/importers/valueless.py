"""Cells of an XLSX sheet that show as empty though something stands in them: formulas that nobody has computed yet, as
programs write them, and formulas that end in an error such as #DIV/0!.
"""

import re
import zipfile
from collections.abc import Iterator

from deliverydesk.domain.wording import figure
from deliverydesk.importers.model import Notice
from deliverydesk.importers.unzip_check import chunks, sheet_part
from deliverydesk.support.language import trn

_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>[^<]")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_END = re.compile(rb"</(?:\w+:)?c>")
_LONGEST = 1_000_000
"""Bytes of a cell that are waited for."""


def valueless_notices(container: zipfile.ZipFile, sheet: str) -> list[Notice]:
    """What a person is to know of such cells of a sheet; raises ImportProblem where the sheet is damaged."""
    part = sheet_part(container, sheet)
    open_ones: list[str] = []
    errors: list[str] = []
    for attributes, inner in _cells(chunks(container, part)) if part is not None else ():
        found = _REFERENCE.search(attributes)
        place = found[1].decode() if found else "?"
        if b't="e"' in attributes:
            errors.append(place)
        elif _FORMULA.search(inner) and not _VALUE.search(inner) and b't="str"' not in attributes:
            open_ones.append(place)
    notices = []
    if open_ones:
        notices.append(
            trn(
                "{n} formula ({first}) has no value in the file and is read as empty; open the workbook in a "
                "spreadsheet program and save it, which computes it.",
                "{n} formulas ({first} and others) have no values in the file and are read as empty; open the workbook "
                "in a spreadsheet program and save it, which computes them.",
                len(open_ones),
                n=figure(len(open_ones)),
                first=open_ones[0],
            )
        )
    if errors:
        notices.append(
            trn(
                "{n} cell ({first}) holds an error such as #DIV/0! and is read as empty.",
                "{n} cells ({first} and others) hold errors such as #DIV/0! and are read as empty.",
                len(errors),
                n=figure(len(errors)),
                first=errors[0],
            )
        )
    return [Notice(sentence) for sentence in notices]


def _cells(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Attributes and inside of each cell in which a formula or an error may stand."""
    rest = b""
    for piece in pieces:
        window = rest + piece
        ends = [found.end() for found in _END.finditer(window, max(0, len(window) - _LONGEST))]
        whole = ends[-1] if ends else 0
        if b"<f" in window or b":f" in window or b't="e"' in window:
            yield from _CELL.findall(window[:whole])
        rest = window[whole:][-_LONGEST:]
