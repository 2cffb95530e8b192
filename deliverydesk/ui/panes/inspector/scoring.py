"""Why a deliverable has its score: the inputs of the model in use, each to be edited in its place. No Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deliverydesk.actions import backlog
from deliverydesk.charts.format import number
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Criterion, Deliverable
from deliverydesk.domain.values import Period, ScoringModel
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.inspector.leeway import with_leeway
from deliverydesk.ui.panes.inspector.parts import Part, Section, Words
from deliverydesk.ui.rows import Common, Row, share_words
from deliverydesk.ui.typed import read_number, written

if TYPE_CHECKING:
    from deliverydesk.analysis.scores import Explanation, ScoreBoard
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.typed import Action

_PERIODS = {word.casefold(): period for period in Period for word in (period.value, choice_words(period))}
_PER = ("/", "per", "an", "a", "each", trc("before a period, as in 500 per week", "per").casefold())
_REACH = re.compile(rf"(.*?)\s*(?:{'|'.join(map(re.escape, _PER))})\s*({'|'.join(map(re.escape, _PERIODS))})")
_IMPACTS = {
    3.0: ("massive", trc("impact", "massive")),
    2.0: ("high", trc("impact", "high")),
    1.0: ("medium", trc("impact", "medium")),
    0.5: ("low", trc("impact", "low")),
    0.25: ("minimal", trc("impact", "minimal")),
}
"""The grades of the impact: the word in English, which can always be typed, and in the language of the program."""
_ICE = {"ice_impact": tr("Impact"), "ice_confidence": tr("Confidence"), "ice_ease": tr("Ease")}
_WSJF = {
    "business_value": tr("Business value"),
    "time_criticality": tr("Time criticality"),
    "risk_opportunity": tr("Risk, opportunity"),
    "job_size": tr("Job size"),
}


def score_section(
    portfolio: Portfolio, scores: ScoreBoard | None, item: Deliverable, common: Common[Deliverable]
) -> Section:
    """The inputs as rows, then how they are put together. Before scores are there, the inputs alone."""
    told = scores.explain(item.id) if scores is not None else None
    rows: list[Part] = list(input_rows(portfolio, item, common, told))
    if told is None or scores is None:
        return Section("score", tr("Score"), tuple(rows))
    rows = with_leeway(portfolio, scores, item.id, rows) + _closing(told)
    title = tr("Why {score}", score=told.result) if told.score.value is not None else tr("No score")
    return Section("score", title, tuple(rows), _standing(portfolio, told, item))


def _standing(portfolio: Portfolio, told: Explanation, item: Deliverable) -> str:
    rank, by_score = figure(portfolio.rank(item.id)), told.score.rank
    if by_score is None:
        return tr("{model}, rank {rank}", model=told.title, rank=rank)
    return tr("{model}, rank {rank}, by score {by_score}", model=told.title, rank=rank, by_score=figure(by_score))


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
        hint = tr("0 to 10")
        return [
            common.number(f, name, note=tr("of 10"), hint=hint, problem=problems.get(f, "")) for f, name in _ICE.items()
        ]
    if model is ScoringModel.WSJF:
        return [
            common.number(f, name, hint="1, 2, 3, 5, 8, 13", problem=problems.get(f, "")) for f, name in _WSJF.items()
        ]
    if model is ScoringModel.CD3:
        money = tr("{currency} a week", currency=portfolio.settings.currency)
        return [
            common.number("cost_of_delay", tr("Cost of delay"), money),
            common.number("duration_weeks", tr("Duration"), tr("weeks")),
        ]
    return [_rating(portfolio, item, criterion) for criterion in sorted(portfolio.criteria, key=lambda c: c.id)]


def _rice(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], problems: dict[str, str]) -> list[Row]:
    from deliverydesk.ui.panes.inspector.deliverable import effort_row

    impact = common.row(
        "impact",
        tr("Impact"),
        _read_impact,
        shown=_impact_words,
        typed=written,
        editor="known",
        choices=lambda: [_impact_words(grade) for grade in _IMPACTS],
        hint=tr("3, 2, 1, 0.5 or 0.25"),
    )
    return [
        _reach(portfolio, item, common, problems.get("reach", "")),
        impact,
        common.share("confidence", tr("Confidence"), problem=problems.get("confidence", "")),
        effort_row(portfolio, item),
    ]


def _reach(portfolio: Portfolio, item: Deliverable, common: Common[Deliverable], problem: str) -> Row:
    """The reach together with the period that it is counted over: a mix of periods is the commonest error."""
    own = portfolio.settings.reach_period
    period = item.reach_period or own
    value = "" if item.reach is None else _reach_words(number(item.reach), period)
    typed = "" if item.reach is None else _reach_words(written(item.reach), period)
    note = "" if item.reach is None or period is own else tr("not a {period}", period=choice_words(own))

    def choices() -> list[str]:
        return [_reach_words(written(item.reach), each) for each in Period] if item.reach is not None else []

    return Row(
        "reach",
        tr("Reach"),
        value,
        "known",
        typed,
        hint=_reach_words("2000", own),
        note=note,
        problem=problem,
        act=lambda words: common.setting(read_reach(words, period)),
        choices=choices,
    )


def _reach_words(reach: str, period: Period) -> str:
    return tr("{reach} a {period}", reach=reach, period=choice_words(period))


def read_reach(words: str, period: Period) -> dict[str, object]:
    """Reach and its period from "2,000 a month", "500/week" or "300", which leaves the period. Raises DeskError."""
    match = _REACH.fullmatch(words.strip().casefold())
    given, unit = (match[1], match[2]) if match is not None else (words, None)
    reach = read_number(given)
    return {"reach": reach, "reach_period": None if reach is None else _PERIODS[unit] if unit else period}


def _read_impact(words: str) -> float | None:
    """A number, or one of the grades as the list offers them: "2, high" or "high"."""
    typed = words.strip().casefold()
    for grade, said in _IMPACTS.items():
        if typed in (*said, *(f"{number(grade)}, {word}" for word in said)):
            return grade
    return read_number(words)


def _impact_words(value: float) -> str:
    return f"{number(value)}, {_IMPACTS[value][1]}" if value in _IMPACTS else number(value)


def _rating(portfolio: Portfolio, item: Deliverable, criterion: Criterion) -> Row:
    rating = next((r for r in portfolio.ratings.by("deliverable", item.id) if r.criterion == criterion.id), None)
    ends = tr("{low} to {high}", low=figure(criterion.scale_low), high=figure(criterion.scale_high))
    whole = sum(each.weight for each in portfolio.criteria)
    most = number(criterion.scale_high)
    weight = tr("weight {share}", share=share_words(round(criterion.weight / whole, 2)) if whole else "0")

    def act(words: str) -> Action:
        value = read_number(words)

        def action(now: Portfolio) -> ChangeSet:
            return backlog.rate(now, item.id, criterion.id, value)

        return action

    return Row(
        f"criterion {criterion.id}",
        criterion.name,
        "" if rating is None else tr("{part} of {whole}", part=number(rating.value), whole=most),
        "line",
        written(rating.value) if rating is not None else "",
        hint=ends,
        note=weight,
        tip=tr("From {range}, lower is better.", range=ends)
        if criterion.lower_is_better
        else tr("From {range}, higher is better.", range=ends),
        called=f"{criterion.name}, {ends}",
        act=act,
    )
