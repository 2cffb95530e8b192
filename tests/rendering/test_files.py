import subprocess
import sys
from pathlib import Path

import pytest

from deliverydesk.charts.catalogue import build
from deliverydesk.charts.table import Column, TableData
from deliverydesk.rendering.files import KINDS, endings, save_as
from deliverydesk.support.errors import DeskError
from tests.support.charted import TODAY, charted_portfolio

HEADS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".pptx": b"PK", ".xlsx": b"PK", ".csv": b"\xef\xbb\xbf"}
TABLE = TableData("Backlog", (Column("Title"), Column("Score", "number")), (("=one", 1.0), ("two", None)))


@pytest.mark.usefixtures("qapp")
def test_a_chart_is_saved_with_every_ending(tmp_path: Path) -> None:
    spec = build(charted_portfolio(), "progress", today=TODAY)
    assert set(endings(spec)) == set(KINDS)
    for ending in endings(spec):
        path = tmp_path / f"chart{ending.upper()}"
        save_as(spec, path, size=(500, 300), scale=1.0)
        assert path.read_bytes().startswith(HEADS[ending])


def test_a_table_is_saved_with_every_ending(tmp_path: Path) -> None:
    for ending in endings(TABLE):
        save_as(TABLE, tmp_path / f"table{ending}", source="Source")
        assert (tmp_path / f"table{ending}").read_bytes().startswith(HEADS[ending])


def test_what_a_table_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"as \.png; end the name in \.xlsx, \.csv or \.pptx"):
        save_as(TABLE, tmp_path / "table.png")


def test_only_pictures_load_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.rendering.test_files import *; from tests.support.charted import *\n"
        "spec = build(charted_portfolio(), 'progress', today=TODAY)\n"
        f"[save_as(spec, {str(tmp_path)!r} + '/chart' + ending) for ending in ('.pptx', '.xlsx', '.csv')]\n"
        "print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
