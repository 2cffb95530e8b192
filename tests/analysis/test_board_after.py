"""A board that followed edits is the board that would be made afresh; arrays and single items say the same."""

from typing import Any
from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, records
from deliverydesk.analysis import columns
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import SETTINGS_ID, Criterion, Deliverable, Demand, Rating, Settings, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Period, ScoringModel, Stage
from tests.analysis.cases import items, portfolio


def number(*values: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.sampled_from(values) | st.floats(0.01, 1000)


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "reach": number(0.0, 100.0),
        "reach_period": st.none() | st.sampled_from(Period),
        "impact": number(3.0, 1.0, -1.0),
        "confidence": number(1.0, 0.8, 80.0, 0.0),
        "effort_likely": number(1.0, 5.0),
        "effort_low": number(1.0),
        "stage": st.sampled_from(Stage),
        "ice_impact": number(5.0, 11.0),
        "ice_confidence": number(5.0),
        "ice_ease": number(5.0),
        "business_value": number(1.0, 8.0, -1.0),
        "time_criticality": number(1.0, 8.0),
        "risk_opportunity": number(1.0, 8.0),
        "job_size": number(1.0, 8.0, 0.0),
        "cost_of_delay": number(1000.0, -5.0),
        "duration_weeks": number(4.0, 0.0),
        "title": st.just("Renamed"),
    },
)


KINDS = ["add", "edit", "delete", "move", "duplicate", "settings", "team", "demand", "rate", "criterion"]


@st.composite
def edits(draw: st.DrawFn, at: Portfolio) -> ChangeSet:
    """One change set that the rules may or may not like, but that leads to a whole portfolio."""
    ids = list(at.deliverables.ids)
    kind = draw(
        st.sampled_from(
            ["add", "edit", "delete", "move", "duplicate", "settings", "team", "demand", "rate", "criterion"]
        )
    )
    if kind == "add" or not ids:
        rank = draw(st.none() | st.integers(1, 9))
        return backlog.add_deliverable(at, {"title": "New", **draw(VALUES)}, rank=rank)
    some = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
    if kind == "edit":
        return backlog.edit_deliverables(at, some, draw(VALUES))
    if kind == "delete":
        return records.delete(at, Deliverable, some)
    if kind == "move":
        return backlog.move_deliverables(at, some, draw(st.integers(1, len(ids))))
    if kind == "duplicate":
        return backlog.duplicate_deliverables(at, some)
    if kind == "team":
        return backlog.set_team(at, some, draw(st.sampled_from([None, 501, 502])))
    demands = list(at.demands.ids)
    if kind == "demand" and demands:
        return records.edit(at, Demand, [draw(st.sampled_from(demands))], {"likely": draw(number(1.0, 7.0))})
    if kind == "settings":
        values = {"scoring_model": draw(st.sampled_from(ScoringModel)), "reach_period": draw(st.sampled_from(Period))}
        return records.edit(at, Settings, [SETTINGS_ID], {**values, "ice_as_mean": draw(st.booleans())})
    criteria = list(at.criteria.ids)
    if kind == "rate" and criteria:
        return backlog.rate(at, some[0], draw(st.sampled_from(criteria)), draw(st.none() | st.floats(0, 11)))
    if criteria and draw(st.booleans()):
        return records.delete(at, Criterion, [draw(st.sampled_from(criteria))])
    weight = draw(st.sampled_from([0.0, 1.0, 2.5]))
    if criteria and draw(st.booleans()):
        return records.edit(at, Criterion, [draw(st.sampled_from(criteria))], {"weight": weight})
    values = {"name": "C", "weight": weight, "lower_is_better": draw(st.booleans())}
    return records.add(at, Criterion, values)


@given(data=st.data(), model=st.sampled_from(ScoringModel), inverted=st.booleans(), many=st.booleans())
def test_following_edits_equals_starting_afresh(
    data: st.DataObject, model: ScoringModel, inverted: bool, many: bool
) -> None:
    """By cells, as after an edit, and by whole columns, as after an import of many."""
    with mock.patch.object(columns, "REBUILD_ABOVE", 0 if many else columns.REBUILD_ABOVE):
        follow_edits(data, model, inverted)


def follow_edits(data: st.DataObject, model: ScoringModel, inverted: bool) -> None:
    rows: list[dict[str, Any]] = data.draw(st.lists(VALUES, max_size=6))
    now = portfolio(
        *items(*rows),
        Team(501, "A"),
        Team(502, "B"),
        *[Demand(600 + at, at, 501, likely=3.0) for at in range(1, len(rows) + 1, 2)],
        Criterion(701, "Value", 2.0),
        Criterion(702, "Cost", 1.0, 0.0, 10.0, lower_is_better=True),
        *[Rating(800 + 2 * at + c, at, 701 + c, float(at + c)) for at in range(1, len(rows) + 1) for c in (0, 1)],
        scoring_model=model,
    )
    board = ScoreBoard.of(now)
    if data.draw(st.booleans(), label="looked at before"):
        board.gaps.sum()
    for _ in range(data.draw(st.integers(1, 4))):
        change_set = data.draw(edits(now))
        steps = [change_set, change_set.inverse()] if inverted else [change_set]
        for step in steps:
            now = now.after(step)
            board = board.after(step, now)
            assert_same(board, ScoreBoard.of(now))


def assert_same(board: ScoreBoard, fresh: ScoreBoard) -> None:
    assert board.model is fresh.model
    assert board.ids.tolist() == fresh.ids.tolist()
    assert np.array_equal(board.values, fresh.values, equal_nan=True)
    assert board.ranks.tolist() == fresh.ranks.tolist()
    assert board.gaps.tolist() == fresh.gaps.tolist()
    assert board.order() == fresh.order()
    assert board.warnings == fresh.warnings
    for deliverable in board.ids.tolist():
        score = board.score(deliverable)
        # The formula for one item and that for the arrays are the same formula.
        assert score.value == board.value(deliverable)
        assert (score.value is None) == bool(score.reason)
        assert score == fresh.score(deliverable) == board.explain(deliverable).score
        assert (score.rank is None) == (board.gap(deliverable) is None)


def test_a_move_takes_scores_and_ranks_over() -> None:
    now = portfolio(*items(*[{"reach": 5.0, "impact": 1.0, "confidence": 1.0, "effort_likely": 2.0}] * 5))
    board = ScoreBoard.of(now)
    assert board.gap(5) == 4
    change_set = backlog.move_deliverables(now, [5], 1)
    after = board.after(change_set, now.after(change_set))
    assert after.values is board.values
    assert after.ranks is board.ranks
    assert after.gap(5) == 0


def test_an_import_of_many_rows_makes_new_columns() -> None:
    now = portfolio(*items(*[{"reach": 5.0}] * 2100))
    board = ScoreBoard.of(now)
    values = {"reach": 7.0, "impact": 1.0, "confidence": 1.0, "effort_likely": 2.0}
    change_set = backlog.edit_deliverables(now, now.deliverables.ids, values)
    after = now.after(change_set)
    assert_same_values(board.after(change_set, after), ScoreBoard.of(after))


def test_many_rows_in_another_stage_are_ranked_anew() -> None:
    row = {"reach": 5.0, "impact": 1.0, "confidence": 1.0, "effort_likely": 2.0}
    now = portfolio(*items(*[row] * 2100))
    board = ScoreBoard.of(now)
    assert board.rank(1) == 1
    change_set = backlog.edit_deliverables(now, list(now.deliverables.ids)[:2050], {"stage": Stage.RELEASED})
    after = now.after(change_set)
    assert board.after(change_set, after).rank(1) is None
    assert_same_values(board.after(change_set, after), ScoreBoard.of(after))


def assert_same_values(board: ScoreBoard, fresh: ScoreBoard) -> None:
    assert np.array_equal(board.values, fresh.values, equal_nan=True)
    assert board.gaps.tolist() == fresh.gaps.tolist()


def test_a_changed_demand_is_a_changed_effort() -> None:
    row = {"reach": 5.0, "impact": 1.0, "confidence": 1.0}
    now = portfolio(*items(row), Team(501, "A"), Demand(601, 1, 501, likely=2.0))
    board = ScoreBoard.of(now)
    value = board.value(1)
    change_set = records.edit(now, Demand, [601], {"likely": 4.0})
    assert value is not None
    assert board.after(change_set, now.after(change_set)).value(1) == value / 2


def test_a_changed_weight_is_a_changed_score() -> None:
    criteria = (Criterion(701, "Value", 1.0), Criterion(702, "Fit", 1.0))
    now = portfolio(*items({}), *criteria, Rating(801, 1, 701, 10.0), Rating(802, 1, 702, 1.0))
    board = ScoreBoard.of(now, ScoringModel.WEIGHTED)
    assert board.value(1) == 5.5
    change_set = records.edit(now, Criterion, [702], {"weight": 0.0})
    assert board.after(change_set, now.after(change_set)).value(1) == 10.0


def test_an_edit_beyond_what_a_model_takes_and_back_is_seen_each_time() -> None:
    """The ends of a column are looked at instead of its rows, so they must be those of the column as it now is."""
    now = portfolio(*items(*[{"cost_of_delay": 8.0, "duration_weeks": 4.0}] * 3), scoring_model=ScoringModel.CD3)
    board = ScoreBoard.of(now)
    for weeks, value in [(4.0, 2.0), (-4.0, None), (2.0, 4.0)]:
        change_set = backlog.edit_deliverables(now, [2], {"duration_weeks": weeks})
        now = now.after(change_set)
        board = board.after(change_set, now)
        assert [board.value(each) for each in (1, 2, 3)] == [2.0, value, 2.0]
