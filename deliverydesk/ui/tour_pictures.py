"""Pictures for a page: few colours, so that a window of 1440 by 900 takes little room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError


def shrink(source: Path, target: Path) -> None:
    """Write a picture again with at most 256 colours. Raises DeskError."""
    image = QImage(str(source))
    small = image.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)
    with replacing(target) as fresh:
        if small.isNull() or not small.save(str(fresh), "PNG", 0):  # type: ignore[call-overload]
            raise DeskError(f"{target} cannot be written.")
