import zipfile
from pathlib import Path

import openpyxl

from deliverydesk.charts.catalogue import build, names
from deliverydesk.exporters.workbook import save_chart_workbook
from tests.support.charted import TODAY, charted_portfolio


def test_every_chart_makes_a_workbook_with_a_chart_of_its_figures(tmp_path: Path) -> None:
    portfolio = charted_portfolio()
    for number, (name, _) in enumerate(names(portfolio)):
        spec = build(portfolio, name, today=TODAY)
        path = tmp_path / f"{number}.xlsx"
        save_chart_workbook(spec, path)
        book = openpyxl.load_workbook(path)
        figures = book["Figures"]
        assert figures.max_row == len(spec.table.rows) + 1
        with zipfile.ZipFile(path) as archive:
            charts = [entry for entry in archive.namelist() if entry.startswith("xl/charts/")]
        assert len(charts) == (0 if (spec.native or spec).empty else 1)


def test_the_drawn_columns_hold_the_readings(tmp_path: Path) -> None:
    spec = build(charted_portfolio(), "outcome:100", today=TODAY)
    save_chart_workbook(spec, tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Chart"].iter_rows(values_only=True))
    at = rows[0].index("Measured")
    (measured,) = spec.by_purpose("data")
    assert [row[at] for row in rows[1:] if row[at] is not None] == list(measured.ys)
