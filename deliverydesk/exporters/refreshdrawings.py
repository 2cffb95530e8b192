"""A drawing made anew in the group that it has on the slide: the group stays where and as large as it is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from deliverydesk.support.language import tr

_INKS = ("a:solidFill", "a:gradFill", "a:pattFill", "a:noFill", "a:blipFill", "a:ln")


def redraw(group: Any, fresh: Any) -> list[str]:
    """Put the shapes of ``fresh`` into ``group`` in place of its own. A shape whose colour is none of ours keeps it.
    Returns what changed: what is read out of each shape, where it is something else now.
    """
    old = {shape.name: shape for shape in group.shapes}
    ours = {_ink(shape) for shape in fresh.shapes}
    changes = _changes(old, {shape.name: shape for shape in fresh.shapes})
    for shape in fresh.shapes:
        before = old.get(shape.name)
        if before is not None and _ink(before) not in ours and tr("Legend") not in shape.name:
            _take_ink(shape, before)
    target, source = group._element, fresh._element  # noqa: SLF001 - python-pptx moves no shapes between groups
    for shape in list(group.shapes):
        target.remove(shape._element)  # noqa: SLF001
    _renumber(source, max(int(one) for one in target.xpath("/p:sld//p:cNvPr/@id")))
    for shape in list(fresh.shapes):
        target.append(shape._element)  # noqa: SLF001
    _keep_place(target, source)
    alt = source.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")
    if alt:
        target.xpath("./p:nvGrpSpPr/p:cNvPr")[0].set("descr", alt[0])
    return changes


def _renumber(source: Any, highest: int) -> None:
    """Give shapes that go to another slide numbers that it has not, and their connectors with them."""
    for part in source.xpath(".//p:cNvPr|.//a:stCxn|.//a:endCxn"):
        part.set("id", str(int(part.get("id")) + highest))


def _keep_place(target: Any, source: Any) -> None:
    """The group's place on the slide stays; its inner measure is the new drawing's. Where nobody has moved or resized
    it, both are the new drawing's.
    """
    held, made = target.grpSpPr.find(qn("a:xfrm")), source.grpSpPr.find(qn("a:xfrm"))
    if held is None:
        target.grpSpPr.insert(0, deepcopy(made))
        return
    place = {name: held.find(qn(f"a:{name}")) for name in ("off", "ext", "chOff", "chExt")}
    untouched = dict(place["off"].attrib) == dict(place["chOff"].attrib) and dict(place["ext"].attrib) == dict(
        place["chExt"].attrib
    )
    for name, element in place.items():
        if untouched or name.startswith("ch"):
            for key, value in made.find(qn(f"a:{name}")).attrib.items():
                element.set(key, value)


def _properties(shape: Any) -> Any:
    return shape._element.find(qn("p:spPr"))  # noqa: SLF001


def _ink(shape: Any) -> str:
    """The fill of a shape as text."""
    properties = _properties(shape)
    if properties is None:
        return ""
    found = [properties.find(qn(tag)) for tag in _INKS[:-1]]
    return "".join(etree.tostring(one, method="c14n").decode() for one in found if one is not None)


def _take_ink(shape: Any, before: Any) -> None:
    own, held = _properties(shape), _properties(before)
    if own is None or held is None:
        return
    for tag in _INKS:
        new, old = own.find(qn(tag)), held.find(qn(tag))
        if new is not None and old is not None:
            own.replace(new, deepcopy(old))


def _alt(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))  # noqa: SLF001


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """By name: what a shape says has changed, come or gone. Only shapes that say something count."""
    found = []
    for name, shape in new.items():
        words = _alt(shape)
        if not words or name == tr("Today"):
            continue
        before = _alt(old[name]) if name in old else ""
        if name not in old:
            found.append(tr("{name}: new on the roadmap", name=name))
        elif before and before != words:
            found.append(f"{name}: {_tail(before, name)} → {_tail(words, name)}")
    gone = [name for name, shape in old.items() if name not in new and _alt(shape)]
    return found + [tr("{name}: no longer on the roadmap", name=name) for name in gone]


def _tail(words: str, name: str) -> str:
    return words.removeprefix(name).lstrip(", ")
