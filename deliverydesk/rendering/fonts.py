"""The typeface of pictures: Inter from its package, else the nearest that the machine has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FALLBACKS = ("Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")


@lru_cache(maxsize=1)
def load_inter() -> bool:
    """Make Inter known to Qt; True where it is there. Needs a QGuiApplication."""
    if "Inter" in QFontDatabase.families():
        return True
    try:
        from fontpkg_inter import ROOT
    except ImportError:
        return False
    files = sorted((Path(ROOT) / "files").glob("Inter[[]*.ttf"))
    return any(QFontDatabase.addApplicationFont(str(path)) >= 0 for path in files)


@lru_cache(maxsize=64)
def chart_font(px: int, weight: int = 400) -> QFont:
    """The typeface at ``px`` logical pixels. Whole pixels, because a size in points depends on the device
    painted on. Figures are not made tabular: PDF files then lose the text behind the glyphs.
    """
    load_inter()
    font = QFont()
    font.setFamilies(["Inter", *FALLBACKS])
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    # Inter is one variable file: its weight moves only along the axis
    font.setVariableAxis(QFont.Tag("wght"), weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=64)
def metrics(px: int, weight: int = 400) -> QFontMetricsF:
    """Measures of :func:`chart_font`."""
    return QFontMetricsF(chart_font(px, weight))
