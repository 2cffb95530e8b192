"""Minutes as files: each kind is what its ending says, and a place that refuses says so."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from pytestqt.qtbot import QtBot

from deliverydesk.support.errors import DeskError
from deliverydesk.ui.panes.review import minutes_file

WORDS = "# Portfolio, August\n\n## Decisions\n\n- “Chat bot”: table. It moves nothing.\n"


@pytest.mark.parametrize("ending", minutes_file.KINDS)
def test_each_kind_is_what_its_ending_says(ending: str, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / f"minutes{ending}"
    minutes_file.write(WORDS, "Portfolio, August", path)
    if ending == ".pdf":
        assert path.read_bytes().startswith(b"%PDF-")
        assert b"/Count 1" in path.read_bytes(), "one page"
    elif ending == ".odt":
        with ZipFile(path) as document:
            assert "It moves nothing." in document.read("content.xml").decode("utf-8")
    elif ending == ".html":
        assert "<h1" in path.read_text(encoding="utf-8")
    else:
        assert path.read_text(encoding="utf-8") == WORDS


def test_long_minutes_take_more_pages(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "minutes.pdf"
    minutes_file.write(WORDS + "- Something else was said.\n" * 100, "Long", path)
    assert b"/Count 1\n" not in path.read_bytes()


def test_a_name_without_an_ending_takes_that_of_the_kind() -> None:
    assert minutes_file.with_ending(Path("Plan v2.1"), "Markdown (*.md)") == Path("Plan v2.1.md")
    assert minutes_file.with_ending(Path("Plan.ODT"), "PDF (*.pdf)") == Path("Plan.ODT")


def test_a_place_that_is_not_there_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    for ending in minutes_file.KINDS:
        with pytest.raises(DeskError):
            minutes_file.write(WORDS, "Gone", tmp_path / "nowhere" / f"minutes{ending}")
