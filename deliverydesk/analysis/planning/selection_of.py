"""From a portfolio to the choice of its next deliverables, and what that choice rests on.

Candidates are work in flight and vetted work; each asks of its teams what is still to do, so that nothing spent
before speaks for it. A value is p × cost of delay × the weeks from the end of its period to the horizon. Where more
candidates have a score than a cost of delay, it is p × what the score model gives for the whole deliverable. The two
are never added up: what has no value by the one that is used is left aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from deliverydesk.analysis.divergence import IN_FLIGHT, least_likely
from deliverydesk.analysis.effort import effort_of, money_to_come, to_come_by_team
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.load import capacity
from deliverydesk.analysis.planning.selection.problem import OUT, Basis, Guardrail, Problem, Switching
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.readiness import readiness_of
from deliverydesk.domain.values import WEEKS_PER_MONTH, GuardrailBasis, GuardrailDimension, ScoringModel, Stage
from deliverydesk.domain.workdays import WORKING_DAYS, monday, weeks_from, working_days

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.planning.selection.problem import Floats
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.entities import Guardrail as Band
    from deliverydesk.domain.portfolio import Portfolio

WEEKS: Final = 13
"""A period, where none is given: a quarter."""
HORIZON: Final = 52
"""Weeks from the first period on over which value counts, where no more are given."""
LEAST_CHANCE: Final = 0.02
"""The least that evidence makes of p: readings never prove that nothing will move."""
_DONE = frozenset({Stage.RELEASED, Stage.IMPROVING})
_STILL = frozenset({Verdict.FLAT, Verdict.WORSENING})


class Measure(StrEnum):
    """What values are in."""

    COST_OF_DELAY = "cost_of_delay"
    """Money: cost of delay a week × weeks until the horizon."""
    SCORE = "score"
    """The numerator of the portfolio's score model: what the whole deliverable counts for, not what an effort of one
    does."""


class ChanceBasis(StrEnum):
    """What p rests on."""

    EVIDENCE = "evidence"
    """The readings of the outcome that is least likely to be reached: work on it is under way or was released."""
    CONFIDENCE = "confidence"
    """The confidence that was given to it."""
    NOTHING = "nothing"
    """Nothing speaks against it: 1."""


class Aside(StrEnum):
    """Why open work is no candidate."""

    NOT_VETTED = "not_vetted"
    NO_VALUE = "no_value"
    NO_EFFORT = "no_effort"
    WAITS = "waits"
    """It waits for something that is neither done nor a candidate."""


class Unreachable(NamedTuple):
    """A guardrail whose least share no set can reach, however much is chosen for it."""

    guardrail: int
    most: float
    """The share that all its candidates together have."""


@dataclass(frozen=True, eq=False)
class Selection:
    """A problem with what its indices stand for."""

    problem: Problem
    first: date
    """The Monday that the first period begins on."""
    weeks: int
    """Of each period."""
    horizon: int
    """Weeks from `first` over which value counts."""
    measure: Measure
    model: ScoringModel
    """Of the scores, where they are the measure."""
    items: tuple[int, ...]
    """Deliverables by index."""
    teams: tuple[int, ...]
    groups: tuple[str, ...]
    """Either/or groups by index."""
    guardrails: tuple[int, ...]
    """Those that the problem keeps, by index."""
    unreachable: tuple[Unreachable, ...]
    """Those that it leaves aside."""
    chances: tuple[ChanceBasis, ...]
    """By index of the item."""
    aside: Mapping[int, Aside]
    """Open work that is no candidate, and why."""
    given: tuple[float, ...]
    """By index of the team: the person-weeks that one more person gives to planned work in a period."""
    without_figures: tuple[int, ...]
    """What must be done, or stays, though it has no value or no effort: it counts as 0 there."""

    def start_of(self, period: int) -> date:
        """The Monday of a period."""
        return self.first + timedelta(weeks=self.weeks * period)

    def end_of(self, period: int) -> date:
        """The last Friday of a period."""
        return self.start_of(period + 1) - timedelta(days=3)

    def spans(self, periods: Sequence[int], today: date) -> dict[int, tuple[date, date]]:
        """Of what a plan, [item], has in it: by deliverable the first and the last day that it may be planned for."""
        return {
            self.items[item]: (max(self.start_of(period), today), self.end_of(period))
            for item, period in enumerate(periods)
            if period != OUT
        }


def selection_of(
    portfolio: Portfolio,
    today: date,
    *,
    weeks: int = WEEKS,
    periods: int = 1,
    horizon: int | None = None,
    budget: float | None = None,
    measure: Measure | None = None,
    switch_cost: float = 0.0,
    unvetted: bool = False,
    staying: Collection[int] = (),
    evidence: Mapping[int, Evidence] | None = None,
) -> Selection:
    """The choice among a portfolio's work for so many periods from this week on.

    A guardrail that all its candidates together cannot reach is left aside: it would leave nothing to choose, and
    what it says is that work of its kind is to be vetted. `staying` is open work that takes up people in any case: it
    is in without a value too, which then counts as 0.

    `budget` is money for all periods; `switch_cost` value for each person who leaves what is in flight or begins on
    something else; `unvetted` takes ideas and what is being shaped as candidates too. `evidence`, by outcome, is made
    where none is given, some half a millisecond an outcome.
    """
    if evidence is None:
        from deliverydesk.analysis.evidence.page import evidence_of_all

        evidence = evidence_of_all(portfolio, today).evidence
    first = monday(today)
    horizon = horizon or max(HORIZON, weeks * (periods + 1))
    aside: dict[int, Aside] = {}
    open_ = [portfolio.deliverables[each] for each in portfolio.live]
    wanted = []
    for item in open_:
        if not item.stage.is_open:
            continue
        wished = unvetted or item.must_do or item.id in staying
        if item.stage in IN_FLIGHT or wished or readiness_of(portfolio, item, today).vetted:
            wanted.append(item)
        else:
            aside[item.id] = Aside.NOT_VETTED
    values, used = _values(portfolio, wanted, measure)
    asked = {item.id: to_come_by_team(portfolio, item) for item in wanted}
    without: list[int] = []
    candidates = []
    for item in wanted:
        lacks = Aside.NO_VALUE if item.id not in values else Aside.NO_EFFORT if not asked[item.id] else None
        stays = item.id in staying and lacks is Aside.NO_VALUE
        if lacks is None or _must(item) or stays:
            candidates.append(item)
            without += [item.id] * (lacks is not None)
        else:
            aside[item.id] = lacks
    held = {item.id for item in candidates if _must(item)} | set(staying)
    requires = _prerequisites(portfolio, candidates, held, aside)
    items = tuple(item.id for item in candidates if item.id not in aside)
    at = {each: n for n, each in enumerate(items)}
    chosen = [portfolio.deliverables[each] for each in items]
    teams = tuple(team.id for team in portfolio.teams)
    groups = _groups(chosen)
    ends = weeks * np.arange(1, periods + 1)
    worth = np.array([values.get(item.id, 0.0) for item in chosen]).reshape(len(items), 1)
    falling = np.maximum(horizon - ends, 0) if used is Measure.COST_OF_DELAY else np.ones(periods)
    told = [_chance(portfolio, item, evidence, used) for item in chosen]
    effort = np.array([[asked[item.id].get(team, 0.0) for team in teams] for item in chosen])
    given = _capacity(portfolio, teams, today, weeks, periods)
    rails, unreachable = _guardrails(portfolio, chosen, effort, float(given.sum()))
    problem = Problem.of(
        worth * falling,
        effort.reshape(len(items), len(teams)),
        given,
        chance=[p for p, _ in told],
        allowed=np.array([_allowed(item, first, weeks, periods) for item in chosen]).reshape(len(items), periods),
        cost=[money_to_come(item) or 0.0 for item in chosen],
        budget=budget,
        requires=[(at[item], at[needed]) for item, needed in requires if item in at and needed in at],
        exclusive=[[at[each] for each in members] for members in groups.values()],
        must=[at[item.id] for item in chosen if _must(item)],
        guardrails=list(rails.values()),
        switching=_switching(chosen, effort, weeks, switch_cost) if switch_cost else None,
    )
    return Selection(
        problem,
        first,
        weeks,
        horizon,
        used,
        portfolio.settings.scoring_model,
        items,
        teams,
        tuple(groups),
        tuple(rails),
        unreachable,
        tuple(basis for _, basis in told),
        aside,
        tuple(weeks * portfolio.teams[team].focus for team in teams),
        tuple(each for each in without if each in at),
    )


def _must(item: Deliverable) -> bool:
    return item.must_do or item.pinned


def _values(
    portfolio: Portfolio, items: Sequence[Deliverable], measure: Measure | None
) -> tuple[dict[int, float], Measure]:
    """What each is worth before p and before its delay, for those that have it, and what that is measured in."""
    delays = {item.id: item.cost_of_delay for item in items if item.cost_of_delay is not None}
    board = ScoreBoard.of(portfolio)
    scores: dict[int, float] = {}
    for item in items:
        score = board.value(item.id)
        whole = None if score is None else _whole(portfolio, item, board.model, score)
        if whole is not None:
            scores[item.id] = whole
    if measure is None:
        measure = Measure.COST_OF_DELAY if delays and len(delays) >= len(scores) else Measure.SCORE
    return (delays if measure is Measure.COST_OF_DELAY else scores), measure


def _whole(portfolio: Portfolio, item: Deliverable, model: ScoringModel, score: float) -> float | None:
    """What a deliverable counts for by a model whose score is for each unit of effort; the score of any other."""
    if model is ScoringModel.RICE:
        effort = effort_of(portfolio, item).likely
        return None if effort is None else score * effort / WEEKS_PER_MONTH
    if model is ScoringModel.WSJF:
        return None if item.job_size is None else score * item.job_size
    return item.cost_of_delay if model is ScoringModel.CD3 else score


def _chance(
    portfolio: Portfolio, item: Deliverable, evidence: Mapping[int, Evidence], measure: Measure
) -> tuple[float, ChanceBasis]:
    """How likely it is that the outcome moves. Readings speak where work on the outcome is under way or released: an
    outcome that nothing was done for yet is no evidence against what would be done.
    """
    least = least_likely(portfolio, item.id, evidence)
    if least is not None and (item.stage in IN_FLIGHT or least.launches):
        p = least.reach.p
        if p is None and least.judgement.verdict in _STILL:
            p = least.judgement.p_good
        if p is not None:
            return min(max(p, LEAST_CHANCE), 1.0), ChanceBasis.EVIDENCE
    counted = measure is Measure.SCORE and portfolio.settings.scoring_model in (ScoringModel.RICE, ScoringModel.ICE)
    if item.confidence is not None and not counted:
        return item.confidence, ChanceBasis.CONFIDENCE
    return 1.0, ChanceBasis.NOTHING


def _prerequisites(
    portfolio: Portfolio, candidates: Sequence[Deliverable], held: Collection[int], aside: dict[int, Aside]
) -> list[tuple[int, int]]:
    """(candidate, candidate that must be done by then); sets aside what waits for anything else, over others too, but
    for what is held.
    """
    known = {item.id for item in candidates}
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for item in candidates:
        for dependency in portfolio.dependencies.by("successor", item.id):
            before = portfolio.deliverables[dependency.predecessor]
            if before.id in known:
                pairs.append((item.id, before.id))
            elif before.stage not in _DONE and item.id not in held:
                waiting.append(item.id)
    while waiting:
        one = waiting.pop()
        if one not in aside:
            aside[one] = Aside.WAITS
            waiting += [item for item, needed in pairs if needed == one and item not in held]
    return pairs


def _groups(items: Sequence[Deliverable]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for item in items:
        if item.choice_group:
            groups.setdefault(item.choice_group, []).append(item.id)
    return {name: members for name, members in groups.items() if len(members) > 1}


def _capacity(portfolio: Portfolio, teams: Sequence[int], today: date, weeks: int, periods: int) -> Floats:
    """[period, team]: person-weeks, as `analysis.load` has them; of this week the days that are left."""
    mondays = weeks_from(today, weeks * periods)
    given = np.array([[capacity(portfolio, portfolio.teams[team], week) for team in teams] for week in mondays])
    given[0] *= working_days(today, mondays[0] + timedelta(days=WORKING_DAYS - 1)) / WORKING_DAYS
    summed: Floats = given.reshape(periods, weeks, len(teams)).sum(axis=1)
    return summed


def _allowed(item: Deliverable, first: date, weeks: int, periods: int) -> list[bool]:
    """The periods that an item may be done in: none before its earliest start; a pinned one in that of its end."""
    starts = [first + timedelta(weeks=weeks * n) for n in range(periods + 1)]
    may = [item.earliest_start is None or item.earliest_start < starts[n + 1] for n in range(periods)]
    if item.pinned and item.planned_end is not None:
        inside = [starts[n] <= item.planned_end < starts[n + 1] for n in range(periods)]
        may = inside if any(inside) else may
    return may


def _guardrails(
    portfolio: Portfolio, items: Sequence[Deliverable], effort: Floats, capacity: float
) -> tuple[dict[int, Guardrail], tuple[Unreachable, ...]]:
    """By id those that can be kept, and those that no set can reach. `effort` is [item, team]."""
    kept: dict[int, Guardrail] = {}
    unreachable = []
    for band in portfolio.guardrails:
        if band.low is None and band.high is None:
            continue
        rail = _guardrail(band, items)
        asked = float(effort[sorted(rail.members)].sum()) if rail.members else 0.0
        most = asked / capacity if capacity > 0 and rail.basis is Basis.CAPACITY else float(asked > 0)
        if most < rail.low:
            unreachable.append(Unreachable(band.id, most))
        else:
            kept[band.id] = rail
    return kept, tuple(unreachable)


def _guardrail(band: Band, items: Sequence[Deliverable]) -> Guardrail:
    dimension = band.dimension
    members = [n for n, item in enumerate(items) if _key(item, dimension) == band.value]
    basis = Basis.PLANNED if band.basis is GuardrailBasis.PLANNED else Basis.CAPACITY
    low, high = band.low, band.high
    return Guardrail(frozenset(members), 0.0 if low is None else low, 1.0 if high is None else high, basis)


def _key(item: Deliverable, dimension: GuardrailDimension) -> str | None:
    if dimension is GuardrailDimension.HORIZON:
        return None if item.horizon is None else str(int(item.horizon))
    if dimension is GuardrailDimension.THEME:
        return item.theme
    if dimension is GuardrailDimension.KIND:
        return str(item.kind.value)
    return None if item.product is None else str(item.product)


def _switching(items: Sequence[Deliverable], effort: Floats, weeks: int, cost: float) -> Switching:
    """People of an item: its person-weeks over the weeks of a period."""
    present = frozenset(n for n, item in enumerate(items) if item.stage in IN_FLIGHT)
    return Switching(present, effort.sum(axis=1) / weeks, cost)
