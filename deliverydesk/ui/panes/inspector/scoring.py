"""Why a deliverable has its score: the inputs of the model in use, each to be edited in its place. No Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.charts.format import number, with_unit
from deliverydesk.domain.entities import Criterion, Deliverable
from deliverydesk.domain.values import Period, ScoringModel
from deliverydesk.domain.wording import figure
from deliverydesk.ui.panes.inspector.leeway import with_leeway
from deliverydesk.ui.panes.inspector.parts import Part, Section, Words
from deliverydesk.ui.rows import Common, Row, share_words
from deliverydesk.ui.typed import read_number, written

if TYPE_CHECKING:
    from deliverydesk.analysis.scores import Explanation, ScoreBoard
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action

_REACH = re.compile(r"(.*?)\s*(?:/|per|an?|each)\s*(week|month|quarter|year)")
_IMPACTS = {3.0: "massive", 2.0: "high", 1.0: "medium", 0.5: "low", 0.25: "minimal"}
_ICE = {"ice_impact": "Impact", "ice_confidence": "Confidence", "ice_ease": "Ease"}
_WSJF = {
    "business_value": "Business value",
    "time_criticality": "Time criticality",
    "risk_opportunity": "Risk, opportunity",
    "job_size": "Job size",
}


def score_section(
    portfolio: Portfolio, scores: ScoreBoard | None, item: Deliverable, common: Common[Deliverable]
) -> Section:
    """The inputs as rows, then how they are put together. Before scores are there, the inputs alone."""
    told = scores.explain(item.id) if scores is not None else None
    rows: list[Part] = list(input_rows(portfolio, item, common, told))
    if told is None or scores is None:
        return Section("score", "Score", tuple(rows))
    rows = with_leeway(portfolio, scores, item.id, rows) + _closing(told)
    title = f"Why {told.result}" if told.score.value is not None else "No score"
    return Section("score", title, tuple(rows), _standing(portfolio, told, item))


def _standing(portfolio: Portfolio, told: Explanation, item: Deliverable) -> str:
    rank = f"{told.title}, rank {portfolio.rank(item.id):,}"
    return f"{rank}, by score {told.score.rank:,}" if told.score.rank is not None else rank


def _closing(told: Explanation) -> list[Part]:
    closing: list[Part] = []
    if told.score.value is not None:
        closing.append(Words(f"{told.formula} = {told.result}", "text2"))
    elif told.score.reason:
        closing.append(Words(told.score.reason, "text2", "watch"))
    closing += [Words(flag, "text2", "watch") for flag in told.score.flags]
    return closing


def input_rows(
    portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], told: Explanation | None
) -> list[Row]:
    """The inputs of the model in use, to be edited."""
    model = told.model if told is not None else portfolio.settings.scoring_model
    problems = {each.field: each.problem for each in told.rows} if told is not None else {}
    if model is ScoringModel.RICE:
        return _rice(portfolio, item, common, problems)
    if model is ScoringModel.ICE:
        hint = "0 to 10"
        return [
            common.number(f, name, note="of 10", hint=hint, problem=problems.get(f, "")) for f, name in _ICE.items()
        ]
    if model is ScoringModel.WSJF:
        return [
            common.number(f, name, hint="1, 2, 3, 5, 8, 13", problem=problems.get(f, "")) for f, name in _WSJF.items()
        ]
    if model is ScoringModel.CD3:
        money = f"{portfolio.settings.currency} a week"
        return [
            common.number("cost_of_delay", "Cost of delay", money),
            common.number("duration_weeks", "Duration", "weeks"),
        ]
    return [_rating(portfolio, item, criterion) for criterion in sorted(portfolio.criteria, key=lambda c: c.id)]


def _rice(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], problems: dict[str, str]) -> list[Row]:
    from deliverydesk.ui.panes.inspector.deliverable import effort_row

    impact = common.row(
        "impact",
        "Impact",
        _read_impact,
        shown=_impact_words,
        typed=written,
        editor="known",
        choices=lambda: [f"{number(grade)}, {said}" for grade, said in _IMPACTS.items()],
        hint="3, 2, 1, 0.5 or 0.25",
    )
    return [
        _reach(portfolio, item, common, problems.get("reach", "")),
        impact,
        common.share("confidence", "Confidence", problem=problems.get("confidence", "")),
        effort_row(portfolio, item),
    ]


def _reach(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], problem: str) -> Row:
    """The reach together with the period that it is counted over: a mix of periods is the commonest error."""
    own = portfolio.settings.reach_period
    period = item.reach_period or own
    value = "" if item.reach is None else f"{number(item.reach)} a {period}"
    typed = "" if item.reach is None else f"{written(item.reach)} a {period}"
    note = "" if item.reach is None or period is own else f"not a {own}"

    def choices() -> list[str]:
        return [f"{written(item.reach)} a {each}" for each in Period] if item.reach is not None else []

    return Row(
        "reach",
        "Reach",
        value,
        "known",
        typed,
        hint=f"2000 a {own}",
        note=note,
        problem=problem,
        act=lambda words: common.setting(read_reach(words, period)),
        choices=choices,
    )


def read_reach(words: str, period: Period) -> dict[str, object]:
    """Reach and its period from "2,000 a month", "500/week" or "300", which leaves the period. Raises DeskError."""
    match = _REACH.fullmatch(words.strip().casefold())
    given, unit = (match[1], match[2]) if match is not None else (words, None)
    reach = read_number(given)
    return {"reach": reach, "reach_period": None if reach is None else Period(unit) if unit else period}


def _read_impact(words: str) -> float | None:
    """A number, or one of the grades as the list offers them: "2, high" or "high"."""
    typed = words.strip().casefold()
    for grade, said in _IMPACTS.items():
        if typed in (said, f"{number(grade)}, {said}"):
            return grade
    return read_number(words)


def _impact_words(value: float) -> str:
    return f"{number(value)}, {_IMPACTS[value]}" if value in _IMPACTS else number(value)


def _rating(portfolio: Portfolio, item: Deliverable, criterion: Criterion) -> Row:
    rating = next((r for r in portfolio.ratings.by("deliverable", item.id) if r.criterion == criterion.id), None)
    ends = f"{figure(criterion.scale_low)} to {figure(criterion.scale_high)}"
    whole = sum(each.weight for each in portfolio.criteria)
    weight = f"weight {share_words(round(criterion.weight / whole, 2))}" if whole else "weight 0"

    def act(words: str) -> Action:
        value = read_number(words)

        def action(now: Portfolio) -> ChangeSet:
            return backlog.rate(now, item.id, criterion.id, value)

        return action

    return Row(
        f"criterion {criterion.id}",
        criterion.name,
        "" if rating is None else with_unit(rating.value, f"of {number(criterion.scale_high)}"),
        "line",
        written(rating.value) if rating is not None else "",
        hint=ends,
        note=weight,
        tip=f"From {ends}, {'lower' if criterion.lower_is_better else 'higher'} is better.",
        called=f"{criterion.name}, {ends}",
        act=act,
    )
