"""Charts as files and for the clipboard: the ending of the file name says which kind."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from deliverydesk.charts.spec import ChartSpec
from deliverydesk.rendering.endings import either
from deliverydesk.rendering.fonts import FALLBACKS
from deliverydesk.rendering.painter import paint_chart
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.tokens import Tokens, load_tokens

Size = tuple[int, int]
Paint = Callable[[QPainter], None]
"""Paints a whole picture from the origin, in logical pixels."""

ENDINGS = (".png", ".svg", ".pdf")
DEFAULT_SIZE: Size = (960, 540)
_MOST_PIXELS = 120_000_000
_PDF_FINENESS = 20
"""Device units of a PDF page to one logical pixel."""


def save_picture(
    spec: ChartSpec,
    path: str | os.PathLike[str],
    size: Size = DEFAULT_SIZE,
    scale: float = 2.0,
    palette: Tokens | None = None,
    *,
    dressed: bool = True,
) -> None:
    """Save a chart as PNG, SVG or PDF by the ending of ``path``. ``size`` is in logical pixels (96 to the
    inch); ``scale`` multiplies the pixels of a PNG and changes nothing else. Raises DeskError in one
    sentence.
    """
    tokens = palette or load_tokens("light")

    def paint(painter: QPainter) -> None:
        paint_chart(painter, spec, size, tokens, dressed=dressed)

    save_painting(paint, path, size, scale, title=spec.title, description=spec.alt)


def save_painting(
    paint: Paint,
    path: str | os.PathLike[str],
    size: Size = DEFAULT_SIZE,
    scale: float = 2.0,
    *,
    title: str = "",
    description: str = "",
) -> None:
    """Save whatever ``paint`` draws; see :func:`save_picture`. ``description`` is the alternative text of SVG
    and PNG.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        known = either(ENDINGS)
        if not ending:
            raise DeskError(
                tr("A picture cannot be saved as a file without ending; end the name in {known}.", known=known)
            )
        raise DeskError(
            tr("A picture cannot be saved as {ending}; end the name in {known}.", ending=ending, known=known)
        )
    _check(size, scale)
    gui_application()
    with replacing(path) as fresh:
        if ending == ".png":
            image = painted_image(paint, size, scale)
            image.setText("Title", title)
            image.setText("Description", description)
            fresh.write_bytes(_png_bytes(image))
        elif ending == ".svg":
            fresh.write_bytes(svg_bytes(paint, size, title=title, description=description))
        else:
            fresh.write_bytes(pdf_bytes(paint, size, title=title))


def chart_image(
    spec: ChartSpec,
    size: Size = DEFAULT_SIZE,
    scale: float = 2.0,
    palette: Tokens | None = None,
    *,
    dressed: bool = True,
) -> QImage:
    """A chart as an image, for the clipboard."""
    _check(size, scale)
    tokens = palette or load_tokens("light")
    return painted_image(lambda painter: _paint(painter, spec, size, tokens, dressed=dressed), size, scale)


def _paint(painter: QPainter, spec: ChartSpec, size: Size, tokens: Tokens, *, dressed: bool) -> None:
    paint_chart(painter, spec, size, tokens, dressed=dressed)


def painted_image(paint: Paint, size: Size, scale: float) -> QImage:
    """Whatever ``paint`` draws, as an image of ``size`` times ``scale`` pixels."""
    gui_application()
    image = QImage(round(size[0] * scale), round(size[1] * scale), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise DeskError(tr("There is not enough memory for a picture of this size; choose a smaller size or scale."))
    image.setDevicePixelRatio(scale)
    dots = round(96 / 0.0254 * scale)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        paint(painter)
    finally:
        painter.end()
    return image


def _png_bytes(image: QImage) -> bytes:
    """The file's bytes; written by us and not by Qt, which does not say why it could not."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise DeskError(tr("There is not enough memory for a picture of this size; choose a smaller size or scale."))
    return bytes(buffer.data().data())


def svg_bytes(paint: Paint, size: Size, *, title: str = "", description: str = "") -> bytes:
    """Whatever ``paint`` draws, as SVG: text stays text, in the first family that the viewer has."""
    from PySide6.QtSvg import QSvgGenerator

    gui_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(*size))
    generator.setViewBox(QRect(0, 0, *size))
    painter = QPainter(generator)
    try:
        paint(painter)
    finally:
        painter.end()
    return _finished_svg(bytes(buffer.data().data()).decode("utf-8"), size, title, description).encode("utf-8")


def _finished_svg(text: str, size: Size, title: str, description: str) -> str:
    """Name the fallback families, which Qt leaves out, and give the picture a size in pixels, a title and a
    description that screen readers find.
    """
    families = ", ".join(f"'{name}'" if " " in name else name for name in ("Inter", *FALLBACKS))
    text = re.sub(r'font-family="[^"]*"', f'font-family="{families}, sans-serif"', text)
    text = re.sub(r'<svg width="[^"]*" height="[^"]*"', f'<svg width="{size[0]}" height="{size[1]}"', text, count=1)
    text = re.sub(r"<title>.*?</title>\s*<desc>.*?</desc>", "", text, count=1, flags=re.DOTALL)
    words = (
        f'<title id="title">{escape(_visible(title))}</title>\n'
        f'<desc id="description">{escape(_visible(description))}</desc>'
    )
    text = text.replace("<svg ", '<svg role="img" aria-labelledby="title description" ', 1)
    head, defs, tail = text.partition("<defs>")
    return _visible(head + words + "\n" + defs + tail)


def _visible(text: str) -> str:
    """``text`` without the characters that XML forbids."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def pdf_bytes(paint: Paint, size: Size, *, title: str = "") -> bytes:
    """Whatever ``paint`` draws, as a PDF of one page, fonts embedded."""
    gui_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96 * _PDF_FINENESS)
    page = QPageSize(
        QSizeF(size[0] * 0.75, size[1] * 0.75), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageSize(page)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(title)
    writer.setCreator("DeliveryDesk")
    painter = QPainter(writer)
    try:
        painter.scale(_PDF_FINENESS, _PDF_FINENESS)
        paint(painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _check(size: Size, scale: float) -> None:
    if min(size) < 120 or max(size) > 20_000 or not 0.25 <= scale <= 16:
        raise DeskError(tr("Choose a picture between 120 and 20,000 pixels a side and a scale between 0.25 and 16."))
    if size[0] * size[1] * scale * scale > _MOST_PIXELS:
        raise DeskError(tr("A picture of this size and scale has more than 120 million pixels; choose less of one."))


def gui_application() -> QGuiApplication:
    """The running application, or one without any screen, so that the command line draws on a machine without
    display.
    """
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["deliverydesk"])
