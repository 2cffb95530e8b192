"""Opening somebody's PowerPoint file: what it is, and one sentence where it cannot be used."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _OLD = "EncryptedPackage".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_LIKE = (
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
)
"""Templates and shows hold the same as presentations, under another name."""
_MOST_BYTES = 1_500_000_000
"""More than this, unpacked, is no deck that a person has."""


def open_deck(path: str | os.PathLike[str]) -> Any:
    """The presentation in a .pptx, .potx or .ppsx file, read whole; nothing is ever written to ``path``. Raises
    DeskError in one sentence.
    """
    name = Path(path).name
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError:
        raise DeskError(tr("There is no file {path}.", path=path)) from None
    except OSError as error:
        raise DeskError(tr("{file} cannot be read: {reason}.", file=name, reason=error.strerror or error)) from error
    _refuse_others(content, name)
    try:
        made = Presentation(io.BytesIO(_as_presentation(content, name)))
        _read_through(made)
    except DeskError:
        raise
    # Zip, XML and the parts of a package can be broken in more ways than there are names for.
    except Exception as error:
        raise DeskError(
            tr("{file} is damaged and cannot be read; open it in PowerPoint and save it again.", file=name)
        ) from error
    return made


def _read_through(presentation: Any) -> None:
    """Follow every reference once, so that what leads nowhere is found now and not in the middle of the work."""
    for slide in presentation.slides:
        _ = slide.slide_layout.slide_master
    for master in presentation.slide_masters:
        etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        for layout in master.slide_layouts:
            _ = [(shape.left, shape.width) for shape in layout.shapes]


def _refuse_others(content: bytes, name: str) -> None:
    if not content:
        raise DeskError(tr("{file} is empty; choose a PowerPoint file (.pptx).", file=name))
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise DeskError(
                tr("{file} is protected by a password; choose a copy that was saved without one.", file=name)
            )
        if _OLD in content:
            raise DeskError(
                tr(
                    "{file} is an old PowerPoint file (.ppt); save it as .pptx in PowerPoint and choose that.",
                    file=name,
                )
            )
        raise DeskError(tr("{file} is an old Office file; save it as .pptx in PowerPoint and choose that.", file=name))
    if not content.startswith(b"PK"):
        raise _no_deck(name)


def _no_deck(name: str) -> DeskError:
    return DeskError(tr("{file} is not a PowerPoint file; choose a .pptx.", file=name))


def _as_presentation(content: bytes, name: str) -> bytes:
    """The package with the content type of a presentation."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
            raise DeskError(tr("{file} is too large to be a deck: it unpacks to more than 1.5 GB.", file=name))
        if _TYPES not in archive.namelist():
            raise _no_deck(name)
        types = archive.read(_TYPES)
        if b".macroEnabled." in types:
            raise DeskError(
                tr("{file} holds macros; save it as .pptx, without them, in PowerPoint and choose that.", file=name)
            )
        if _MAIN in types:
            return content
        kind = next((kind for kind in _LIKE if kind in types), None)
        if kind is None:
            raise _no_deck(name)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as fresh:
            for member in archive.infolist():
                held = archive.read(member)
                fresh.writestr(member, types.replace(kind, _MAIN) if member.filename == _TYPES else held)
        return made.getvalue()
