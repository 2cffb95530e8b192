"""The theme: colour tokens as Qt colours, the palette, the stylesheet, and changing them while the program
runs.

Code names roles ("text2", "accent"), never hex values. ``apply_theme`` sets an application up; painters ask
``current_theme()`` each time they paint, so a change of theme needs no more of them than the repaint that Qt
asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPalette, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle

from deliverydesk.support.language import tr, trc
from deliverydesk.support.tokens import Tokens, load_tokens
from deliverydesk.ui import fonts
from deliverydesk.ui.stylesheet import stylesheet

if TYPE_CHECKING:
    from deliverydesk.ui.style import DeskStyle

THEME_WORDS = {
    "system": tr("As the system"),
    "light": trc("theme", "Light"),
    "dark": trc("theme", "Dark"),
    "contrast": tr("High contrast"),
}
"""The themes to choose from, by name."""

THEMES = tuple(THEME_WORDS)
RING_TARGET = "focusRingTarget"
"""Property of a control whose ring goes round another widget: round the whole of a segmented control, say."""
_PROPERTY, _MANAGER = "deliverydesk.theme", "deliverydesk.themes"

# How much of a product's colour goes into the fill and the edge of its bars and tags.
_SHARES = {"light": (0.13, 0.34), "dark": (0.20, 0.46), "contrast": (0.0, 1.0)}


class Theme:
    """One theme's colours for painters. Colours, pens and brushes are kept and shared: copy before changing
    one.
    """

    def __init__(self, tokens: Tokens, *, fills: bool = True) -> None:
        self.tokens = tokens
        self.name = tokens.name
        self.dark = QColor(tokens.roles["canvas"]).lightness() < 128
        self.contrast = tokens.name == "contrast" or not fills
        """Whether fills are off and edges are strong."""
        fill, edge = _SHARES[tokens.name]
        self._fill, self._edge = (fill, edge) if fills else (0.0, 1.0)
        self._colours: dict[object, QColor] = {role: QColor(value) for role, value in tokens.roles.items()}
        self._pens: dict[object, QPen] = {}

    def colour(self, role: str) -> QColor:
        """The colour of ``role``; KeyError for a role that no theme has."""
        return self._colours[role]

    def veil(self, role: str, share: float) -> QColor:
        """The colour of ``role``, ``share`` (0 to 1) opaque."""
        key = ("veil", role, share)
        if key not in self._colours:
            made = QColor(self._colours[role])
            made.setAlphaF(share)
            self._colours[key] = made
        return self._colours[key]

    def mix(self, top: QColor, ground: QColor, share: float) -> QColor:
        """``share`` (0 to 1) of ``top`` mixed into ``ground``, opaque."""
        rest = 1.0 - share
        return QColor(
            round(top.red() * share + ground.red() * rest),
            round(top.green() * share + ground.green() * rest),
            round(top.blue() * share + ground.blue() * rest),
        )

    def pen(self, role: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen in the colour of ``role`` with flat ends."""
        key = (role, width, style)
        if key not in self._pens:
            self._pens[key] = QPen(QBrush(self.colour(role)), width, style, Qt.PenCapStyle.FlatCap)
        return self._pens[key]

    @property
    def edge_width(self) -> float:
        """How wide the edge of a bar or card is: 1, and 2 in high contrast."""
        return 2.0 if self.contrast else 1.0

    def series(self, index: int) -> QColor:
        """The hue of the product or team at ``index`` (from 0); marks and edges of tags."""
        return self._hue("series", index)

    def series_text(self, index: int) -> QColor:
        """The same hue, fit for text on its own fill."""
        return self._hue("text", index)

    def series_fill(self, index: int) -> QColor:
        """The hue as the ground of bars and tags: 13 % of it on the surface (20 % in dark, none in high
        contrast).
        """
        return self._hue("fill", index)

    def series_edge(self, index: int) -> QColor:
        """The hue as the edge of a bar: 34 % of it on the surface (46 % in dark, all of it in high
        contrast).
        """
        return self._hue("edge", index)

    def hatched(self, index: int) -> bool:
        """Whether ``index`` is on its second round through the hues and wears a hatch as well."""
        return Tokens.hatched(index + 1, len(self.tokens.series))

    def load(self, share: float) -> QColor:
        """The ground of a cell of the heat map at ``share`` of capacity (1.0 is full); over it, see
        ``overBg``.
        """
        step = sum(share > limit for limit in (0.40, 0.65, 0.80, 0.92))
        return self._colours["overBg" if share > 1.0 else f"load{step}"]

    def _hue(self, kind: str, index: int) -> QColor:
        key = (kind, index % len(self.tokens.series))
        if key not in self._colours:
            self._colours[key] = self._made_hue(*key)
        return self._colours[key]

    def _made_hue(self, kind: str, place: int) -> QColor:
        hue = QColor(self.tokens.series[place])
        if kind == "series":
            return hue
        if kind == "text":
            return QColor(self.tokens.series_text[place])
        return self.mix(hue, self.colour("surface"), self._fill if kind == "fill" else self._edge)


class ThemeManager(QObject):
    """Keeps an application in its theme: the system's own, followed as it changes, or a fixed one."""

    changed = Signal(object)
    """The new Theme, after palette and stylesheet have been set."""
    chosen = Signal(str)
    """The name of THEMES that was chosen; it may look as before."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._style = QProxyStyle("Fusion")
        self._own: DeskStyle | None = None
        app.setStyle(self._style)
        app.setProperty(_MANAGER, self)
        self.choice = "system"
        self.theme = plain_theme()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    def finish(self) -> None:
        """Put the desk's own drawing and the ring round what has the focus under a style that was set in haste, and
        the program's icon on its windows.
        """
        if self._own is None:
            from PySide6.QtGui import QIcon

            from deliverydesk.support.paths import resource_dir
            from deliverydesk.ui.style import DeskStyle

            self._app.setWindowIcon(QIcon(str(resource_dir() / "icons" / "deliverydesk.svg")))
            self._own = DeskStyle()  # kept: Qt alone would keep only its half
            self._style.setBaseStyle(self._own)
            self._own.watch_all()

    def choose(self, name: str) -> None:
        """Takes theme ``name``, one of THEMES. ValueError for another."""
        if name not in THEMES:
            raise ValueError(f"There is no theme called {name}.")
        self.choice = name
        hints = self._app.styleHints()
        if name == "system":
            hints.unsetColorScheme()
        else:
            # So that the frame of the window and the system's own dialogs go with it.
            hints.setColorScheme(Qt.ColorScheme.Light if name == "light" else Qt.ColorScheme.Dark)
        self._wear(self._wanted())
        self.chosen.emit(name)

    def _follow(self) -> None:
        if self.choice == "system":
            self._wear(self._wanted())

    def _wanted(self) -> Theme:
        if self.choice != "system":
            return theme_named(self.choice)
        hints = self._app.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return theme_named("contrast") if dark else strong_light_theme()
        return theme_named("dark" if dark else "light")

    def _wear(self, theme: Theme) -> None:
        if self._app.property(_PROPERTY) is theme:
            return
        self.theme = theme
        self._app.setProperty(_PROPERTY, theme)
        # Qt changes one sheet for another once per widget and each that holds it; a sheet off and one on, once.
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(stylesheet(theme.tokens))
        self.changed.emit(theme)


def apply_theme(app: QApplication, name: str = "system", *, in_haste: bool = False) -> ThemeManager:
    """Gives ``app`` the desk's style, fonts and theme ``name`` (system, light, dark, contrast). Called again,
    it changes the theme. Returns the manager, whose ``changed`` tells of every change. In haste, what no main window
    shows before it is used is left to ``finish``, for the caller to call after the first paint.
    """
    manager = theme_manager(app)
    if manager is None:
        manager = ThemeManager(app)
        app.setFont(fonts.font())
    manager.choose(name)
    if not in_haste or app.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        manager.finish()  # from right to left, words need it
    return manager


def theme_manager(app: QApplication) -> ThemeManager | None:
    """The manager that ``apply_theme`` gave to ``app``, if it did."""
    # Not by looking through the application's children: to say what they are PySide makes ready all types of QObject.
    found = app.property(_MANAGER)
    return found if isinstance(found, ThemeManager) else None


def current_theme() -> Theme:
    """The theme that the application wears; the light one before any was applied."""
    app = QApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, Theme) else plain_theme()


def plain_theme() -> Theme:
    """The light theme."""
    return theme_named("light")


@lru_cache(maxsize=4)
def theme_named(name: str) -> Theme:
    """The theme called light, dark or contrast. DeskError in one sentence where its file is missing or
    damaged.
    """
    return Theme(load_tokens(name))


@lru_cache(maxsize=1)
def strong_light_theme() -> Theme:
    """The light theme for a system that asks for high contrast on a light ground: one colour of text, strong
    lines, fills off.
    """
    light = load_tokens("light")
    roles: Mapping[str, str] = {
        **light.roles,
        "text2": light.roles["text"],
        "text3": light.roles["text"],
        "line": light.roles["ctl"],
        "line2": light.roles["ctl"],
    }
    return Theme(replace(light, roles=MappingProxyType(dict(roles))), fills=False)


def palette_of(theme: Theme) -> QPalette:
    """The palette that Qt's own widgets take their colours from."""
    role = QPalette.ColorRole
    table = {
        role.Window: "canvas",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "surface",
        role.Text: "text",
        role.Button: "raised",
        role.ButtonText: "text",
        role.BrightText: "bad",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "text3",
        role.Highlight: "sel",
        role.HighlightedText: "text",
        role.Accent: "accent",
        role.Link: "accentText",
        role.LinkVisited: "accentText",
        role.Light: "raised",
        role.Midlight: "hover",
        role.Mid: "line2",
        role.Dark: "ctl",
        role.Shadow: "line2",
    }
    made = QPalette()
    for place, name in table.items():
        made.setColor(place, theme.colour(name))
    for place in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, place, theme.colour("text3"))
    return made
