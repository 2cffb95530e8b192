"""The portfolio: the only truth in memory. Tables of frozen entities and the manager's order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    SETTINGS_ID,
    TABLE_NAMES,
    Absence,
    AcceptedLoad,
    AgendaItem,
    Allocation,
    Approval,
    Assumption,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Event,
    EventMark,
    FollowUp,
    Forecast,
    FormerTarget,
    Gate,
    GatePass,
    Guardrail,
    Holiday,
    Loan,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Override,
    Pack,
    Person,
    Phase,
    Product,
    Rating,
    Review,
    ReviewEntry,
    SavedView,
    Scenario,
    Settings,
    StageDate,
    StageLimit,
    Team,
)
from deliverydesk.domain.ranking import Ranking
from deliverydesk.domain.table import LateTable, Table
from deliverydesk.domain.values import NumberStyle
from deliverydesk.support.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet

E = TypeVar("E", bound=Entity)


_NUMBERS = {"de": NumberStyle.COMMA}
"""How numbers are written where a language is spoken, but for the usual decimal point."""


class Portfolio:
    """An immutable snapshot. `after(change_set)` gives the next one and shares all tables that did not change."""

    __slots__ = ("_archived", "_live", "_ranking", "_tables", "next_id")

    def __init__(self, tables: Mapping[type[Entity], Table[Any]] | None = None, next_id: int | None = None) -> None:
        """`tables` by entity type; missing ones are empty. `next_id` is above every id ever used."""
        given = tables or {}
        self._tables: dict[type[Entity], Table[Any]] = {
            entity_type: given.get(entity_type, Table()) for entity_type in ENTITY_TYPES.values()
        }
        if not self._tables[Settings]:
            self._tables[Settings] = Table.of([Settings(SETTINGS_ID)])
        highest = max((table.highest_id for table in self._tables.values()), default=0)
        self.next_id = max(next_id or 0, highest + 1)
        self._ranking: Ranking | None = None
        self._archived: Sequence[int] | None = None
        self._live: Sequence[int] | None = None

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Portfolio:
        """A portfolio of these entities."""
        gathered: dict[type[Entity], dict[int, Entity]] = {}
        for entity in entities:
            gathered.setdefault(type(entity), {})[entity.id] = entity
        return cls({entity_type: Table(rows) for entity_type, rows in gathered.items()})

    @classmethod
    def begun(cls, name: str = "") -> Portfolio:
        """An empty portfolio that writes numbers as the language of the program does; its settings can change that."""
        settings = Settings(SETTINGS_ID)
        style = _NUMBERS.get(language(), settings.number_style)
        return cls.of([replace(settings, name=name or settings.name, number_style=style)])

    def table(self, entity_type: type[E]) -> Table[E]:
        """The entities of one type."""
        return cast("Table[E]", self._tables[entity_type])

    def entities(self) -> Iterator[Entity]:
        """Every entity, referred-to ones before those that refer to them."""
        for table in self._tables.values():
            yield from table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Portfolio) and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table)} {TABLE_NAMES[kind]}" for kind, table in self._tables.items() if len(table))
        return f"Portfolio({counts})"

    @property
    def settings(self) -> Settings:
        """What holds for the whole portfolio."""
        return self.table(Settings)[SETTINGS_ID]

    @property
    def products(self) -> Table[Product]:
        """All products."""
        return self.table(Product)

    @property
    def outcomes(self) -> Table[Outcome]:
        """All outcomes."""
        return self.table(Outcome)

    @property
    def measurements(self) -> Table[Measurement]:
        """All measurements."""
        return self.table(Measurement)

    @property
    def deliverables(self) -> Table[Deliverable]:
        """All deliverables, in no particular order; `ranking` has the order."""
        return self.table(Deliverable)

    @property
    def contributions(self) -> Table[Contribution]:
        """All contributions."""
        return self.table(Contribution)

    @property
    def teams(self) -> Table[Team]:
        """All teams."""
        return self.table(Team)

    @property
    def absences(self) -> Table[Absence]:
        """All exceptions to teams' capacity."""
        return self.table(Absence)

    @property
    def demands(self) -> Table[Demand]:
        """All demands on teams."""
        return self.table(Demand)

    @property
    def dependencies(self) -> Table[Dependency]:
        """All dependencies."""
        return self.table(Dependency)

    @property
    def milestones(self) -> Table[Milestone]:
        """All milestones."""
        return self.table(Milestone)

    @property
    def criteria(self) -> Table[Criterion]:
        """The criteria of the weighted model."""
        return self.table(Criterion)

    @property
    def ratings(self) -> Table[Rating]:
        """All ratings by criterion."""
        return self.table(Rating)

    @property
    def former_targets(self) -> Table[FormerTarget]:
        """What outcomes were to reach before that was changed."""
        return self.table(FormerTarget)

    @property
    def overrides(self) -> Table[Override]:
        """All moves that went against the score."""
        return self.table(Override)

    @property
    def stage_limits(self) -> Table[StageLimit]:
        """The limits of work in progress, at most one a stage."""
        return self.table(StageLimit)

    @property
    def baselines(self) -> Table[Baseline]:
        """All saved plans."""
        return self.table(Baseline)

    @property
    def baseline_items(self) -> Table[BaselineItem]:
        """How deliverables were planned in saved plans."""
        return self.table(BaselineItem)

    @property
    def saved_views(self) -> Table[SavedView]:
        """All ways of looking that were given a name."""
        return self.table(SavedView)

    @property
    def packs(self) -> Table[Pack]:
        """All decks that are made again and again."""
        return self.table(Pack)

    @property
    def phases(self) -> Table[Phase]:
        """The phases of behaviour charts."""
        return self.table(Phase)

    @property
    def events(self) -> Table[Event]:
        """What came from outside."""
        return self.table(Event)

    @property
    def event_marks(self) -> Table[EventMark]:
        """What events touch."""
        return self.table(EventMark)

    @property
    def agenda_items(self) -> Table[AgendaItem]:
        """What is proposed for the next review, and was for former ones."""
        return self.table(AgendaItem)

    @property
    def stage_dates(self) -> Table[StageDate]:
        """Days on which deliverables came to stages, beside the portfolio's own history."""
        return self.table(StageDate)

    @property
    def milestone_items(self) -> Table[MilestoneItem]:
        """What must be done for milestones to be met."""
        return self.table(MilestoneItem)

    @property
    def forecasts(self) -> Table[Forecast]:
        """The forecasts that were kept."""
        return self.table(Forecast)

    @property
    def people(self) -> Table[Person]:
        """The people of teams, where they are known."""
        return self.table(Person)

    @property
    def holidays(self) -> Table[Holiday]:
        """Days on which nobody works."""
        return self.table(Holiday)

    @property
    def loans(self) -> Table[Loan]:
        """People lent from team to team."""
        return self.table(Loan)

    @property
    def accepted_loads(self) -> Table[AcceptedLoad]:
        """Overloads that were accepted."""
        return self.table(AcceptedLoad)

    @property
    def allocations(self) -> Table[Allocation]:
        """What was allocated by hand, week by week."""
        return self.table(Allocation)

    @property
    def guardrails(self) -> Table[Guardrail]:
        """The bands of shares of effort."""
        return self.table(Guardrail)

    @property
    def gates(self) -> Table[Gate]:
        """The conditions of readiness."""
        return self.table(Gate)

    @property
    def gate_passes(self) -> Table[GatePass]:
        """Which deliverables meet which gates."""
        return self.table(GatePass)

    @property
    def approvals(self) -> Table[Approval]:
        """What was vetted as a whole."""
        return self.table(Approval)

    @property
    def reviews(self) -> Table[Review]:
        """All reviews, held and to come."""
        return self.table(Review)

    @property
    def review_entries(self) -> Table[ReviewEntry]:
        """What reviews said through their lenses."""
        return self.table(ReviewEntry)

    @property
    def decisions(self) -> Table[Decision]:
        """All decisions."""
        return self.table(Decision)

    @property
    def assumptions(self) -> Table[Assumption]:
        """What decisions take for granted."""
        return self.table(Assumption)

    @property
    def follow_ups(self) -> Table[FollowUp]:
        """What was taken on in reviews and by decisions."""
        return self.table(FollowUp)

    @property
    def scenarios(self) -> Table[Scenario]:
        """All what-ifs."""
        return self.table(Scenario)

    @property
    def ranking(self) -> Ranking:
        """The manager's order of all deliverables."""
        if self._ranking is None:
            self._ranking = Ranking(self.deliverables.values("order_key", "id"))
        return self._ranking

    @property
    def live(self) -> Sequence[int]:
        """The ids of all deliverables that are not archived, in the manager's order. Not to be changed."""
        if self._live is None:
            ids, archived = self.ranking.ids, {entity_id for _key, entity_id in self._archived_rows()}
            self._live = [entity_id for entity_id in ids if entity_id not in archived] if archived else ids
        return self._live

    @property
    def archived_keys(self) -> Sequence[int]:
        """The order keys of what is archived, ascending."""
        if self._archived is None:
            self._archived = sorted(key for key, _id in self._archived_rows())
        return self._archived

    def _archived_rows(self) -> Iterable[tuple[Any, ...]]:
        """The order key and id of what is archived, for which no deliverable needs to be read whole."""
        return self.deliverables.values_where("archived", True, "order_key", "id")

    def rank(self, deliverable_id: int) -> int:
        """The manager's rank of a deliverable, from 1, counted among those that are not archived.

        What is archived keeps its place in the order, so that it comes back to where it was; asked for its rank, it
        gets the one that it would come back to.
        """
        key = self.deliverables[deliverable_id].order_key
        return self.ranking.position(key) + 1 - bisect_left(self.archived_keys, key)

    def measurements_of(self, outcome_id: int) -> list[Measurement]:
        """The measurements of an outcome, by date and then by id."""
        return sorted(self.measurements.by("outcome", outcome_id), key=attrgetter("date", "id"))

    def read_some(self) -> bool:
        """Read a little of what was left for later. False once nothing is left. Raises what reading raises."""
        for entity_type, table in self._tables.items():
            if isinstance(table, LateTable):
                table.read_some()
                if table.is_read:
                    self._tables[entity_type] = table.settled()
                return True
        return False

    def after(self, change_set: ChangeSet) -> Portfolio:
        """The portfolio after the changes. Rules are not looked at here; see `domain.rules`.

        Raises ValueError where two deliverables would share an order key.
        """
        portfolio: Portfolio = Portfolio.__new__(Portfolio)
        portfolio._tables = dict(self._tables)
        for entity_type, alike in change_set.by_type.items():
            portfolio._tables[entity_type] = self._tables[entity_type].with_changes(alike.changes)
        highest = max((max(alike.ids) for alike in change_set.by_type.values()), default=0)
        portfolio.next_id = max(self.next_id, highest + 1)
        portfolio._ranking = self._ranking
        portfolio._archived, portfolio._live = self._archived, self._live
        if changes := change_set.of(Deliverable):
            # The ids in order are cheap to gather anew; the keys only where one of what is archived has changed.
            portfolio._live = None
            if any(_archived_key(c.before) != _archived_key(c.after) for c in changes):
                portfolio._archived = None
            rekeyed = [
                (change.id, before, after)
                for change in changes
                for before, after in [(_order_key(change.before), _order_key(change.after))]
                if before != after
            ]
            if rekeyed:
                portfolio._ranking = self.ranking.with_keys(rekeyed)
        return portfolio


def _archived_key(entity: Entity | None) -> int | None:
    return entity.order_key if isinstance(entity, Deliverable) and entity.archived else None


def _order_key(entity: Entity | None) -> int | None:
    return entity.order_key if isinstance(entity, Deliverable) else None
