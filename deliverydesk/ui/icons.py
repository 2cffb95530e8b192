"""Icons: one family, Phosphor, drawn from the font that comes with QtAwesome and coloured by the theme.

QtAwesome itself takes 170 to 220 ms to import and 36 to 70 ms for its first icon, which would double the time
to the first painted window. Its font and its list of names are plain files, read here in about 1 ms.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from deliverydesk.ui import mirror
from deliverydesk.ui.theme import Theme, current_theme

# What the program calls an icon, and what Phosphor calls it.
NAMES = {
    "add": "plus",
    "archive": "archive",
    "arrow-down": "arrow-down",
    "arrow-up": "arrow-up",
    "board": "cards",
    "calendar": "calendar-blank",
    "check": "check",
    "checkpoint": "bookmark-simple",
    "close": "x",
    "collapse": "caret-down",
    "columns": "columns",
    "command": "terminal-window",
    "copy": "copy",
    "data-table": "table",
    "delete": "trash",
    "dependency": "tree-structure",
    "down": "caret-down",
    "edit": "pencil-simple",
    "expand": "caret-right",
    "export": "presentation",
    "file": "file",
    "file-in": "file-plus",
    "filter": "funnel-simple",
    "find": "magnifying-glass",
    "fit": "frame-corners",
    "float": "arrow-square-out",
    "group": "stack",
    "grip": "dots-six-vertical",
    "help": "question",
    "hide": "eye-slash",
    "history": "clock-counter-clockwise",
    "image": "image",
    "import": "download-simple",
    "info": "info",
    "inspector": "layout",
    "keyboard": "keyboard",
    "left": "caret-left",
    "link": "link-simple",
    "list": "rows",
    "lock": "lock-simple",
    "menu": "list",
    "milestone": "flag",
    "more": "dots-three",
    "no-readings": "chart-line",
    "nothing-placed": "chart-bar-horizontal",
    "offline": "wifi-slash",
    "open": "folder-open",
    "outcome": "target",
    "paste": "clipboard-text",
    "person": "user",
    "product": "package",
    "read-only": "lock-simple",
    "redo": "arrow-u-up-right",
    "renew": "arrows-clockwise",
    "right": "caret-right",
    "roadmap": "chart-bar-horizontal",
    "scheme": "moon",
    "score": "gauge",
    "settings": "gear",
    "show": "eye",
    "sort": "sort-ascending",
    "split": "arrows-out-line-horizontal",
    "tag": "tag",
    "teams": "users-three",
    "to-bottom": "arrow-line-down",
    "to-top": "arrow-line-up",
    "undo": "arrow-u-up-left",
    "up": "caret-up",
    "upkeep": "wrench",
    "views": "bookmarks",
    "warning": "warning",
    "zoom-in": "magnifying-glass-plus",
    "zoom-out": "magnifying-glass-minus",
}


def icon(name: str, role: str = "text2") -> QIcon:
    """The icon called ``name`` (a key of NAMES; KeyError else) in the colour of ``role``. It follows the
    theme, and is drawn sharp at any size.
    """
    return QIcon(_Engine(NAMES[name], role))


def pixmap(name: str, size: int, ratio: float = 1.0, role: str = "text2", theme: Theme | None = None) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels at device pixel ``ratio``, kept for the next time."""
    return _picture(NAMES[name], size, ratio, role, theme or current_theme())


def draw(painter: QPainter, rect: QRectF, theme: Theme, name: str, role: str = "text2") -> None:
    """Paints the icon called ``name`` into the middle of ``rect``."""
    _paint(painter, rect, NAMES[name], theme, role)


class _Engine(QIconEngine):
    def __init__(self, glyph: str, role: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._role = role

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _paint(painter, QRectF(rect), self._glyph, current_theme(), self._role_in(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # The size is in logical pixels, unlike what older versions of Qt passed here.
        side = min(size.width(), size.height())
        return _picture(self._glyph, side, scale, self._role_in(mode), current_theme())

    def _role_in(self, mode: QIcon.Mode) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text3"
        return "text" if mode == QIcon.Mode.Active and self._role == "text2" else self._role


def _picture(glyph: str, size: float, ratio: float, role: str, theme: Theme) -> QPixmap:
    key = f"ph/{glyph}/{size}/{ratio}/{theme.colour(role).rgb()}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _paint(painter, QRectF(0, 0, size, size), glyph, theme, role)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def _paint(painter: QPainter, rect: QRectF, glyph: str, theme: Theme, role: str) -> None:
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = _font()
    if font is None:
        # The font is missing: a plain square still shows where to press, and the button has a name and a
        # tooltip.
        painter.setPen(theme.pen(role, 1.25))
        painter.drawRect(
            QRectF(rect.center() - QPointF(side / 3, side / 3), rect.center() + QPointF(side / 3, side / 3))
        )
    else:
        sized = QFont(font)
        sized.setPixelSize(max(1, round(side)))
        painter.setFont(sized)
        painter.setPen(theme.colour(role))
        mirror.words(painter, rect, int(Qt.AlignmentFlag.AlignCenter), _character(glyph))
    painter.restore()


@lru_cache(maxsize=1)
def _font() -> QFont | None:
    found = _file("phosphor-", ".ttf")
    number = QFontDatabase.addApplicationFont(str(found)) if found else -1
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        return None
    made = QFont(families[0])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=256)
def _character(glyph: str) -> str:
    """The character of ``glyph`` in the font. The list of 4,470 names is searched, not parsed: that is 30
    times faster.
    """
    listed = _charmap()
    start = listed.find(f'"{glyph}": "0x')
    if start < 0:
        raise KeyError(f"Phosphor has no icon called {glyph}.")
    begin = listed.index('"0x', start) + 3
    return chr(int(listed[begin : listed.index('"', begin)], 16))


@lru_cache(maxsize=1)
def _charmap() -> str:
    found = _file("phosphor-charmap-", ".json")
    return found.read_text(encoding="utf-8") if found else ""


def _file(begin: str, end: str) -> Path | None:
    """The font or list of QtAwesome's with a version between these, found without importing it."""
    spec = find_spec("qtawesome")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for found in sorted(Path(place, "fonts").iterdir()):
            version = found.name.removeprefix(begin).removesuffix(end)
            if found.name == f"{begin}{version}{end}" and version[:1].isdigit():
                return found
    return None
