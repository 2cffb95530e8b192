"""Now, next and later as data: cards in columns, in lanes, in the manager's order. Window and paper show the same."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.horizons import ORDER, Quarters, When, when_of
from deliverydesk.charts.common import product_codes, product_numbers
from deliverydesk.charts.format import EN_DASH, MONTHS, day, number
from deliverydesk.charts.roadmap import REST, Grouping
from deliverydesk.charts.roadmap_lanes import main_teams
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Deliverable, Demand, Dependency, Product, Settings, Team
from deliverydesk.domain.estimates import effort_of
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_SMALL_CHANGE = 200
NAMES: dict[When, str] = {
    "now": trc("column of the board", "Now"),
    "next": trc("column of the board", "Next"),
    "later": trc("column of the board", "Later"),
    "unplanned": trc("column of the board", "Unplanned"),
}


class Card(NamedTuple):
    """One deliverable in column `when` of lane `lane` (from 0)."""

    id: int
    when: When
    lane: int
    code: str
    number: int
    """The number of its product's colour, from 1; 0 for no product."""
    title: str
    stage: str
    team: str
    effort: float | None
    dates: str
    problem: str
    """What is wrong with its dates, in a sentence; empty where nothing is."""

    @property
    def facts(self) -> str:
        """Team, effort and dates on one line."""
        return ", ".join(filter(None, [self.team, self.short]))

    @property
    def short(self) -> str:
        """Effort and dates, where there is no room for more."""
        effort = tr("{n} pw", n=number(self.effort)) if self.effort is not None else ""
        return ", ".join(filter(None, [effort, self.dates]))


class BoardLane(NamedTuple):
    """A lane of cards; `number` is that of its product's colour."""

    key: object
    name: str
    code: str
    number: int


@dataclass(frozen=True)
class HorizonBoard:
    """All cards by lane and column, each list in the manager's order."""

    by: Grouping
    quarters: Quarters
    lanes: tuple[BoardLane, ...]
    cards: Mapping[int, Card]
    cells: Mapping[tuple[int, When], tuple[Card, ...]]
    source: str = ""
    title: str = tr("Now, next, later")

    @property
    def takeaway(self) -> str:
        """How many cards each column has."""
        return summary(self)

    @property
    def table(self) -> TableData:
        """The cards as rows."""
        return board_table(self)

    def count(self, when: When) -> int:
        """How many cards a column has."""
        return sum(len(cards) for (_, column), cards in self.cells.items() if column == when)

    def effort(self, when: When) -> float:
        """The person-weeks of a column, as far as they are estimated."""
        return sum(card.effort or 0.0 for (_, column), cards in self.cells.items() if column == when for card in cards)

    def period(self, when: When) -> str:
        """The days that a column stands for, in words."""
        quarters = self.quarters
        if when == "unplanned":
            return tr("no dates")
        begin = {"now": quarters.now, "next": quarters.next, "later": quarters.later}[when]
        if when == "later":
            return tr("from {month} {year}", month=MONTHS[begin.month - 1], year=begin.year)
        last = (quarters.next if when == "now" else quarters.later) - timedelta(days=1)
        return f"{MONTHS[begin.month - 1]} {EN_DASH} {MONTHS[last.month - 1]} {last.year}"


def build_board(portfolio: Portfolio, *, today: date, by: Grouping = "product", source: str = "") -> HorizonBoard:
    """The board of a portfolio, in lanes by the same kinds as the roadmap's. Takes time linear in the deliverables."""
    maker = _Maker(portfolio, today, by, main_teams(portfolio).get)
    found: dict[object, list[tuple[Deliverable, When]]] = {}
    for one in portfolio.ranking:
        item = portfolio.deliverables[one]
        when = when_of(item, maker.quarters)
        if when is not None:
            found.setdefault(maker.key(item), []).append((item, when))
    lanes = _lanes(portfolio, by, set(found), maker.codes, maker.numbers)
    cards: dict[int, Card] = {}
    cells: dict[tuple[int, When], list[Card]] = {(at, when): [] for at in range(len(lanes)) for when in ORDER}
    for at, lane in enumerate(lanes):
        for item, when in found.get(lane.key, ()):
            card = cards[item.id] = maker.card(item, when, at)
            cells[at, when].append(card)
    return HorizonBoard(by, maker.quarters, lanes, cards, {spot: tuple(each) for spot, each in cells.items()}, source)


def after(board: HorizonBoard, portfolio: Portfolio, change_set: ChangeSet) -> HorizonBoard:
    """The board after a change set that led to `portfolio`; a few changed items cost no more than their cells."""
    made = changed(board, portfolio, change_set)
    if made is None:
        made = build_board(portfolio, today=board.quarters.today, by=board.by, source=board.source)
    return made


def changed(board: HorizonBoard, portfolio: Portfolio, change_set: ChangeSet) -> HorizonBoard | None:
    """The same where it costs no more than a few cells; None where all of it is to be built anew."""
    if change_set.touches(Product, Team, Settings) or len(change_set.changes) > _SMALL_CHANGE:
        return None
    ids = _touched(portfolio, change_set)
    if not ids:
        return board
    maker = _Maker(portfolio, board.quarters.today, board.by, lambda one: _main_team(portfolio, one))
    lane_of = {lane.key: at for at, lane in enumerate(board.lanes)}
    cards = dict(board.cards)
    cells: dict[tuple[int, When], list[Card]] = {}
    # all of them out before any goes in again: among others that are to go, no place can be found
    for one in ids:
        old = cards.pop(one, None)
        if old is not None:
            cells.setdefault((old.lane, old.when), list(board.cells[old.lane, old.when])).remove(old)
    for one in ids:
        item = portfolio.deliverables.get(one)
        when = when_of(item, maker.quarters) if item is not None else None
        if item is None or when is None:
            continue
        lane = lane_of.get(maker.key(item))
        if lane is None:
            return None
        card = cards[one] = maker.card(item, when, lane)
        insort(
            cells.setdefault((lane, when), list(board.cells[lane, when])),
            card,
            key=lambda each: portfolio.deliverables[each.id].order_key,
        )
    made = {**board.cells, **{spot: tuple(each) for spot, each in cells.items()}}
    if any(not any(made[lane, when] for when in ORDER) for lane, _ in cells):
        return None
    return HorizonBoard(board.by, board.quarters, board.lanes, cards, made, board.source)


def _touched(portfolio: Portfolio, change_set: ChangeSet) -> set[int]:
    """The deliverables whose cards a change set may change: its own, and those that wait for them."""
    images = [image for change in change_set.changes for image in (change.before, change.after) if image is not None]
    ids = {image.id for image in images if isinstance(image, Deliverable)}
    ids |= {link.successor for one in ids for link in portfolio.dependencies.by("predecessor", one)}
    ids |= {image.deliverable for image in images if isinstance(image, Demand)}
    return ids | {image.successor for image in images if isinstance(image, Dependency)}


def _main_team(portfolio: Portfolio, one: int) -> int | None:
    best = max(portfolio.demands.by("deliverable", one), key=lambda demand: demand.likely or 0.0, default=None)
    return best.team if best is not None else None


class _Maker:
    """Makes the cards of one portfolio. `team_of` names a deliverable's main team."""

    def __init__(self, portfolio: Portfolio, today: date, by: Grouping, team_of: Callable[[int], int | None]) -> None:
        self._portfolio, self._today, self._by, self._team_of = portfolio, today, by, team_of
        self.quarters = Quarters.of(today, portfolio.settings.fiscal_year_start)
        self.codes, self.numbers = product_codes(portfolio), product_numbers(portfolio)

    def key(self, item: Deliverable) -> object:
        """The key of the lane that an item belongs to."""
        if self._by == "none":
            return None
        if self._by == "team":
            return self._team_of(item.id)
        return getattr(item, self._by, None) or None

    def card(self, item: Deliverable, when: When, lane: int) -> Card:
        """An item's card."""
        team = self._portfolio.teams.get(self._team_of(item.id))
        return Card(
            item.id,
            when,
            lane,
            self.codes.get(item.product, "") if item.product is not None else "",
            self.numbers.get(item.product, 0) if item.product is not None else 0,
            item.title,
            choice_words(item.stage),
            team.name if team is not None else "",
            effort_of(self._portfolio, item).likely,
            _dates(item, self._today),
            problem_of(self._portfolio, item, self._today),
        )


def _lanes(
    portfolio: Portfolio, by: Grouping, keys: set[object], codes: Mapping[int, str], numbers: Mapping[int, int]
) -> tuple[BoardLane, ...]:
    if by == "none":
        return (BoardLane(None, REST["none"], "", 0),)
    made: list[BoardLane] = []
    if by == "product":
        made = [BoardLane(one.id, one.name, codes[one.id], numbers[one.id]) for one in portfolio.products]
    elif by == "team":
        made = [BoardLane(one.id, one.name, "", 0) for one in portfolio.teams]
    else:
        known = sorted(key for key in keys if key is not None)  # type: ignore[type-var]
        names = {key: tr("Horizon {horizon}", horizon=key) if by == "horizon" else str(key) for key in known}
        made = [BoardLane(key, name, "", 0) for key, name in names.items()]
    made = [lane for lane in made if lane.key in keys]
    if None in keys or not made:
        made.append(BoardLane(None, REST[by], "", 0))
    return tuple(made)


def _dates(item: Deliverable, today: date) -> str:
    start, end = item.planned_start, item.planned_end
    if start is not None and end is not None:
        return f"{day(start, today)} {EN_DASH} {day(end, today)}"
    if start is not None:
        return tr("from {day}", day=day(start, today))
    if end is not None:
        return tr("to {day}", day=day(end, today))
    return tr("target {day}", day=day(item.target_date, today)) if item.target_date is not None else ""


def problem_of(portfolio: Portfolio, item: Deliverable, today: date) -> str:
    """What is wrong with the dates of a deliverable: it starts too early, or should have started."""
    for link in portfolio.dependencies.by("successor", item.id):
        first = portfolio.deliverables[link.predecessor]
        if item.planned_start is not None and first.planned_end is not None and first.planned_end >= item.planned_start:
            return tr("Starts before “{title}” ends on {day}.", title=first.title, day=day(first.planned_end, today))
    begun = item.actual_start is not None or item.stage.value in ("delivery", "improving")
    if item.planned_start is not None and item.planned_start < today and not begun:
        return tr("Should have started on {day}.", day=day(item.planned_start, today))
    return ""


def card_words(board: HorizonBoard, card: Card) -> str:
    """A card in a few lines, for tooltips and screen readers."""
    where = f"{NAMES[card.when]}, {board.lanes[card.lane].name}" if board.by != "none" else NAMES[card.when]
    return "\n".join(filter(None, [card.title, f"{where}, {card.stage}", card.facts, card.problem]))


def board_table(board: HorizonBoard) -> TableData:
    """A row a card: column, lane, title, and what its card says."""
    columns = (
        Column(tr("When"), "text", 10),
        Column(tr("Lane"), "text", 16),
        Column(tr("Title"), "text", 34),
        Column(tr("Stage"), "text", 10),
        Column(tr("Team"), "text", 14),
        Column(tr("Effort"), "number", 8, tr("pw")),
        Column(tr("Dates"), "text", 18),
        Column(tr("What is wrong"), "text", 34),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            NAMES[when],
            board.lanes[lane].name,
            card.title,
            card.stage,
            card.team,
            card.effort,
            card.dates,
            card.problem,
        )
        for when in ORDER
        for lane in range(len(board.lanes))
        for card in board.cells[lane, when]
    ]
    return TableData(board.title, columns, tuple(rows))


def summary(board: HorizonBoard) -> str:
    """Like "12 items now, 7 next, 9 later, 3 unplanned"."""
    return trn(
        "{n} item now, {next} next, {later} later, {unplanned} unplanned",
        "{n} items now, {next} next, {later} later, {unplanned} unplanned",
        board.count("now"),
        n=number(board.count("now"), 0),
        next=number(board.count("next"), 0),
        later=number(board.count("later"), 0),
        unplanned=number(board.count("unplanned"), 0),
    )
