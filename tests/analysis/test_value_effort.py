"""Value and effort by every model, the lever of a value, and figures as people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions.appraising import appraise
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.analysis.value_effort import field_of, lever_for, sensible, sensible_effort, value_of
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Demand, Settings, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.rules import check
from deliverydesk.domain.values import WEEKS_PER_MONTH, Period, ScoringModel, Stage


def made(model: ScoringModel = ScoringModel.RICE) -> Portfolio:
    known = Deliverable(
        1, "Known", GAP, effort_low=2.0, effort_likely=4.0, effort_high=8.0, reach=500.0, reach_period=Period.MONTH,
        impact=2.0, confidence=0.5, ice_impact=6.0, ice_confidence=5.0, ice_ease=3.0, business_value=8.0,
        time_criticality=5.0, risk_opportunity=3.0, job_size=2.0, cost_of_delay=900.0, duration_weeks=3.0,
    )  # fmt: skip
    return Portfolio.of(
        [
            Settings(SETTINGS_ID, scoring_model=model, reach_period=Period.QUARTER),
            known,
            Deliverable(2, "Nothing known", 2 * GAP),
            Deliverable(3, "Done", 3 * GAP, stage=Stage.RELEASED, effort_likely=3.0, reach=1.0),
            Deliverable(4, "Of two teams", 4 * GAP, reach=100.0, impact=1.0, confidence=1.0),
            Team(11, "Data"),
            Team(12, "Growth"),
            Demand(21, 4, 11, low=1.0, likely=2.0, high=3.0),
            Demand(22, 4, 12, likely=4.0),
        ]
    )


@pytest.mark.parametrize(
    ("model", "value"),
    [
        (ScoringModel.RICE, 500 * 12 / 4 * 2 * 0.5),  # a month's reach counted over the portfolio's quarter
        (ScoringModel.ICE, 30.0),
        (ScoringModel.WSJF, 16.0),
        (ScoringModel.CD3, 900.0),
    ],
)
def test_value_is_the_part_of_the_formula_without_effort(model: ScoringModel, value: float) -> None:
    portfolio = made(model)
    assert value_of(portfolio, portfolio.deliverables[1], model) == (value, "")


def test_rice_is_value_over_effort() -> None:
    portfolio = made()
    point = field_of(portfolio).points[0]
    assert ScoreBoard.of(portfolio).value(1) == pytest.approx(point.value / (point.effort / WEEKS_PER_MONTH))


def test_who_is_placed_and_why_not() -> None:
    field = field_of(made())
    assert [(point.id, point.effort) for point in field.points] == [(1, 4.0), (4, 6.0)]
    assert field.missing == ((2, "no effort, no reach"),)
    assert field.medians() == (5.0, 800.0)


@pytest.mark.parametrize(
    ("model", "wanted", "lever"),
    [
        (ScoringModel.RICE, 3000.0, ("reach", 1000.0)),
        (ScoringModel.ICE, 40.0, ("ice_impact", 8.0)),
        (ScoringModel.ICE, 400.0, ("ice_impact", 10.0)),
        (ScoringModel.WSJF, 20.0, ("business_value", 13.0)),
        (ScoringModel.CD3, 1234.0, ("cost_of_delay", 1200.0)),
        (ScoringModel.WEIGHTED, 5.0, None),
    ],
)
def test_the_lever_is_a_sensible_figure(model: ScoringModel, wanted: float, lever: tuple[str, float] | None) -> None:
    portfolio = made(model)
    assert lever_for(portfolio, portfolio.deliverables[1], wanted) == lever


@given(st.floats(0.01, 1e9))
def test_sensible_figures_are_near_and_stay(value: float) -> None:
    assert sensible(value) == pytest.approx(value, rel=0.051)
    assert sensible(sensible(value)) == sensible(value)
    assert sensible_effort(sensible_effort(value)) == sensible_effort(value)


@given(effort=st.floats(0.25, 500), reach=st.floats(0, 1e6))
def test_an_appraisal_keeps_the_rules_and_the_shape_of_the_estimate(effort: float, reach: float) -> None:
    before = made()
    for entity_id in (1, 2, 4):
        change_set = appraise(before, entity_id, effort, "reach", reach)
        after = before.after(change_set)
        check(after, change_set)
        assert after.deliverables[entity_id].reach == reach
        assert after.after(change_set.inverse()) == before
    item = before.after(appraise(before, 1, effort)).deliverables[1]
    assert item.effort_high is not None
    assert item.effort_high == pytest.approx(2 * effort, abs=0.01)


def test_the_effort_of_teams_is_changed_in_proportion() -> None:
    before = made()
    after = before.after(appraise(before, 4, effort=3.0))
    assert [(d.low, d.likely, d.high) for d in after.demands] == [(0.5, 1.0, 1.5), (None, 2.0, None)]
    assert after.deliverables[4].effort_likely is None


def test_other_fields_are_refused() -> None:
    with pytest.raises(DeskError, match="no input"):
        appraise(made(), 1, field="title", value=1.0)
    with pytest.raises(DeskError, match="more than 0"):
        appraise(made(), 1, effort=0.0)
