"""What a workbook's zip container may hold, looked at before any library unpacks it.

Declared sizes are checked first, then the bytes that really come out are counted; a part with a DOCTYPE is refused.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from deliverydesk.domain.wording import figure
from deliverydesk.importers.limits import MAX_CELLS, MAX_PARTS, MAX_UNPACKED
from deliverydesk.importers.model import ImportProblem, one_line
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress

_CHUNK = 1 << 20
_READ_ENDINGS = (".xml", ".rels", ".bin")
# Cells and rows that hold something; empty ones, which only carry a format, close themselves.
_REFERENCE = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="([0-9]{1,7})"[^>]*(?<!/)>')
_LONGEST_TAG = 400
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def check_container(container: zipfile.ZipFile, progress: Progress) -> None:
    """Raises ImportProblem for too many parts, doubled names, lying or too large sizes, encryption and DOCTYPEs."""
    parts = container.infolist()
    if len(parts) > MAX_PARTS:
        raise ImportProblem(
            tr(
                "The workbook has {parts} parts inside, more than any ordinary one; it is not read.",
                parts=figure(len(parts)),
            )
        )
    if len({part.filename for part in parts}) != len(parts):
        raise ImportProblem(
            tr("The workbook holds two parts of the same name; save it again with a spreadsheet program.")
        )
    wanted = [part for part in parts if part.filename.lower().endswith(_READ_ENDINGS)]
    declared = sum(part.file_size for part in wanted)
    if declared > MAX_UNPACKED:
        raise _too_large(declared)
    unpacked = 0
    for part in wanted:
        tail = b""
        for chunk in chunks(container, part.filename):
            unpacked += len(chunk)
            if unpacked > MAX_UNPACKED:
                raise _too_large(unpacked)
            window = tail + chunk
            if any(mark in window for mark in _DOCTYPES):
                raise ImportProblem(
                    tr("The workbook holds a document type definition, which no spreadsheet writes; it is not read.")
                )
            tail = chunk[-20:]
            progress(min(unpacked, declared), max(declared, 1))


def chunks(container: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of one part, piece by piece; raises ImportProblem where the part is damaged."""
    try:
        with container.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except RuntimeError as error:
        raise locked() from error
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        raise damaged() from error


def check_extent(container: zipfile.ZipFile, sheet: str) -> None:
    """Refuses a sheet with a lone cell so far out that the rectangle around all cells would not fit into memory.

    Looks at the named sheet of an XLSX workbook and at all sheets of an XLSB workbook.
    """
    part = sheet_part(container, sheet)
    if part is not None:
        _refuse_far(sheet, *_xlsx_extent(chunks(container, part)))
    for name in container.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".bin"):
            _refuse_far(sheet, *xlsb_extent(b"".join(chunks(container, name))))


def _refuse_far(sheet: str, rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        raise ImportProblem(
            tr(
                "Sheet '{sheet}' reaches out to row {row} and column {column}, a rectangle of {cells} cells; "
                "at most {most} are read, so delete what lies far from the table.",
                sheet=one_line(sheet),
                row=figure(rows),
                column=figure(columns),
                cells=figure(rows * columns),
                most=figure(MAX_CELLS),
            )
        )


def _xlsx_extent(pieces: Iterator[bytes]) -> tuple[int, int]:
    """Rows and columns up to the farthest cells that hold something."""
    rows = columns = 1
    tail = b""
    for piece in pieces:
        window = tail + piece
        for letters, digits in _REFERENCE.findall(window):
            rows, columns = max(rows, int(digits)), max(columns, _column_number(letters))
        for digits in _ROW.findall(window):
            rows = max(rows, int(digits))
        tail = window[-_LONGEST_TAG:]
    return rows, columns


def xlsb_extent(data: bytes) -> tuple[int, int]:
    """As for XLSX, from the records of a binary sheet: row headers are of type 0, cells with values 2 to 11."""
    rows = columns = 1
    row = at = 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        size, at = _varint(data, at, 4)
        if kind == 0 and size >= 4:
            row = int.from_bytes(data[at : at + 4], "little") + 1
        elif 2 <= kind <= 11 and size >= 4:
            rows = max(rows, row)
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    return rows, columns


def _varint(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number in groups of seven bits, low ones first, and the place behind it."""
    value = 0
    for place in range(longest):
        byte = data[at + place] if at + place < len(data) else 0
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    return value, at + longest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheet_part(container: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of a sheet by its name; None where the workbook's own index does not say."""
    names = set(container.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    try:
        book = ET.fromstring(container.read("xl/workbook.xml"))
        links = ET.fromstring(container.read("xl/_rels/workbook.xml.rels"))
    except (ET.ParseError, ValueError, LookupError) as error:
        raise damaged() from error
    wanted = None
    for node in book.iter():
        if node.tag.endswith("}sheet") and node.get("name") == sheet:
            wanted = next((value for key, value in node.attrib.items() if key.endswith("}id")), None)
    for link in links:
        if link.get("Id") == wanted:
            target = (link.get("Target") or "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            return part if part in names else None
    return None


def damaged() -> ImportProblem:
    """What is said of a workbook that cannot be taken apart."""
    return ImportProblem(tr("The workbook is damaged; open it in a spreadsheet program and save it again."))


def locked() -> ImportProblem:
    """What is said of a workbook that only a password opens."""
    return ImportProblem(tr("The workbook is protected by a password; save it without one and import again."))


def _too_large(size: int) -> ImportProblem:
    return ImportProblem(
        tr(
            "The workbook unpacks to {size} MB; at most {most} MB are read.",
            size=figure(size // 1024**2),
            most=MAX_UNPACKED // 1024**2,
        )
    )
