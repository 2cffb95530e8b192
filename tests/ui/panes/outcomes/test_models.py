"""The three item models, under the model tester and as a person works with them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.outcomes.board_model import CHANGE as SINCE_BASELINE
from deliverydesk.ui.panes.outcomes.board_model import GOAL, LAST, NAME, TROUBLE, BoardModel
from deliverydesk.ui.panes.outcomes.movers import CHANGE, DONE, LAG, TITLE, MoversModel, movers_of
from deliverydesk.ui.panes.outcomes.readings_model import DATE, NOTE, VALUE, ReadingsModel
from deliverydesk.ui.panes.outcomes.words import board_rows

TODAY = date(2026, 8, 19)


class Bench:
    """A portfolio that actions are applied to, as the desk would."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self.labels: list[str] = []
        self.refusals: list[str] = []
        self.after: Callable[[], object] = lambda: None

    def do(self, action: Callable[[Portfolio], ChangeSet]) -> bool:
        change_set = action(self.portfolio)
        self.portfolio = self.portfolio.after(change_set)
        self.labels.append(change_set.label)
        self.after()
        return True

    def outcome(self, name: str) -> int:
        return next(outcome.id for outcome in self.portfolio.outcomes if outcome.name == name)


@pytest.fixture
def bench(sample: Portfolio) -> Bench:
    return Bench(sample)


@pytest.fixture
def readings(bench: Bench, qtmodeltester: ModelTester) -> ReadingsModel:
    model = ReadingsModel(bench.do, bench.refusals.append, lambda: TODAY)
    outcome = bench.outcome("Nurse calls avoided")
    model.show(bench.portfolio, outcome)
    bench.after = lambda: model.show(bench.portfolio, outcome)
    qtmodeltester.check(model)
    return model


def put(model: ReadingsModel | MoversModel, row: int, column: int, words: Any) -> bool:
    return model.setData(model.index(row, column), words, Qt.ItemDataRole.EditRole)


def shown(model: ReadingsModel | MoversModel | BoardModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_readings_stand_oldest_first_over_a_row_to_type_into(readings: ReadingsModel) -> None:
    assert readings.rowCount() == 3
    assert shown(readings, 0)[:2] == ["7 Jul 2026", "1"]
    assert readings.reading(2) is None
    assert readings.headerData(VALUE, Qt.Orientation.Horizontal) == "Value, calls"


def test_a_reading_typed_below_is_recorded_once_it_is_left(readings: ReadingsModel, bench: Bench) -> None:
    assert put(readings, 2, DATE, "18.08.2026")
    assert put(readings, 2, VALUE, "4,5")
    assert put(readings, 2, NOTE, "after the storm")
    assert bench.labels == [], "nothing is recorded while the row is typed"
    assert readings.flush()
    assert len(bench.labels) == 1
    assert shown(readings, 2)[:3] == ["18 Aug 2026", "4.5", "after the storm"]
    assert readings.entry_row == 3


def test_a_value_without_a_date_is_todays(readings: ReadingsModel, bench: Bench) -> None:
    put(readings, 2, VALUE, "5")
    assert readings.flush()
    assert shown(readings, 2)[0] == "19 Aug 2026"


def test_a_second_value_of_today_is_refused_and_kept_to_be_given_a_date(readings: ReadingsModel, bench: Bench) -> None:
    put(readings, 2, VALUE, "5")
    readings.flush()
    put(readings, 3, VALUE, "6")
    assert not readings.flush()
    assert "has a reading already" in bench.refusals[0]
    assert shown(readings, 3)[1] == "6"
    put(readings, 3, DATE, "18 Aug")
    assert readings.flush()
    assert [shown(readings, row)[1] for row in (2, 3)] == ["6", "5"]


def test_a_date_alone_waits_and_escape_forgets_it(readings: ReadingsModel, bench: Bench) -> None:
    put(readings, 2, DATE, "18 Aug")
    assert not readings.flush()
    assert bench.labels == []
    assert readings.discard()
    assert readings.flush()


def test_a_day_is_never_recorded_over_in_silence(readings: ReadingsModel, bench: Bench) -> None:
    assert not put(readings, 2, DATE, "7 Jul 2026")
    assert "has a reading already" in bench.refusals[0]
    assert not put(readings, 1, DATE, "7 Jul 2026")
    assert not put(readings, 2, DATE, "20 Aug 2026")
    assert "has not been yet" in bench.refusals[2]
    assert bench.labels == []


@pytest.mark.parametrize(("column", "words"), [(DATE, "soon"), (VALUE, "many"), (DATE, ""), (VALUE, "")])
def test_what_cannot_be_read_is_refused_with_a_sentence(
    readings: ReadingsModel, bench: Bench, column: int, words: str
) -> None:
    assert not put(readings, 0, column, words)
    assert bench.refusals[0].endswith(".")
    assert bench.labels == []


def test_a_cell_changed_is_one_step(readings: ReadingsModel, bench: Bench) -> None:
    assert put(readings, 0, VALUE, "1,5")
    assert bench.labels == ["set the value of a measurement to 1.5"]
    assert shown(readings, 0)[1] == "1.5"


def test_a_date_moved_past_another_sorts_the_rows_again(readings: ReadingsModel, bench: Bench) -> None:
    moved = readings.reading(0)
    assert moved is not None
    put(readings, 0, DATE, "10 Aug 2026")
    assert readings.row_of(moved) == 1


def test_one_new_reading_is_told_as_one_row(readings: ReadingsModel, bench: Bench) -> None:
    told: list[tuple[int, int]] = []
    resets: list[int] = []
    readings.rowsInserted.connect(lambda _parent, first, last: told.append((first, last)))
    readings.modelReset.connect(lambda: resets.append(1))
    put(readings, 2, DATE, "10 Jul 2026")
    put(readings, 2, VALUE, "3")
    readings.flush()
    assert told == [(1, 1)]
    assert resets == []


def test_a_read_only_file_has_no_row_to_type_into(readings: ReadingsModel, bench: Bench) -> None:
    readings.read_only = "It is open elsewhere."
    readings.show(bench.portfolio, None)
    readings.show(bench.portfolio, bench.outcome("Nurse calls avoided"))
    assert readings.rowCount() == 2
    assert not readings.index(0, VALUE).flags() & Qt.ItemFlag.ItemIsEditable
    assert not put(readings, 0, VALUE, "9")


def test_the_scoreboard_sorts_without_losing_the_selected_row(sample: Portfolio, qtmodeltester: ModelTester) -> None:
    model = BoardModel()
    model.set_rows(board_rows(sample, TODAY))
    qtmodeltester.check(model)
    assert model.rowCount() == 12
    model.sort_by("", descending=False)
    kept = model.outcome(5)
    from PySide6.QtCore import QPersistentModelIndex

    index = QPersistentModelIndex(model.index(5, NAME))
    model.sort_by("last", descending=True)
    assert model.outcome(0) == next(o.id for o in sample.outcomes if o.name == "Correct directory listings")
    assert model.outcome(index.row()) == kept
    model.sort_by("", descending=False)
    assert index.row() == 5
    assert model.index(0, GOAL).data() == "61 → 72"
    assert model.index(4, LAST).data() == "41 days"
    spoken = model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "now 61.1" in spoken


def test_the_scoreboard_begins_with_the_most_trouble_and_says_what_it_is(sample: Portfolio) -> None:
    model = BoardModel()
    model.set_rows(board_rows(sample, TODAY))
    kinds = [row.trouble.kind for row in model.rows()]
    assert kinds == sorted(kinds)
    assert model.index(0, TROUBLE).data() == "4.3 % behind its path, due in 17 weeks"


def test_the_change_since_the_baseline_has_sign_unit_and_word(sample: Portfolio) -> None:
    model = BoardModel()
    model.set_rows(board_rows(sample, TODAY))
    changes = {row.name: model.index(at, SINCE_BASELINE).data() for at, row in enumerate(model.rows())}
    assert changes["Solved at first contact"] == "+0.1\u2009%, better"
    assert changes["Claim rework rate"] == "+1.0\u2009%, worse"


def test_the_filter_looks_at_names_products_and_trouble(sample: Portfolio) -> None:
    model = BoardModel()
    model.set_rows(board_rows(sample, TODAY))
    model.filter_by("claim DAYS")
    assert [row.name for row in model.rows()] == ["Days to pay a claim"]
    assert (model.rowCount(), model.total) == (1, 12)
    model.filter_by("")
    assert model.rowCount() == 12


def test_titles_are_plain_text_in_tooltips(sample: Portfolio) -> None:
    from dataclasses import replace

    row = board_rows(sample, TODAY)[0]
    named = replace(row.standing, outcome=replace(row.standing.outcome, name="<img src=x> & more"))
    model = BoardModel()
    model.set_rows([replace(row, standing=named)])
    assert "<img" not in model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def movers(bench: Bench, qtmodeltester: ModelTester) -> MoversModel:
    model = MoversModel(bench.do, bench.refusals.append)
    outcome = bench.outcome("Solved at first contact")
    model.set_rows(movers_of(bench.portfolio, outcome))
    bench.after = lambda: model.set_rows(movers_of(bench.portfolio, outcome))
    qtmodeltester.check(model)
    return model


def test_movers_stand_in_the_managers_order(movers: MoversModel, bench: Bench) -> None:
    titles = [shown(movers, row)[TITLE] for row in range(movers.rowCount())]
    assert titles[:2] == ["Ask-a-nurse chat", "Refusals explained"]
    assert shown(movers, 0)[CHANGE] == "+6"
    assert shown(movers, 0)[DONE].startswith("74")
    assert not movers.index(0, TITLE).flags() & Qt.ItemFlag.ItemIsEditable


def test_change_and_lag_are_edited_in_place(movers: MoversModel, bench: Bench) -> None:
    assert put(movers, 1, CHANGE, "4,5")
    assert put(movers, 1, LAG, "14")
    assert shown(movers, 1)[CHANGE : LAG + 1] == ["+4.5", "14"]
    assert put(movers, 1, CHANGE, "")
    assert shown(movers, 1)[CHANGE] == ""
    assert not put(movers, 1, LAG, "2.5")
    assert not put(movers, 1, CHANGE, "lots")
    assert len(bench.refusals) == 2
    assert movers.rowCount(QModelIndex()) == 6
