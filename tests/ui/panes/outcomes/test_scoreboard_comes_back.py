"""The scoreboard that was exported, imported again: nothing changes, in whatever language it was written."""

from dataclasses import replace
from datetime import date

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from deliverydesk.charts.table import TableData
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import Direction
from deliverydesk.exporters.tables import CsvStyle
from deliverydesk.importers import guess_plan, preview
from deliverydesk.importers.sample import sample_portfolio
from deliverydesk.support.paths import resource_dir
from deliverydesk.ui.panes.outcomes.exports import scoreboard
from deliverydesk.ui.panes.outcomes.words import DEFAULT_SORT, board_rows, sorted_rows
from tests.importers.tables import csv_text, table_of

TODAY = date(2026, 8, 19)
LANGUAGES = (None, *sorted((resource_dir() / "languages").rglob("*.po")))
SCOREBOARD = sample_portfolio(TODAY)


@pytest.fixture(params=LANGUAGES, ids=lambda path: path.parts[-3] if path else "en")
def catalogue(request: pytest.FixtureRequest) -> Catalog | None:
    """What translators have written; None for the language that the program is written in."""
    if request.param is None:
        return None
    with request.param.open("rb") as file:
        return read_po(file)


def _translated(catalogue: Catalog | None, text: str, context: str) -> str:
    if catalogue is None:
        return text
    found = catalogue.get(text, context) or catalogue.get(text)
    return str(found.string) if found is not None and found.string else text


def _written(catalogue: Catalog | None) -> TableData:
    """The scoreboard as a program in this language writes it."""
    table = scoreboard(SCOREBOARD, sorted_rows(board_rows(SCOREBOARD, TODAY), DEFAULT_SORT))
    columns = tuple(replace(c, name=_translated(catalogue, c.name, "of an outcome")) for c in table.columns)
    directions = {choice_words(each) for each in Direction}
    at = next(place for place, column in enumerate(table.columns) if column.name == "Direction")
    assert {row[at] for row in table.rows} <= directions
    rows = tuple((*r[:at], _translated(catalogue, str(r[at]), "direction"), *r[at + 1 :]) for r in table.rows)
    return replace(table, columns=columns, rows=rows)


@pytest.mark.parametrize("style", [CsvStyle(), CsvStyle(";", ",")], ids=["comma", "semicolon"])
def test_the_scoreboard_comes_back_and_changes_nothing(
    catalogue: Catalog | None, style: CsvStyle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    table = table_of(csv_text(_written(catalogue), style))
    plan = guess_plan(table, SCOREBOARD)
    fields = [column.field for column in plan.columns if column.field]
    assert (plan.what, fields) == (
        "outcomes",
        ["product", "name", "unit", "direction", "baseline", "target", "hold_low", "hold_high", "due"],
    )
    found = preview(table, plan, SCOREBOARD)
    assert (found.unchanged, found.problems, found.change_set.changes) == (len(SCOREBOARD.outcomes), (), ())


def test_a_target_that_was_changed_in_the_file_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIVERYDESK_TODAY", TODAY.isoformat())
    text = csv_text(_written(None))
    assert text.count(",81,95,") == 1
    table = table_of(text.replace(",81,95,", ",81,97,"))
    found = preview(table, guess_plan(table, SCOREBOARD), SCOREBOARD)
    after = SCOREBOARD.after(found.change_set)
    assert (found.updated, found.unchanged) == (1, len(SCOREBOARD.outcomes) - 1)
    assert [each.target for each in after.outcomes if each.baseline == 81] == [97.0]
    assert len(after.former_targets) == len(SCOREBOARD.former_targets) + 1
