"""Pictures for a page: few colours, so that a window of 1440 by 900 takes little room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COMMON, _ALL = 200, 256
_LEAST = 8
"""A colour on fewer pixels than these is an edge being smoothed."""


def shrink(source: Path, target: Path) -> None:
    """Write a picture again in 256 of its colours. Raises DeskError."""
    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise DeskError(tr("{path} cannot be read.", path=source))
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)
    colours, counts = np.unique(pixels, return_counts=True)
    table = _chosen(colours[np.argsort(-counts)], np.sort(counts)[::-1])
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    with replacing(target) as fresh:
        if not small.save(str(fresh)):
            raise DeskError(tr("{path} cannot be written.", path=target))


def _chosen(colours: NDArray[np.uint32], counts: NDArray[np.intp]) -> list[int]:
    """The commonest colours, then those that are least like any chosen so far: a small red mark stays red."""
    channels = np.stack([(colours >> shift) & 255 for shift in (16, 8, 0)], axis=1).astype(np.float64)
    places = list(range(min(_COMMON, len(colours))))
    nearest = np.full(len(colours), np.inf)
    for place in places:
        nearest = np.minimum(nearest, ((channels - channels[place]) ** 2).sum(axis=1))
    nearest[counts < _LEAST] = 0.0
    while len(places) < min(_ALL, len(colours)) and nearest.max() > 0:
        place = int(nearest.argmax())
        places.append(place)
        nearest = np.minimum(nearest, ((channels - channels[place]) ** 2).sum(axis=1))
    return [int(colours[place]) for place in places]
