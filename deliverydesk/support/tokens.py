"""Colour tokens of a theme, read from resources/themes/NAME.json, without Qt.

The window, the painter of pictures and the PowerPoint writer all take their colours from here, so that a role
such as ``accent`` is the same colour wherever it is seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.paths import resource_dir
from deliverydesk.support.value import Value, value

_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_PRODUCT = re.compile(r"(product|productText):([0-9]+)\Z")


@value
class Tokens(Value):
    """One theme: ``roles`` maps a role to "#RRGGBB"; ``series`` are the hues of products and teams in their
    order, ``series_text`` the same hues dark (or light) enough for text.
    """

    name: str
    roles: Mapping[str, str]
    series: tuple[str, ...]
    series_text: tuple[str, ...]

    def colour(self, role: str) -> str:
        """The colour of ``role`` as "#RRGGBB". ``product:1`` is the first hue and ``productText:1`` its text
        colour; numbers beyond the last hue start again. Raises KeyError for an unknown role.
        """
        match = _PRODUCT.match(role)
        if match is None:
            return self.roles[role]
        hues = self.series if match[1] == "product" else self.series_text
        return hues[(int(match[2]) - 1) % len(hues)]

    @staticmethod
    def hatched(number: int, hues: int = 8) -> bool:
        """Whether product ``number`` (from 1) is on its second round through the hues: it wears the hatch."""
        return ((number - 1) // hues) % 2 == 1


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of ``colour`` mixed into ``ground``, both "#RRGGBB"; how fills of bars are made."""

    def channels(value: str) -> list[int]:
        return [int(value[place : place + 2], 16) for place in (1, 3, 5)]

    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(top * share + under * (1 - share)):02X}" for top, under in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#RRGGBB", 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(value: str) -> float:
        shares = (int(value[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=8)
def load_tokens(name: str = "light") -> Tokens:
    """The tokens of theme ``name`` (light, dark, contrast). Raises DeskError in one sentence where there are
    none.
    """
    path = resource_dir() / "themes" / f"{name}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeskError(
            tr("There is no theme called {name}; install DeliveryDesk again if it should be there.", name=name)
        ) from None
    except (OSError, ValueError) as error:
        raise DeskError(
            tr(
                "The theme file {file} cannot be read ({error}); install DeliveryDesk again.",
                file=path.name,
                error=error,
            )
        ) from error
    return _checked(found, path.name)


def _checked(found: object, file_name: str) -> Tokens:
    if not isinstance(found, dict):
        raise DeskError(
            tr("The theme file {file} is not a table of colours; install DeliveryDesk again.", file=file_name)
        )
    roles = dict(found["roles"])
    series, series_text = tuple(found["series"]), tuple(found["seriesText"])
    for role, colour in [*roles.items(), *((f"series {hue}", hue) for hue in (*series, *series_text))]:
        if not isinstance(colour, str) or _HEX.match(colour) is None:
            raise DeskError(
                tr(
                    "The theme file {file} gives {role} no colour of the form #RRGGBB.",
                    file=file_name,
                    role=role,
                )
            )
    return Tokens(str(found["name"]), MappingProxyType(roles), series, series_text)
