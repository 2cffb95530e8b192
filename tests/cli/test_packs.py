"""Decks from the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deliverydesk.actions import measuring
from deliverydesk.actions.packing import save_pack
from deliverydesk.cli.main import main
from deliverydesk.document.document import Document
from deliverydesk.exporters.naming import tagged
from deliverydesk.importers.sample import sample_portfolio
from tests.support.templates import dark_wide

TODAY = date(2026, 8, 19)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    path = tmp_path / "larkfield.ddesk"
    portfolio = sample_portfolio(TODAY)
    slides = ["effort\tWhere the work is", "outcome:Claim rework rate", "backlog:6"]
    Document.create(path, portfolio.after(save_pack(portfolio, "Board", slides, hide_names=True))).close()
    return path


def titles(path: Path) -> list[str]:
    deck: Any = Presentation(str(path))
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_a_pack_on_a_template(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template, out = dark_wide(tmp_path / "t.pptx"), tmp_path / "out.pptx"
    assert main(["export", str(file), "--pack", "board", "--template", str(template), "--to", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert titles(out)[2:] == ["Where the work is", "Claim rework rate", "The first 6 of the backlog"]


def test_a_deck_is_refreshed_and_the_changes_are_printed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pptx"
    assert main(["export", str(file), "--pack", "Board", "--to", str(out)]) == 0
    document = Document.open(file)
    rework = next(one for one in document.portfolio.outcomes if one.name == "Claim rework rate")
    document.apply(measuring.record(document.portfolio, rework.id, [measuring.Reading(TODAY, 11.4)]))
    document.close()
    capsys.readouterr()
    assert main(["export", str(file), "--pack", "Board", "--refresh", str(out)]) == 0
    assert "Claim rework rate: 12.8 → 11.4" in capsys.readouterr().out.splitlines()


def test_several_names_make_a_deck_that_can_be_refreshed(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pptx"
    assert main(["export", str(file), "--what", "scoreboard", "--what", "progress", "--to", str(out)]) == 0
    deck: Any = Presentation(str(out))
    assert {tag.key for slide in deck.slides for _, tag in tagged(slide.shapes)} == {"scoreboard", "progress"}


def test_options_leave_out_date_and_source(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pptx"
    assert main(["export", str(file), "--what", "effort", "--no-date", "--to", str(out)]) == 0
    deck: Any = Presentation(str(out))
    words = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert "DeliveryDesk, Larkfield Health" in words
    assert main(["export", str(file), "--what", "effort", "--no-source", "--to", str(out)]) == 0
    deck = Presentation(str(out))
    words = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert not any("DeliveryDesk" in word for word in words)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            ["--pack", "Nothing", "--to", "o.pptx"],
            "There is no pack called Nothing.",
        ),
        (["--pack", "Board", "--to", "o.pdf"], "end OUT in .pptx"),
        (["--pack", "Board", "--refresh", "o.pptx", "--template", "t.pptx"], "leave out --template"),
        (["--pack", "Board"], "Say what to write and where to"),
        (["--what", "backlog:0", "--what", "effort", "--to", "o.pptx"], "from 1 to 500"),
        (["--pack", "Board", "--refresh", "nowhere.pptx"], "There is no file nowhere.pptx"),
    ],
)
def test_wrong_use_is_one_sentence(
    file: Path, given: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["export", str(file), *given]) in (1, 2)
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
