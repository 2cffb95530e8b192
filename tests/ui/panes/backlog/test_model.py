"""The model under Qt's own tester, as it stands and while the document changes under it."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, records
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Product, Settings
from deliverydesk.domain.values import ScoringModel, Stage
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.mime import DELIVERABLES, deliverables_data, dragged_deliverables
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.model import BacklogModel
from deliverydesk.ui.panes.backlog.rows import Sort

FIRST = 100
ROLE = Qt.ItemDataRole


@pytest.fixture
def model(desk: Desk) -> BacklogModel:
    return BacklogModel(desk, desk)


def test_the_model_keeps_qts_rules(model: BacklogModel, qtmodeltester: object) -> None:
    qtmodeltester.check(model)  # type: ignore[attr-defined]


VIEWS: dict[str, Callable[[BacklogModel], None]] = {
    "all": lambda _model: None,
    "filtered": lambda model: model.show_filter(Filter().with_values("product", [1, None])),
    "sorted": lambda model: model.show_sort(Sort("title")),
    "both": lambda model: (model.show_filter(Filter("c")), model.show_sort(Sort("gap", True)))[0],
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_model_keeps_qts_rules_while_the_document_changes(model: BacklogModel, desk: Desk, view: str) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    VIEWS[view](model)
    desk.load_scores()
    chance = random.Random(11)
    kept = {i: QPersistentModelIndex(model.index(row, 2)) for row, i in enumerate(model.rows.ids)}
    for turn in range(120):
        ids = list(desk.portfolio.deliverables.ids)
        some = chance.sample(ids, min(len(ids), chance.randrange(1, 4)))
        chance.choice(
            [
                lambda s=some: desk.do(lambda p: backlog.move_deliverables(p, s, chance.randrange(1, 15))),
                lambda s=some: desk.do(
                    lambda p: backlog.edit_deliverables(p, s, {"stage": chance.choice(list(Stage))})
                ),
                lambda s=some: desk.do(lambda p: backlog.edit_deliverables(p, s, {"product": chance.choice([1, 2])})),
                lambda: desk.do(lambda p: backlog.add_deliverable(p, {"title": f"c {turn}"}, rank=2)),  # noqa: B023
                lambda s=some: desk.do(lambda p: backlog.duplicate_deliverables(p, s)),
                lambda s=some: len(ids) > 8 and desk.do(lambda p: records.delete(p, Deliverable, s)),  # noqa: B023
                lambda: desk.do(lambda p: records.edit(p, Product, [1], {"name": f"Claims {turn}"})),  # noqa: B023
                lambda: desk.do(
                    lambda p: records.edit(
                        p, Settings, [SETTINGS_ID], {"scoring_model": chance.choice(list(ScoringModel))}
                    )
                ),
                desk.undo,
                desk.redo,
            ]
        )()
        for row, entity_id in enumerate(model.rows.ids):
            assert model.rows.row_of(entity_id) == row
            index = kept.get(entity_id)
            if index is not None and index.isValid():
                assert index.data(ROLE.UserRole) == entity_id
    assert tester.model() is model


def test_a_move_of_one_row_is_no_reset(model: BacklogModel, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsMoved):
        desk.do(lambda p: backlog.move_deliverables(p, [FIRST + 9], 2))


def test_a_move_tells_all_whose_rank_it_changed(model: BacklogModel, desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    rank = PLACE["rank"]
    model.dataChanged.connect(
        lambda first, last: told.append((first.row(), last.row())) if first.column() == last.column() == rank else None
    )
    desk.do(lambda p: backlog.move_deliverables(p, [FIRST + 9], 3))
    desk.do(lambda p: backlog.move_deliverables(p, [FIRST + 9], 10))
    desk.do(lambda p: records.delete(p, Deliverable, [FIRST + 4]))
    assert told == [(2, 9), (2, 9), (4, 10)]


def test_an_edit_tells_one_row(model: BacklogModel, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        desk.do(lambda p: backlog.edit_deliverables(p, [FIRST + 3], {"title": "Other words"}))
    first, last = told.args[0], told.args[1]
    assert (first.row(), last.row()) == (3, 3)
    assert model.index(3, PLACE["title"]).data() == "Other words"


def test_what_a_cell_says(model: BacklogModel, desk: Desk) -> None:
    def said(row: int, column: str, role: Qt.ItemDataRole = ROLE.DisplayRole) -> str:
        return str(model.index(row, PLACE[column]).data(role))

    assert said(1, "score") == ""
    desk.load_scores()
    assert said(4, "score") == "No score: no reach"
    assert "missing" in said(4, "score", ROLE.ToolTipRole)
    assert float(said(1, "score").replace(",", "")) > 0
    assert said(0, "rank") == "1"
    assert said(1, "target") == "2 Sep"
    assert said(1, "effort") == "5, 3–10"
    assert said(1, "effort", ROLE.EditRole) == "3/5/10"
    assert said(0, "team", ROLE.AccessibleTextRole) == "Team: Data"
    assert said(1, "team", ROLE.AccessibleTextRole) == "Team: nothing"
    assert said(1, "gap")[0] in "+−0"


def test_the_head_of_the_score_names_the_model(model: BacklogModel, desk: Desk) -> None:
    def head() -> str:
        return str(model.headerData(PLACE["score"], Qt.Orientation.Horizontal))

    assert head() == "RICE"
    desk.do(lambda p: records.edit(p, Settings, [SETTINGS_ID], {"scoring_model": ScoringModel.WSJF}))
    assert head() == "WSJF"


def test_titles_that_look_like_html_stay_plain_words(model: BacklogModel, desk: Desk) -> None:
    desk.do(lambda p: backlog.edit_deliverables(p, [FIRST], {"title": "<b>bold</b> & <img src=x>"}))
    tip = str(model.index(0, PLACE["title"]).data(ROLE.ToolTipRole))
    assert "&lt;b&gt;" in tip
    assert "<b>" not in tip


def test_a_drop_runs_the_action_and_no_rows_are_taken_out(model: BacklogModel, desk: Desk, qtbot: QtBot) -> None:
    data = model.mimeData([model.index(8, 0), model.index(8, 3), model.index(9, 0)])
    assert data.formats()[0] == DELIVERABLES or DELIVERABLES in data.formats()
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert list(desk.portfolio.ranking.ids)[2:4] == [FIRST + 8, FIRST + 9]
    assert not model.removeRows(0, 1)
    assert not model.moveRows(QModelIndex(), 0, 1, QModelIndex(), 3)
    assert model.rowCount() == 12


def test_ids_of_another_portfolio_are_not_taken(model: BacklogModel, desk: Desk, portfolio: object) -> None:
    from deliverydesk.document.memory import MemoryDocument

    other = Desk(MemoryDocument(desk.portfolio), desk)
    data = deliverables_data(other, [FIRST])
    assert dragged_deliverables(desk, data) == ()
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert data.text() == "Claim status, plainly"


def test_a_sorted_view_refuses_a_drop(model: BacklogModel, desk: Desk, refusals: list[str]) -> None:
    model.show_sort(Sort("target"))
    data = model.mimeData([model.index(8, 0)])
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert refusals == ["Sorted by target date; switch to your order to drag."]


def test_sorting_by_rank_from_the_first_is_the_managers_order(model: BacklogModel) -> None:
    model.show_sort(Sort("rank"))
    assert model.rows.sort is None
    model.show_sort(Sort("rank", True))
    assert model.rows.ids[0] == FIRST + 11


def test_a_view_by_score_that_waited_for_scores_is_arranged_when_they_come(model: BacklogModel, desk: Desk) -> None:
    model.show_sort(Sort("score", True))
    model.show_filter(Filter().with_view("unscored", on=True))
    assert model.rowCount() == 0
    desk.load_scores()
    assert list(model.rows.ids) == [FIRST + 4]


def test_a_read_only_file_has_no_editable_cell(
    model: BacklogModel, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, PLACE["title"])) & editable
    assert not model.flags(model.index(0, PLACE["score"])) & editable
    monkeypatch.setattr(type(desk.document), "read_only", "Somebody else has it open.", raising=False)
    assert not any(model.flags(model.index(0, n)) & editable for n in range(len(COLUMNS)))
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
