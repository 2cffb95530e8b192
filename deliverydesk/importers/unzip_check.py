"""What a workbook's zip container may hold, looked at before any library unpacks it.

Declared sizes are checked first, then the bytes that really come out are counted; a part with a DOCTYPE is refused.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from deliverydesk.importers.limits import MAX_CELLS, MAX_PARTS, MAX_UNPACKED
from deliverydesk.importers.model import ImportProblem
from deliverydesk.support.progress import Progress

_CHUNK = 1 << 20
_READ_ENDINGS = (".xml", ".rels", ".bin")
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def check_container(container: zipfile.ZipFile, progress: Progress) -> None:
    """Raises ImportProblem for too many parts, doubled names, lying or too large sizes, encryption and DOCTYPEs."""
    parts = container.infolist()
    if len(parts) > MAX_PARTS:
        raise ImportProblem(
            f"The workbook has {len(parts):,} parts inside, more than any ordinary one; it is not read."
        )
    if len({part.filename for part in parts}) != len(parts):
        raise ImportProblem("The workbook holds two parts of the same name; save it again with a spreadsheet program.")
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
                    "The workbook holds a document type definition, which no spreadsheet writes; it is not read."
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
        raise ImportProblem("The workbook is protected by a password; save it without one and import again.") from error
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise ImportProblem("The workbook is damaged; open it in a spreadsheet program and save it again.") from error
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        raise ImportProblem("The workbook is damaged; open it in a spreadsheet program and save it again.") from error


def check_extent(container: zipfile.ZipFile, sheet: str) -> None:
    """Refuses an XLSX sheet with a lone cell so far out that the rectangle would not fit into memory."""
    part = _sheet_part(container, sheet)
    if part is None:
        return
    rows = columns = 0
    far = ""
    tail = b""
    for chunk in chunks(container, part):
        window = tail + chunk
        for letters, digits in _REFERENCE.findall(window):
            row, column = int(digits), _column_number(letters)
            if row > rows or column > columns:
                rows, columns = max(row, rows), max(column, columns)
                far = (letters + digits).decode()
        tail = chunk[-24:]
    if rows * columns > MAX_CELLS:
        raise ImportProblem(
            f"Sheet {sheet[:40]!r} reaches out to cell {far}, a rectangle of {rows * columns:,} cells; "
            f"at most {MAX_CELLS:,} are read, so delete what lies far from the table."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet_part(container: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of a sheet by its name; None where the workbook's own index does not say."""
    names = set(container.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    try:
        book = ET.fromstring(container.read("xl/workbook.xml"))
        links = ET.fromstring(container.read("xl/_rels/workbook.xml.rels"))
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ImportProblem("The workbook is damaged; open it in a spreadsheet program and save it again.") from error
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


def _too_large(size: int) -> ImportProblem:
    return ImportProblem(
        f"The workbook unpacks to {size // 1024**2:,} MB; at most {MAX_UNPACKED // 1024**2} MB are read."
    )
