"""Names, alternative texts and tags of shapes.

A shape that we write into a deck to be made again carries a tag at the end of its name: which export it belongs to,
which part of the slide it is, and a check over what we wrote, by which a text that a person has changed is told from
one that they have not. Names survive PowerPoint, Keynote and LibreOffice; nothing else on a shape does so surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from zlib import crc32

from pptx.oxml.ns import qn

from deliverydesk.charts.format import shortened
from deliverydesk.exporters.text import clean, one_line

_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_TAG = re.compile(r" ?#desk:([^|]+)\|([^|]+)\|([0-9a-f]{8})$")
_MOST_WORDS = 90


class Tag(NamedTuple):
    """What the name of a shape says of it: ``key`` names the export ("outcome:12"), ``page`` and ``pages`` count the
    slides of it, ``part`` is title, takeaway, source, date, chart, table, drawing or page.
    """

    key: str
    page: int
    pages: int
    part: str
    check: str

    def name(self, words: str) -> str:
        """The words with the tag behind them, as the name of a shape."""
        where = f"{self.part} {self.page}/{self.pages}"
        return f"{shortened(one_line(words), _MOST_WORDS)} #desk:{self.key}|{where}|{self.check}".strip()


def check_of(written: str) -> str:
    """The check over what was written; space at the ends and between words does not matter."""
    return f"{crc32(' '.join(written.split()).encode('utf-8', 'replace')):08x}"


def tag_of(shape: Any) -> Tag | None:
    """The tag of a shape; None where it has none."""
    found = _TAG.search(shape.name or "")
    where = re.fullmatch(r"(\w+) ([0-9]{1,4})/([0-9]{1,4})", found[2]) if found else None
    if found is None or where is None:
        return None
    return Tag(found[1], int(where[2]), int(where[3]), where[1], found[3])


def put_tag(shape: Any, tag: Tag) -> None:
    """Write a tag behind the name of a shape, in place of the one it has."""
    shape.name = tag.name(_TAG.sub("", shape.name or ""))


def tagged(shapes: Any) -> Iterator[tuple[Any, Tag]]:
    """Every shape with a tag, those in groups of the person's too."""
    for shape in shapes:
        tag = tag_of(shape)
        if tag is not None:
            yield shape, tag
        elif hasattr(shape, "shapes"):
            yield from tagged(shape.shapes)


def describe(shape: Any, name: str, alt: str, *, decorative: bool = False) -> Any:
    """Give any shape or graphic frame its name and its alternative text; one that says nothing is marked as
    decoration, if asked, and screen readers pass it over.
    """
    shape.name = one_line(name)[:120]
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx has no name for it
    if alt:
        properties.set("descr", clean(alt))
    elif decorative:
        _mark_decorative(properties)
    return shape


def _mark_decorative(properties: Any) -> None:
    extensions = properties.makeelement(qn("a:extLst"), {})
    one = extensions.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    one.append(one.makeelement(f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE}))
    extensions.append(one)
    properties.append(extensions)
