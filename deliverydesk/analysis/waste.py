"""The waste and delay bill: what goes into work that moves nothing, and what waiting and splitting cost.

Every line leads to the deliverables it stands on. One deliverable may stand on several lines, so they are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.capacity.strength import usual_members
from deliverydesk.analysis.coverage import Amount, Cover, amount_of, cover_of, items_of
from deliverydesk.analysis.divergence import IN_FLIGHT
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.analysis.forecast.inputs import PEOPLE_PER_ITEM
from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.flow.times import Level, Times
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

_SAYING = frozenset(Verdict) - {Verdict.TOO_FEW}
_WORSE = frozenset({Verdict.WORSENING, Verdict.OUTSIDE})


class Moves(Enum):
    """What the outcomes of work in flight do, where that is nothing good."""

    WORSENING = auto()
    """Every outcome with a verdict is flat, worsening or outside its bounds, and one is not flat."""
    FLAT = auto()
    """Every outcome with a verdict is flat."""
    UNMEASURED = auto()
    """No outcome of it is measured; see `coverage.Cover`."""


@dataclass(frozen=True, slots=True)
class Line:
    """Work in flight that moves nothing, and the outcomes that say so."""

    moves: Moves
    amount: Amount
    outcomes: tuple[int, ...]
    """By id; none where nothing is measured."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """Work under way for longer than 85 % of finished work took, the oldest first."""

    level: Level
    """The 85 % line, an order statistic; without days, and with a reason, where too little is finished."""
    amount: Amount
    ages: tuple[int, ...]
    """Days, beside the deliverables of `amount`."""


@dataclass(frozen=True, slots=True)
class Split:
    """A team with more deliverables in delivery at once than half its people; forecasts take as many people an item."""

    team: int
    people: float
    """Full-time equivalents without leave, holidays and loans."""
    deliverables: tuple[int, ...]
    """In the manager's order."""

    @property
    def most(self) -> float:
        """How many it can work on without being split."""
        return self.people / PEOPLE_PER_ITEM


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ready work that nobody has begun, and what each week of it costs: the inputs of CD3, undivided."""

    amount: Amount
    """All that is ready."""
    costed: tuple[int, ...]
    """Those with a cost of delay, the dearest first."""
    per_week: tuple[float, ...]
    """Cost of delay in money per week, beside `costed`."""
    weeks: tuple[float | None, ...]
    """Since it was ready, beside `costed`; None where that day is not known."""

    @property
    def total(self) -> float | None:
        """Money that each week of waiting costs; None where no ready work has a cost of delay."""
        return sum(self.per_week) if self.costed else None

    @property
    def uncosted(self) -> int:
        """How many are ready without a cost of delay."""
        return len(self.amount.deliverables) - len(self.costed)

    @property
    def so_far(self) -> float | None:
        """What waiting has cost, of what is known to be ready since a day; None where there is none."""
        known = [cost * weeks for cost, weeks in zip(self.per_week, self.weeks, strict=True) if weeks is not None]
        return sum(known) if known else None

    @property
    def undated(self) -> int:
        """Of how many with a cost of delay nobody knows since when they are ready."""
        return sum(weeks is None for weeks in self.weeks)


@dataclass(frozen=True, slots=True)
class Waste:
    """The whole bill."""

    today: date
    lines: tuple[Line, ...]
    """One for each of `Moves`, in its order; no deliverable is on two of them."""
    ageing: Ageing
    splits: tuple[Split, ...]
    """The most split team first."""
    waiting: Waiting

    def line(self, moves: Moves) -> Line:
        """The line of work whose outcomes do that."""
        return next(line for line in self.lines if line.moves is moves)


def waste_of(
    portfolio: Portfolio, evidence: Mapping[int, Evidence], today: date, ids: Collection[int] | None = None
) -> Waste:
    """The bill of all work, or of these deliverables; the line of ageing and the teams are those of all work even so.

    `evidence` by outcome, as of `today`. What the journal remembers of stages counts where it is written out; see
    `Document.portfolio_with_moves`.
    """
    return waste_with(portfolio, evidence, history_of(portfolio, today), ids)


class Common(NamedTuple):
    """What the bills of all parts of a portfolio have in common."""

    times: Times
    since: Mapping[int, date | None]
    """When each deliverable was committed to, where it is known."""
    splits: tuple[Split, ...]


def common_of(portfolio: Portfolio, history: History) -> Common:
    """To be found once where there are many bills."""
    since = {each.deliverable: each.committed for each in history.passages}
    return Common(times_of(history), since, _splits(portfolio, history.today))


def waste_with(
    portfolio: Portfolio,
    evidence: Mapping[int, Evidence],
    history: History,
    ids: Collection[int] | None = None,
    common: Common | None = None,
) -> Waste:
    """The bill from a history, and what many bills have in common, that are known already."""
    common = common or common_of(portfolio, history)
    items = items_of(portfolio, ids)
    wanted = frozenset(item.id for item in items)
    return Waste(
        history.today,
        _lines(portfolio, evidence, [item for item in items if item.stage in IN_FLIGHT]),
        _ageing(portfolio, common.times, wanted),
        tuple(each for each in common.splits if ids is None or not wanted.isdisjoint(each.deliverables)),
        _waiting(portfolio, history, common.since, [item for item in items if item.stage is Stage.READY]),
    )


def _lines(portfolio: Portfolio, evidence: Mapping[int, Evidence], items: Iterable[Deliverable]) -> tuple[Line, ...]:
    held: dict[Moves, list[Deliverable]] = {each: [] for each in Moves}
    because: dict[Moves, set[int]] = {each: set() for each in Moves}
    for item in items:
        found, outcomes = _moves(portfolio, evidence, item)
        if found is not None:
            held[found].append(item)
            because[found].update(outcomes)
    return tuple(Line(each, amount_of(portfolio, held[each]), tuple(sorted(because[each]))) for each in Moves)


def _moves(
    portfolio: Portfolio, evidence: Mapping[int, Evidence], item: Deliverable
) -> tuple[Moves | None, tuple[int, ...]]:
    moved = [each.outcome for each in portfolio.contributions.by("deliverable", item.id) if each.outcome in evidence]
    verdicts = {each: evidence[each].judgement.verdict for each in moved}
    saying = {outcome: verdict for outcome, verdict in verdicts.items() if verdict in _SAYING}
    if saying and all(verdict in _WORSE or verdict is Verdict.FLAT for verdict in saying.values()):
        worse = tuple(outcome for outcome, verdict in saying.items() if verdict in _WORSE)
        return (Moves.WORSENING, worse) if worse else (Moves.FLAT, tuple(saying))
    if cover_of(portfolio, item.id, evidence)[0] is Cover.UNMEASURED and not saying:
        return Moves.UNMEASURED, ()
    return None, ()


def _ageing(portfolio: Portfolio, times: Times, wanted: Collection[int]) -> Ageing:
    over = [each for each in times.ages if each.over and each.deliverable in wanted]
    items = [portfolio.deliverables[each.deliverable] for each in over]
    return Ageing(times.expected, amount_of(portfolio, items), tuple(each.age for each in over))


def _splits(portfolio: Portfolio, today: date) -> tuple[Split, ...]:
    by_team: dict[int, list[int]] = {}
    for item in items_of(portfolio):
        if item.stage is Stage.DELIVERY:
            for demand in portfolio.demands.by("deliverable", item.id):
                by_team.setdefault(demand.team, []).append(item.id)
    held = [Split(team, usual_members(portfolio, team, today), tuple(items)) for team, items in by_team.items()]
    found = [each for each in held if len(each.deliverables) > each.most]
    return tuple(sorted(found, key=lambda each: (each.most - len(each.deliverables), each.team)))


def _waiting(
    portfolio: Portfolio, history: History, since: Mapping[int, date | None], items: Collection[Deliverable]
) -> Waiting:
    costs = sorted(
        ((item, item.cost_of_delay) for item in items if item.cost_of_delay), key=lambda each: (-each[1], each[0].id)
    )
    days = [since.get(item.id) for item, _ in costs]
    return Waiting(
        amount_of(portfolio, items),
        tuple(item.id for item, _ in costs),
        tuple(cost for _, cost in costs),
        tuple(None if day is None else (history.today - day).days / 7 for day in days),
    )
