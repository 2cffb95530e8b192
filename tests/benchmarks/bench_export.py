"""Charts as files, held against drawing the same chart to an image, and tables against a bare loop of the
library.
"""

from __future__ import annotations

import io
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from tests.benchmarks.harness import Measured, benchmark, in_turns
from tests.support.charted import plain_spec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZE = (1600, 900)


@lru_cache(maxsize=1)
def drawn():  # type: ignore[no-untyped-def]
    """A paint function for a chart of a 200-point line, 30 launches and 30 notes, about 60 labels in all."""
    from PySide6.QtGui import QPainter

    from deliverydesk.charts.spec import Axis, Flag, Note, Series
    from deliverydesk.rendering.export import gui_application
    from deliverydesk.rendering.painter import paint_chart
    from deliverydesk.support.tokens import load_tokens

    application = gui_application()
    first = 739_000.0
    xs = tuple(first + 5 * n for n in range(200))
    ys = tuple(50 + 30 * ((n * 37) % 100) / 100 for n in range(200))
    spec = plain_spec(
        (Series("Measured", "line", xs, ys, marker=3.0),),
        Axis("time", first, first + 1000),
        Axis("number", 40, 90, "%"),
        flags=tuple(Flag(first + 30 * n, f"Launch {n}", role=f"product:{1 + n % 8}") for n in range(30)),
        notes=tuple(Note(first + 30 * n, 60 + n % 20, f"Note {n}") for n in range(30)),
    )
    tokens = load_tokens("light")

    def paint(painter: QPainter) -> None:
        paint_chart(painter, spec, SIZE, tokens)

    return paint, application


def to_image() -> None:
    from deliverydesk.rendering.export import painted_image

    painted_image(drawn()[0], SIZE, 1.0)


@benchmark("SVG of a chart, against drawing it", goal=3)
def svg() -> Measured:
    from deliverydesk.rendering.export import svg_bytes

    paint = drawn()[0]
    return in_turns(lambda: svg_bytes(paint, SIZE), to_image, repeats=15, warm_ups=3)


@benchmark("PDF of a chart, against drawing it", goal=3)
def pdf() -> Measured:
    from deliverydesk.rendering.export import pdf_bytes

    paint = drawn()[0]
    return in_turns(lambda: pdf_bytes(paint, SIZE), to_image, repeats=15, warm_ups=3)


@benchmark("PNG of a chart, against drawing and saving the image", goal=1.1)
def png() -> Measured:
    from deliverydesk.rendering.export import painted_image, save_painting

    paint = drawn()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.png"
        return in_turns(
            lambda: save_painting(paint, path, SIZE, 1.0),
            lambda: painted_image(paint, SIZE, 1.0).save(str(path)),
            repeats=9,
        )


@benchmark("XLSX of 10,000 rows, against a bare loop of XlsxWriter", goal=1.2)
def xlsx() -> Measured:
    import xlsxwriter

    from deliverydesk.charts.table import Column, TableData
    from deliverydesk.exporters.tables import save_table

    columns = (*(Column(f"Text {n}") for n in range(4)), *(Column(f"Figure {n}", "number") for n in range(4)))
    rows = tuple(
        (*(f"text {n} of {row}" for n in range(4)), *(row * 1.5 + n for n in range(4))) for row in range(10_000)
    )
    table = TableData("Backlog", columns, rows)

    def bare() -> None:
        book = xlsxwriter.Workbook(io.BytesIO())
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, index, cell)
                else:
                    sheet.write_number(at, index, cell)
        book.close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backlog.xlsx"
        return in_turns(lambda: save_table(table, path), bare, repeats=5)


@benchmark("a deck of ten native charts, against ten pictures in slides", goal=1 / 5)
def deck() -> Measured:
    from pptx import Presentation

    from deliverydesk.charts.outcome import outcome_chart
    from deliverydesk.exporters.deck import Deck
    from deliverydesk.rendering.export import save_picture
    from tests.support.charted import CONTACT, TODAY, charted_portfolio

    drawn()
    spec = outcome_chart(charted_portfolio(), CONTACT, today=TODAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)

        def native() -> None:
            made = Deck()
            for _ in range(10):
                made.add_chart(spec)
            made.save(path / "native.pptx")

        def pictures() -> None:
            presentation = Presentation()
            for _ in range(10):
                save_picture(spec, path / "chart.png")
                slide = presentation.slides.add_slide(presentation.slide_layouts[6])
                slide.shapes.add_picture(str(path / "chart.png"), 0, 0)
            presentation.save(str(path / "pictures.pptx"))

        return in_turns(native, pictures, repeats=3)
