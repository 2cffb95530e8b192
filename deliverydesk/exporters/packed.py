"""What python-pptx does not do to a presentation as a whole: sections, and a record of which exports are in it."""

from __future__ import annotations

from typing import Any

_SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


def add_to_last_section(presentation: Any) -> None:
    """Put the slide added last into the last section of a deck that has sections, where PowerPoint looks for it."""
    lists = list(presentation.element.iter(f"{_SECTIONS}sldIdLst"))
    if lists:
        added = presentation.slides._sldIdLst[-1].get("id")  # noqa: SLF001 - python-pptx knows no sections
        lists[-1].append(lists[-1].makeelement(f"{_SECTIONS}sldId", {"id": added}))
