"""The briefing: what deserves attention in a portfolio or in one product, found by rules from the figures.

A point is a matter, the ids it stands on and its figures; `briefing_words` turns it into a sentence. There is no point
where there is nothing to say, and equal figures give equal briefings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.coverage import Amount, Cover, Coverage, amount_of, coverage_of, items_of
from deliverydesk.analysis.divergence import Region
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.today import overdue, stale
from deliverydesk.analysis.waste import Moves, Waste, common_of, waste_with
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.analysis.divergence import Divergence
    from deliverydesk.analysis.evidence.page import Evidence, Page
    from deliverydesk.analysis.flow.history import History
    from deliverydesk.analysis.today import Overdue, Stale
    from deliverydesk.analysis.waste import Common
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress


class Matter(Enum):
    """What a point is about, in the order in which it deserves attention."""

    NOTHING_YET = auto()
    """There is neither work nor an outcome: what to do first."""
    NO_OUTCOMES = auto()
    NO_WORK = auto()
    ALARM = auto()
    """Outcomes whose chance was 10 % or less at two readings in a row; `reach.alarm`."""
    WORSE = auto()
    """Outcomes that worsen or are outside their bounds, those of ALARM left out."""
    GREEN = auto()
    """Work on time whose outcome is unlikely to be reached; see `divergence.Region`."""
    NOTHING_MOVES = auto()
    """Work in flight of which every outcome with a verdict is flat or worse, that of GREEN left out."""
    WAITED = auto()
    """Proposals on the agenda whose day is over."""
    EVENT = auto()
    """One event that asks for a fresh look."""
    UNCOVERED = auto()
    """Effort to come without a measured outcome."""
    WAITING = auto()
    """Ready work that waits, with its cost of delay."""
    AGEING = auto()
    SPLIT = auto()
    """Teams with more in delivery than half their people."""
    OVERDUE = auto()
    STALE = auto()
    """Outcomes that wait for a value."""
    TOO_EARLY = auto()
    """Outcomes with too few readings for a verdict."""
    IMPROVING = auto()
    OUTCOME = auto()
    """One outcome with its evidence, the least likely to be reached first; of a product only."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say, with what it stands on. Which figures there are depends on the matter."""

    matter: Matter
    deliverables: tuple[int, ...] = ()
    outcomes: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    agenda: tuple[int, ...] = ()
    whole: int = 0
    """Of how many it is some."""
    effort: float | None = None
    """Person-weeks still to come."""
    unestimated: int = 0
    """Deliverables without an estimate, of which `effort` says nothing."""
    share: float | None = None
    """0 to 1."""
    money: float | None = None
    """Still to be spent; of WAITING, the cost of delay per week."""
    lacking: int = 0
    """Of WAITING: ready deliverables without a cost of delay."""
    so_far: float | None = None
    """Of WAITING: what waiting has cost, of what is known to be ready since a day."""
    counts: tuple[int, ...] = ()
    """Beside the ids: days since the last reading (STALE, -1 for never), since the target (OVERDUE), since it was begun
    (AGEING); deliverables in delivery at once (SPLIT).
    """
    people: tuple[float, ...] = ()
    """Of SPLIT, beside the teams: full-time equivalents."""
    line: float | None = None
    """Of AGEING: days that 85 % of finished work kept."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What deserves attention on a day, first things first."""

    today: date
    product: int | None
    """None: the whole portfolio."""
    points: tuple[Point, ...]


def briefing_of(
    portfolio: Portfolio, page: Page, *, divergence: Divergence | None = None, product: int | None = None
) -> Briefing:
    """The briefing of the portfolio, or of one product, from the evidence of all outcomes.

    What the journal remembers of stages counts where it is written out; see `Document.portfolio_with_moves`.
    """
    return _Rules(portfolio, page, divergence, _ground_of(portfolio, page), product).briefing()


def briefings_of(
    portfolio: Portfolio, page: Page, *, divergence: Divergence | None = None, progress: Progress = no_progress
) -> dict[int | None, Briefing]:
    """The briefing of the portfolio, at None, and that of each product by its id. `progress` may stop it."""
    ground = _ground_of(portfolio, page)
    briefings: dict[int | None, Briefing] = {}
    of = [None, *sorted(portfolio.products.ids)]
    for done, each in enumerate(of):
        progress(done, len(of))
        briefings[each] = _Rules(portfolio, page, divergence, ground, each).briefing()
    return briefings


class _Ground(NamedTuple):
    """What the briefings of all products have in common; each of them looks at its own part of it."""

    history: History
    bills: Common
    items: Mapping[int | None, Sequence[Deliverable]]
    """By product, in the manager's order; all of them at None."""
    overdue: Sequence[Overdue]
    stale: Sequence[Stale]


def _ground_of(portfolio: Portfolio, page: Page) -> _Ground:
    history = history_of(portfolio, page.today)
    every = items_of(portfolio)
    items: dict[int | None, list[Deliverable]] = {None: every}
    for item in every:
        if item.product is not None:
            items.setdefault(item.product, []).append(item)
    late, old = overdue(portfolio, page.today), stale(portfolio, page.today)
    return _Ground(history, common_of(portfolio, history), items, late, old)


class _Rules:
    """The rules, over what they all look at."""

    def __init__(
        self,
        portfolio: Portfolio,
        page: Page,
        divergence: Divergence | None,
        ground: _Ground,
        product: int | None,
    ) -> None:
        self._portfolio, self._page, self._product = portfolio, page, product
        self._ground, self._items = ground, ground.items.get(product, ())
        self._ids = frozenset(item.id for item in self._items)
        self._evidence: dict[int, Evidence] = {
            each.id: page.evidence[each.id]
            for each in portfolio.outcomes
            if each.id in page.evidence and (product is None or each.product == product)
        }
        ids = None if product is None else self._ids
        self._coverage: Coverage = coverage_of(portfolio, page.evidence, page.today, ids)
        self._waste: Waste = waste_with(portfolio, page.evidence, ground.history, ids, ground.bills)
        self._divergence = divergence

    def briefing(self) -> Briefing:
        """All points."""
        begin = self._begin()
        points = [begin] if begin is not None else []
        if begin is None or begin.matter is not Matter.NOTHING_YET:
            points += self._outcomes_in_trouble()
            points += self._moving_nothing()
            points += [*self._agenda(), *self._events()]
            points += self._bill() if begin is None else ()
            points += self._due()
            points += self._rest()
        return Briefing(self._page.today, self._product, tuple(points))

    def _begin(self) -> Point | None:
        if self._product is not None and (self._items or self._evidence):
            return None
        if not self._items and not self._evidence:
            return Point(Matter.NOTHING_YET)
        if not self._evidence:
            return Point(Matter.NO_OUTCOMES, self._of(self._items))
        return None if self._items else Point(Matter.NO_WORK, outcomes=tuple(self._evidence))

    @staticmethod
    def _of(items: Iterable[Deliverable]) -> tuple[int, ...]:
        return tuple(item.id for item in items)

    def _outcomes_in_trouble(self) -> Sequence[Point]:
        whole = len(self._evidence)
        alarming = self._by_reach(each for each in self._evidence.values() if each.reach.alarm)
        worse = [
            each.outcome
            for each in self._evidence.values()
            if each.judgement.verdict in (Verdict.WORSENING, Verdict.OUTSIDE) and not each.reach.alarm
        ]
        found = [Point(Matter.ALARM, outcomes=alarming, whole=whole)] if alarming else []
        return [*found, Point(Matter.WORSE, outcomes=tuple(worse), whole=whole)] if worse else found

    @staticmethod
    def _by_reach(told: Iterable[Evidence]) -> tuple[int, ...]:
        order = sorted(told, key=lambda each: (2.0 if each.reach.p is None else each.reach.p, each.outcome))
        return tuple(each.outcome for each in order)

    def _moving_nothing(self) -> Sequence[Point]:
        places = () if self._divergence is None else self._divergence.of_region(Region.GREEN_MOVES_NOTHING)
        green = [place for place in places if place.deliverable in self._ids]
        points = []
        if green:
            outcomes = {place.outcome for place in green if place.outcome is not None}
            points.append(self._amount(Matter.GREEN, [place.deliverable for place in green], outcomes))
        known = {place.deliverable for place in green}
        lines = [self._waste.line(each) for each in (Moves.WORSENING, Moves.FLAT)]
        rest = [each for line in lines for each in line.amount.deliverables if each not in known]
        if rest:
            because = {outcome for line in lines for outcome in line.outcomes}
            touched = {each.outcome for one in rest for each in self._portfolio.contributions.by("deliverable", one)}
            points.append(self._amount(Matter.NOTHING_MOVES, rest, because & touched))
        return points

    def _amount(self, matter: Matter, deliverables: Sequence[int], outcomes: Collection[int] = ()) -> Point:
        wanted = frozenset(deliverables)
        amount = amount_of(self._portfolio, [item for item in self._items if item.id in wanted])
        return _with(matter, amount, outcomes)

    def _agenda(self) -> Sequence[Point]:
        over = [
            each
            for each in self._portfolio.agenda_items
            if each.closed is None
            and each.until is not None
            and each.until <= self._page.today
            and (each.deliverable in self._ids or each.outcome in self._evidence)
        ]
        if not over:
            return ()
        over.sort(key=lambda each: (each.until or self._page.today, each.id))
        return [
            Point(
                Matter.WAITED,
                _distinct(each.deliverable for each in over),
                _distinct(each.outcome for each in over),
                agenda=tuple(each.id for each in over),
            )
        ]

    def _events(self) -> Iterable[Point]:
        for event in sorted(self._portfolio.events, key=lambda each: (each.start, each.id)):
            if event.start > self._page.today:
                continue
            marks = [each for each in self._portfolio.event_marks.by("event", event.id) if each.seen is None]
            outcomes = _distinct(each.outcome for each in marks if each.outcome in self._evidence)
            deliverables = _distinct(each.deliverable for each in marks if each.deliverable in self._ids)
            if outcomes or deliverables:
                yield Point(Matter.EVENT, deliverables, outcomes, events=(event.id,))

    def _bill(self) -> Iterable[Point]:
        bare = self._coverage.whole.amount(Cover.UNMEASURED)
        if bare.deliverables:
            share = self._coverage.share(Cover.UNMEASURED)
            yield _with(Matter.UNCOVERED, bare, share=share)
        waiting = self._waste.waiting
        if waiting.amount.deliverables:
            dearest = (*waiting.costed, *(each for each in waiting.amount.deliverables if each not in waiting.costed))
            yield Point(Matter.WAITING, dearest, money=waiting.total, lacking=waiting.uncosted, so_far=waiting.so_far)
        ageing = self._waste.ageing
        if ageing.amount.deliverables:
            yield Point(Matter.AGEING, ageing.amount.deliverables, counts=ageing.ages, line=ageing.level.days)
        splits = self._waste.splits
        if splits:
            items = _distinct(item for each in splits for item in each.deliverables if item in self._ids)
            yield Point(
                Matter.SPLIT,
                items,
                teams=tuple(each.team for each in splits),
                counts=tuple(len(each.deliverables) for each in splits),
                people=tuple(each.people for each in splits),
            )

    def _due(self) -> Iterable[Point]:
        late = [each for each in self._ground.overdue if each.deliverable in self._ids]
        if late:
            yield Point(
                Matter.OVERDUE, tuple(each.deliverable for each in late), counts=tuple(each.days for each in late)
            )
        old = [each for each in self._ground.stale if each.outcome in self._evidence]
        if old:
            days = tuple(-1 if each.progress.days_since is None else each.progress.days_since for each in old)
            yield Point(Matter.STALE, outcomes=tuple(each.outcome for each in old), counts=days)

    def _rest(self) -> Iterable[Point]:
        by_verdict: dict[Verdict, list[int]] = {each: [] for each in Verdict}
        for outcome, told in self._evidence.items():
            if len(told.readings):  # what was never read is stale already
                by_verdict[told.judgement.verdict].append(outcome)
        whole = len(self._evidence)
        if early := by_verdict[Verdict.TOO_FEW]:
            yield Point(Matter.TOO_EARLY, outcomes=tuple(early), whole=whole)
        if better := by_verdict[Verdict.IMPROVING]:
            yield Point(Matter.IMPROVING, outcomes=tuple(better), whole=whole)
        if self._product is not None:
            read = self._by_reach(each for each in self._evidence.values() if len(each.readings))
            yield from (Point(Matter.OUTCOME, outcomes=(each,)) for each in read)


def _with(matter: Matter, amount: Amount, outcomes: Collection[int] = (), share: float | None = None) -> Point:
    return Point(
        matter,
        amount.deliverables,
        tuple(sorted(outcomes)),
        effort=amount.effort,
        unestimated=amount.unestimated,
        money=amount.money,
        share=share,
    )


def _distinct(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each for each in ids if each is not None))
