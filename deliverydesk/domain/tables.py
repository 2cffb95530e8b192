"""The tables of a portfolio, each by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from deliverydesk.domain.entities import (
    SETTINGS_ID,
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.domain.table import Table

E = TypeVar("E", bound=Entity)


class Tables:
    """One table for each type of entity, by type or by name."""

    __slots__ = ("_tables",)

    _tables: dict[type[Entity], Table[Any]]
    """Those of the types that are referred to before those that refer to them."""

    def table(self, entity_type: type[E]) -> Table[E]:
        """The entities of one type."""
        return cast("Table[E]", self._tables[entity_type])

    def entities(self) -> Iterator[Entity]:
        """Every entity, referred-to ones before those that refer to them."""
        for table in self._tables.values():
            yield from table

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
