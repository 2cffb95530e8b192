"""Inter and the type scale.

Sizes are in logical pixels and may be fractional (12.5 for table cells), so they are set in points of the screen's own
dots per inch, with hinting off. Qt 6.11 still rounds such a size to whole pixels when it looks the font up (12.5 gives
13); measure words with the font and never with the number. Inter comes from a package, as one variable file: its
weight is an axis, since asking Qt for a bold weight draws everything at 400.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QScreen

CELL = 12.5
DETAIL = 12.0
CAPTION = 11.0
AXIS = 10.5
TITLE = 13.0
ITEM_TITLE = 16.0
SHEET_TITLE = 17.0
FIGURE = 20.0
PAGE_TITLE = 26.0

FALLBACKS = ("Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
_OPTICAL_SIZES = (14.0, 32.0)


def font(px: float = CELL, weight: int = 400, tabular: bool = False) -> QFont:
    """The interface's font at ``px`` logical pixels. ``weight`` is 400, 500 or 600; ``tabular`` gives every
    figure the same width (columns, axes and meters only: in prose it spreads hyphens and spaces). The font is
    shared: copy it before changing it.
    """
    screen: QScreen | None = QGuiApplication.primaryScreen()
    return _font(px, weight, tabular, screen.logicalDotsPerInch() if screen is not None else 96.0)


@lru_cache(maxsize=128)
def _font(px: float, weight: int, tabular: bool, dots_per_inch: float) -> QFont:
    made = QFont(list(families()))
    made.setPointSizeF(px * 72.0 / dots_per_inch)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if has_inter():
        made.setVariableAxis(QFont.Tag("wght"), float(weight))
        made.setVariableAxis(QFont.Tag("opsz"), min(max(px, _OPTICAL_SIZES[0]), _OPTICAL_SIZES[1]))
    else:
        made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The families to try, best first. The first call reads Inter into the application's fonts (about 6 ms)
    and needs a QGuiApplication.
    """
    found = _inter_file()
    if found is None:
        return FALLBACKS
    number = QFontDatabase.addApplicationFont(str(found))
    return (*QFontDatabase.applicationFontFamilies(number), *FALLBACKS)


def has_inter() -> bool:
    """Whether Inter was found and read; else the system's own sans serif stands in."""
    return len(families()) > len(FALLBACKS)


def _inter_file() -> Path | None:
    try:
        import fontpkg_inter
    except ImportError:
        return None
    upright = (
        path for path in sorted(Path(fontpkg_inter.ROOT, "files").glob("Inter*.ttf")) if "Italic" not in path.name
    )
    return next(upright, None)
