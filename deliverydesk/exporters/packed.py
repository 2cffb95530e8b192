"""What python-pptx does not do to a presentation as a whole: sections, the order of slides, and a record of which
exports were written into it.

The record is a custom part of the file, which PowerPoint keeps and nobody sees. It tells a slide that somebody deleted
from one that was never there. Where another program has dropped it, everything missing counts as deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

_SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_PACK = "urn:deliverydesk:pack"


class Record(NamedTuple):
    """``own`` says that the deck was made without a template; ``keys`` are the exports that were written into it."""

    own: bool
    keys: frozenset[str]


def add_to_last_section(presentation: Any) -> None:
    """Put the slide added last into the last section of a deck that has sections, where PowerPoint looks for it."""
    lists = list(presentation.element.iter(f"{_SECTIONS}sldIdLst"))
    if lists:
        added = presentation.slides._sldIdLst[-1].get("id")  # noqa: SLF001 - python-pptx knows no sections
        lists[-1].append(lists[-1].makeelement(f"{_SECTIONS}sldId", {"id": added}))


def move_behind(presentation: Any, slide: Any, other: Any) -> None:
    """Move a slide to behind another one, in its section too."""
    listed = presentation.slides._sldIdLst  # noqa: SLF001 - python-pptx has no order of slides
    ids = {one.rId: one for one in listed}
    moved = ids[presentation.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)]
    before = ids[presentation.part.relate_to(other.part, RELATIONSHIP_TYPE.SLIDE)]
    before.addnext(moved)
    entries = {one.get("id"): one for one in presentation.element.iter(f"{_SECTIONS}sldId")}
    if moved.get("id") in entries and before.get("id") in entries:
        entries[before.get("id")].addnext(entries[moved.get("id")])


def drop_slide(presentation: Any, slide: Any) -> None:
    """Take a slide out of a deck, its sections too."""
    listed = presentation.slides._sldIdLst  # noqa: SLF001 - python-pptx takes no slides away
    relation = presentation.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    entry = next(one for one in listed if one.rId == relation)
    for one in list(presentation.element.iter(f"{_SECTIONS}sldId")):
        if one.get("id") == entry.get("id"):
            one.getparent().remove(one)
    listed.remove(entry)
    presentation.part.drop_rel(relation)


def read_record(presentation: Any) -> Record | None:
    """The record of a deck; None where it has none."""
    part = _part(presentation)
    if part is None:
        return None
    root = etree.fromstring(part.blob)
    return Record(root.get("own") == "1", frozenset(one.get("key", "") for one in root))


def write_record(presentation: Any, *, own: bool, keys: Iterable[str]) -> None:
    """Write which exports are in the deck, beside those it had."""
    known = read_record(presentation)
    root = etree.Element(f"{{{_PACK}}}pack", nsmap={None: _PACK}, own="1" if own else "0")
    for key in sorted({*keys, *(known.keys if known else ())}):
        etree.SubElement(root, f"{{{_PACK}}}export", key=key)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = _part(presentation)
    if part is not None:
        part._blob = content  # noqa: SLF001 - a part without a class of its own
        return
    package = presentation.part.package
    taken = {str(one.partname) for one in package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if f"/customXml/item{n}.xml" not in taken)
    made = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", package, content)
    presentation.part.relate_to(made, RELATIONSHIP_TYPE.CUSTOM_XML)


def _part(presentation: Any) -> Any:
    for relation in presentation.part.rels.values():
        if not relation.is_external and relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML:
            part = relation.target_part
            if f'"{_PACK}"'.encode() in part.blob:
                return part
    return None
