"""The program's own new deck: 16:9, in the light theme's colours."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from deliverydesk.support.tokens import Tokens

UNIT = 9525
WIDE, TALL = 1280, 720
TITLE_ONLY = 5
"""The layout with nothing but a title."""


def blank_deck(tokens: Tokens) -> Any:
    """A presentation without slides whose theme has the program's hues."""
    made = Presentation()
    _widen(made)
    _recolour(made, tokens)
    return made


def _widen(presentation: Any) -> None:
    """Make the deck 16:9, and the places on its master and layouts with it (the template is 4:3)."""
    old = presentation.slide_width
    presentation.slide_width, presentation.slide_height = WIDE * UNIT, TALL * UNIT
    ratio = presentation.slide_width / old
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for place in sheet.element.iter(qn("a:off")):
            place.set("x", str(round(int(place.get("x")) * ratio)))
        for extent in sheet.element.iter(qn("a:ext")):
            if extent.get("cx") is not None:
                extent.set("cx", str(round(int(extent.get("cx")) * ratio)))


def _recolour(presentation: Any, tokens: Tokens) -> None:
    """Give the deck's theme the program's hues, so that what its owner adds later goes with the rest."""
    hues = {f"accent{number}": tokens.series[number - 1][1:] for number in range(1, 7)}
    hues["dk1"], hues["hlink"] = tokens.colour("text")[1:], tokens.colour("accentText")[1:]
    for relation in presentation.slide_master.part.rels.values():
        if not relation.reltype.endswith("/theme"):
            continue
        part = relation.target_part
        text = part.blob.decode("utf-8")
        for name, value in hues.items():
            text = re.sub(
                rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{value}"/>\g<2>', text, flags=re.DOTALL
            )
        part._blob = text.encode("utf-8")  # noqa: SLF001 - the theme is a part without a class of its own
