"""The colours of a deck: the program's own in a new deck, those of the theme in somebody's own.

A role such as ``text`` or ``product:1`` is asked for by name; what comes out is a fixed colour or a colour of the
deck's theme, so that a deck whose theme is changed changes with it.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR

from deliverydesk.support.tokens import Tokens, contrast, mixed

_rgb: Any = RGBColor.from_string
_READABLE, _SEEN = 4.5, 3.0
"""The least contrast of words and of marks with what they stand on (WCAG 2.2)."""
_GREY = 24
"""How far apart the parts of a colour may be that is taken for grey."""
_STEPS = tuple(step / 100 for step in range(0, 65, 5))
_THEME = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    **{f"accent{n}": getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7)},
}


class Ink(NamedTuple):
    """A colour as it is written: a theme's, lighter (+) or darker (-) by ``brightness``, or a fixed one."""

    value: str
    """What it comes to as "#RRGGBB"."""
    theme: str = ""
    brightness: float = 0.0


class Palette:
    """Colours by the program's roles, fixed: those of ``tokens``."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    def ink(self, role: str, tint: float = 1.0) -> Ink:
        """The colour of a role, ``tint`` of it mixed into the ground. Raises KeyError for an unknown role."""
        value = self.tokens.colour(role)
        return Ink(value if tint >= 1 else mixed(value, self.tokens.colour("surface"), tint))

    def data(self, role: str) -> str:
        """The role in which a chart draws data of this role."""
        return role

    def label(self, role: str) -> str:
        """The role in which a chart writes the words at a line of this role."""
        return role

    def value(self, role: str, tint: float = 1.0) -> str:
        """The colour as "#RRGGBB"."""
        return self.ink(role, tint).value

    def paint(self, target: Any, role: str, tint: float = 1.0) -> None:
        """Give python-pptx's ``target`` (the colour of a fill, a line or a font) the colour of a role."""
        ink = self.ink(role, tint)
        if ink.theme:
            target.theme_color = _THEME[ink.theme]
            target.brightness = ink.brightness
        else:
            target.rgb = _rgb(ink.value[1:])

    def xml(self, role: str) -> str:
        """The colour as the element that goes into a solid fill."""
        ink = self.ink(role)
        if not ink.theme:
            return f'<a:srgbClr val="{ink.value[1:]}"/>'
        mod, off = _luminance(ink.brightness)
        shade = f'<a:lumMod val="{mod}"/>' + (f'<a:lumOff val="{off}"/>' if off else "") if ink.brightness else ""
        return f'<a:schemeClr val="{ink.theme}">{shade}</a:schemeClr>'


class ThemePalette(Palette):
    """Colours of somebody's deck: words in the theme's text colour, lines of data in its accents. Products keep the
    program's hues, by which they are known, and what is good or bad keeps its colour.

    ``theme`` has the values of tx1, bg1 and accent1 to accent6 as "#RRGGBB", ``ground`` is what slides really have
    behind them, which need not be bg1: a picture, or a band of the layout.
    """

    def __init__(self, theme: Mapping[str, str], ground: str, light: Tokens, dark: Tokens) -> None:
        super().__init__(dark if contrast(ground, "#FFFFFF") > contrast(ground, "#000000") else light)
        self._theme, self._ground = dict(theme), ground
        self._text = self._text_ink()
        self._accents = [Ink(theme[name], name) for name in _accent_names(theme, ground)] or [self._text]

    def ink(self, role: str, tint: float = 1.0) -> Ink:
        made = self._roles(role)
        if tint >= 1:
            return made
        return Ink(mixed(made.value, self._ground, tint))

    def data(self, role: str) -> str:
        return {"text": "data:1", "ok": "data:2"}.get(role, role)

    def label(self, role: str) -> str:
        return {"ok": "text"}.get(role, role)

    def tokens_on_ground(self) -> Tokens:
        """All roles as they are on the deck's ground, to look ahead in its colours."""
        roles = {role: self.value(role) for role in self.tokens.roles}
        hues = tuple(self._seen(hue) for hue in self.tokens.series)
        return replace(self.tokens, roles=MappingProxyType(roles), series=hues)

    def _roles(self, role: str) -> Ink:
        name, _, number = role.partition(":")
        if name == "data":
            return self._accents[(int(number) - 1) % len(self._accents)]
        if name in ("text", "ink"):
            return self._text
        if name in ("text2", "text3", "ctl"):
            return self._softened({"text2": 6.0, "text3": _READABLE, "ctl": _SEEN}[name])
        if name in ("line", "line2", "sunken"):
            return Ink(mixed(self._text.value, self._ground, {"line": 0.14, "line2": 0.28, "sunken": 0.05}[name]))
        if name in ("surface", "raised", "canvas"):
            same = self._ground == self._theme["bg1"]
            return Ink(self._ground, "bg1") if same else Ink(self._ground)
        if name in ("accent", "accentText", "sel"):
            return self._accents[0]
        if name in ("onAccent", "onInk"):
            under = self._accents[0] if name == "onAccent" else self._text
            return Ink(max(("#FFFFFF", "#000000"), key=lambda value: contrast(value, under.value)))
        return Ink(self._seen(self.tokens.colour(role)))

    def _text_ink(self) -> Ink:
        """The theme's text colour where it can be read on the ground, else its ground colour, else black or white."""
        found = [Ink(self._theme[name], name) for name in ("tx1", "bg1")]
        readable = [ink for ink in found if contrast(ink.value, self._ground) >= _READABLE]
        plain = max(("#000000", "#FFFFFF"), key=lambda value: contrast(value, self._ground))
        return readable[0] if readable else Ink(plain)

    def _softened(self, least: float) -> Ink:
        """The text colour as far towards the ground as this contrast allows."""
        up = contrast(self._ground, "#000000") > contrast(self._ground, "#FFFFFF")
        best = self._text
        for step in _STEPS:
            made = self._lighter(step if up else -step, step)
            if contrast(made.value, self._ground) < least:
                break
            best = made
        return best

    def _lighter(self, brightness: float, share: float) -> Ink:
        """The theme's text colour lighter or darker; mixed with the ground where that would show a hue."""
        value = shaded(self._text.value, brightness)
        parts = [int(value[place : place + 2], 16) for place in (1, 3, 5)]
        if self._text.theme and max(parts) - min(parts) <= _GREY:
            return self._text._replace(value=value, brightness=brightness)
        return Ink(mixed(self._text.value, self._ground, 1 - share)) if share else self._text

    def _seen(self, value: str) -> str:
        """The colour, nearer to that of text where it would not be seen on the ground."""
        for share in (1.0, 0.8, 0.6, 0.4, 0.2):
            found = mixed(value, self._text.value, share)
            if contrast(found, self._ground) >= _SEEN:
                return found
        return self._text.value


def _accent_names(theme: Mapping[str, str], ground: str) -> list[str]:
    """The accents that can be seen on the ground, in their order; a second one of the same colour is left out."""
    seen: dict[str, str] = {}
    for number in range(1, 7):
        name = f"accent{number}"
        if name in theme and contrast(theme[name], ground) >= _SEEN:
            seen.setdefault(theme[name], name)
    return list(seen.values())


def shaded(value: str, brightness: float) -> str:
    """A colour as PowerPoint shows it lighter (+) or darker (-): luminance times 1 - |b|, plus b where lighter
    (ECMA-376 20.1.2.3.20 lumMod and 20.1.2.3.21 lumOff).
    """
    red, green, blue = (int(value[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 - abs(brightness)) + max(brightness, 0.0)
    return "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(light, 1.0), saturation))


def _luminance(brightness: float) -> tuple[int, int]:
    return round((1 - abs(brightness)) * 100_000), round(max(brightness, 0.0) * 100_000)
