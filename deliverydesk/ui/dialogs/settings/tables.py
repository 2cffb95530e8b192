"""What the tables of the settings hold and how each cell is edited. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from deliverydesk.actions import records
from deliverydesk.analysis.words import listed
from deliverydesk.charts.format import with_unit
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import (
    Absence,
    Criterion,
    Entity,
    Gate,
    Loan,
    Person,
    Product,
    StageLimit,
    Team,
    caption,
    singular,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import OPEN_STAGES, GateCheck, LifeStage, Stage
from deliverydesk.domain.wording import article, counted, named
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.rows import Common, Row, needed, reading_day
from deliverydesk.ui.typed import Action


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width (0 shares what is left) and the row that one of its cells is."""

    title: str
    width: int
    make: Callable[[Common[Any]], Row]
    right: bool = False


class TableWords(NamedTuple):
    """The words for what can be done with the rows of a table."""

    add: str
    choose: str
    """Why nothing can be deleted yet."""
    fresh: str
    """What a new row is called."""


@dataclass(frozen=True, slots=True)
class TableOf:
    """One table of entities."""

    key: str
    entity_type: type[Entity]
    title: str
    columns: tuple[Column, ...]
    words: TableWords
    advice: str
    """What is said where there are none."""

    @property
    def what(self) -> str:
        """One of them, as `wording.counted` and `wording.article` know it."""
        return singular(self.entity_type)

    def ids(self, portfolio: Portfolio, owner: int | None) -> list[int]:
        """The entities shown, in the order they were added; those of `owner` where the table is of a team's."""
        table = portfolio.table(self.entity_type)
        if self.entity_type in (Absence, Person):
            return [each.id for each in table.by("team", owner)]
        if self.entity_type is Loan:
            return sorted(each.id for each in portfolio.loans if owner in (each.lender, each.borrower))
        # By id: what an undo brings back goes where it was, not to the end.
        return sorted(table.ids)


def _text(name: str, caption_: str) -> Callable[[Common[Any]], Row]:
    return lambda common: common.text(name, caption_)


def name_cell(common: Common[Any]) -> Row:
    """The row of a name, which cannot be empty."""
    return common.row("name", tr("Name"), lambda words: needed(words, tr("The name")))


def _code(common: Common[Any]) -> Row:
    def read(words: str) -> str:
        code = words.strip().upper()
        if len(code) > 2:
            raise DeskError(tr("A code has two letters at most; it stands beside the product's colour."))
        return code

    return common.row("code", tr("Code"), read, hint="CL")


def must(make: Callable[[Common[Any]], Row], what: str) -> Callable[[Common[Any]], Row]:
    """The row of a number or date that cannot be empty."""

    def made(common: Common[Any]) -> Row:
        row = make(common)
        act = row.act

        def acting(words: str) -> Action:
            assert act is not None
            return act(needed(words, what))

        return replace(row, act=acting)

    return made


def figure_cell(name: str, caption_: str, what: str, **more: Any) -> Callable[[Common[Any]], Row]:
    """The row of a number that cannot be empty."""
    return must(lambda common: common.number(name, caption_, **more), what)


def _share(name: str, caption_: str, what: str) -> Callable[[Common[Any]], Row]:
    return must(lambda common: common.share(name, caption_), what)


def day_cell(name: str, caption_: str, what: str) -> Callable[[Common[Any]], Row]:
    """The row of a day that cannot be empty."""
    return must(lambda common: common.day(name, caption_), what)


def start_cell() -> Callable[[Common[Any]], Row]:
    """The row of a first day, which takes the last day along where it would come after it."""

    def made(common: Common[Any]) -> Row:
        row = common.day("start", trc("day", "From"))
        read = reading_day(common.today)

        def acting(words: str) -> Action:
            start, span = read(needed(words, tr("The first day"))), common.entities[0]
            late = start is not None and start > span.end
            return common.setting({"start": start} | ({"end": span.end + (start - span.start)} if late else {}))

        return replace(row, act=acting)

    return made


def _choice(name: str, caption_: str, known: Mapping[Any, str]) -> Callable[[Common[Any]], Row]:
    return lambda common: common.choice(name, caption_, known)


def _review_every(common: Common[Any]) -> Row:
    usual = tr("{days} as the portfolio", days=common.portfolio.settings.review_cadence_days)
    return common.whole("review_cadence_days", tr("Review every"), tr("days"), hint=usual)


PRODUCTS = TableOf(
    "products",
    Product,
    tr("Products"),
    (
        Column(tr("Name"), 150, name_cell),
        Column(tr("Code"), 48, _code),
        Column(tr("Customer"), 0, _text("customer", tr("Customer"))),
        Column(tr("Need"), 0, _text("need", tr("Need"))),
        Column(tr("Life stage"), 92, _choice("life_stage", tr("Life stage"), {s: choice_label(s) for s in LifeStage})),
        Column(tr("Owner"), 96, lambda common: common.known("owner", tr("Owner"))),
        Column(
            trc("of a product", "Upkeep"),
            64,
            _share("upkeep_share", tr("Upkeep share"), tr("The upkeep share")),
            right=True,
        ),
        Column(tr("Review every"), 96, _review_every, right=True),
    ),
    TableWords(tr("Add a product"), tr("Choose a product first."), tr("New product")),
    tr("A product is a lasting thing that serves a customer's need. Its colour and code mark its work everywhere."),
)
TEAMS = TableOf(
    "teams",
    Team,
    tr("Teams"),
    (
        Column(tr("Name"), 160, name_cell),
        Column(
            tr("Members"),
            84,
            figure_cell("members", tr("Members"), tr("The number of members"), hint="5.5"),
            right=True,
        ),
        Column(tr("Focus"), 84, _share("focus", tr("Focus"), tr("The focus")), right=True),
        Column(tr("Skills"), 0, lambda common: common.tags("skills", tr("Skills"))),
        Column(tr("Notes"), 0, _text("notes", tr("Notes"))),
    ),
    TableWords(tr("Add a team"), tr("Choose a team first."), tr("New team")),
    tr("Members are full-time equivalents; focus is the share of their time that goes to planned work."),
)


def _who(common: Common[Absence]) -> Row:
    people = common.portfolio.people.by("team", common.entities[0].team)
    return common.reference("person", tr("Who"), people, tr("Some of the team"))


ABSENCES = TableOf(
    "absences",
    Absence,
    tr("Absences"),
    (
        Column(trc("day", "From"), 136, start_cell()),
        Column(trc("day", "To"), 136, day_cell("end", trc("day", "To"), tr("The last day"))),
        Column(tr("Who"), 150, _who),
        Column(tr("Members away"), 110, figure_cell("members", tr("Members away"), tr("The number away")), right=True),
        Column(tr("Reason"), 0, _text("reason", tr("Reason"))),
    ),
    TableWords(tr("Add an absence"), tr("Choose an absence first."), ""),
    tr("Leave and other days on which part of the team is away."),
)
_BETTER = {False: tr("Higher"), True: tr("Lower")}
CRITERIA = TableOf(
    "criteria",
    Criterion,
    tr("Criteria"),
    (
        Column(tr("Criterion"), 0, name_cell),
        Column(tr("Weight"), 84, figure_cell("weight", tr("Weight"), tr("The weight")), right=True),
        Column(
            trc("rating", "From"),
            84,
            figure_cell("scale_low", tr("Lowest rating"), tr("The lowest rating")),
            right=True,
        ),
        Column(
            trc("rating", "To"),
            84,
            figure_cell("scale_high", tr("Highest rating"), tr("The highest rating")),
            right=True,
        ),
        Column(tr("Better is"), 110, _choice("lower_is_better", tr("Better is"), _BETTER)),
    ),
    TableWords(tr("Add a criterion"), tr("Choose a criterion first."), tr("New criterion")),
    tr("The weighted score is the mean of an item's ratings by these weights, each between the ends of its scale."),
)
LIMITS = TableOf(
    "limits",
    StageLimit,
    tr("Limits of work in progress"),
    (
        Column(tr("Stage"), 0, _choice("stage", tr("Stage"), {stage: choice_label(stage) for stage in Stage})),
        Column(
            tr("At most"), 84, must(lambda common: common.whole("limit", tr("At most")), tr("The limit")), right=True
        ),
    ),
    TableWords(tr("Add a stage limit"), tr("Choose a stage limit first."), ""),
    tr("How many deliverables may be in a stage at a time. A stage that holds more is warned of, never closed."),
)
GATES = TableOf(
    "gates",
    Gate,
    tr("Gates of readiness"),
    (
        Column(tr("Name"), 0, name_cell),
        Column(tr("Met by"), 200, _choice("check", tr("Met by"), {check: choice_label(check) for check in GateCheck})),
        Column(tr("Holds, days"), 96, lambda common: common.whole("valid_days", tr("Holds, days")), right=True),
    ),
    TableWords(tr("Add a gate"), tr("Choose a gate first."), tr("New gate")),
    tr(
        "A deliverable is vetted once it meets every gate and is approved. “Set up the usual gates” in the backlog’s "
        "menu adds need, customer, outcome, size, dependencies and owner."
    ),
)


def new_values(portfolio: Portfolio, table: TableOf, owner: int | None, today: date) -> dict[str, Any]:
    """What a new entity of a table begins with: a name that is free, a team's next week away."""
    from deliverydesk.ui.dialogs.settings.tables_capacity import first_values

    monday = today + timedelta(days=7 - today.weekday())
    begun = first_values(portfolio, table, owner, monday)
    if begun is not None and not table.words.fresh:
        return begun
    if table.entity_type is Absence:
        return {"team": owner, "start": monday, "end": monday + timedelta(days=4), "members": 1.0}
    if table.entity_type is StageLimit:
        limited = {each.stage for each in portfolio.stage_limits}
        free = [stage for stage in Stage if stage in OPEN_STAGES and stage not in limited]
        if not free:
            raise DeskError(tr("Every stage in which work goes on has a limit already."))
        return {"stage": Stage.DELIVERY if Stage.DELIVERY in free else free[0], "limit": 5}
    taken = {caption(each).casefold() for each in portfolio.table(table.entity_type)}
    name, number = table.words.fresh, 2
    while name.casefold() in taken:
        name, number = f"{table.words.fresh} {number}", number + 1
    if table.entity_type is Gate:
        return {"name": name, "position": max((gate.position for gate in portfolio.gates), default=-1) + 1}
    return {**(begun or {}), "name": name, **({"weight": 1.0} if table.entity_type is Criterion else {})}


def adding(table: TableOf, owner: int | None, today: date) -> Action:
    """The action that adds a row."""
    return lambda portfolio: records.add(portfolio, table.entity_type, new_values(portfolio, table, owner, today))


def deleting(table: TableOf, ids: Sequence[int]) -> Action:
    """The action that deletes rows; its words say what goes with them."""

    def action(portfolio: Portfolio) -> ChangeSet:
        made = records.delete(portfolio, table.entity_type, ids)
        gone, left = consequences(made, table.entity_type)
        label, thing = made.label, article(table.what)
        if gone and left:
            label = tr(
                "{deed} with {gone}, leaving {left} without {thing}", deed=label, gone=gone, left=left, thing=thing
            )
        elif gone:
            label = tr("{deed} with {gone}", deed=label, gone=gone)
        elif left:
            label = tr("{deed}, leaving {left} without {thing}", deed=label, left=left, thing=thing)
        return ChangeSet(label, made.changes)

    return action


def consequences(deleted: ChangeSet, entity_type: type[Entity]) -> tuple[str, str]:
    """What a deletion takes along, and what it leaves without: "2 absences and 14 demands", "3 deliverables"."""
    gone: dict[type[Entity], int] = {}
    left: dict[type[Entity], int] = {}
    for change in deleted.changes:
        if change.entity_type is not entity_type:
            kind = gone if change.after is None else left
            kind[change.entity_type] = kind.get(change.entity_type, 0) + 1
    first, second = (
        listed([counted(count, singular(kind)) for kind, count in found.items()]) if found else ""
        for found in (gone, left)
    )
    return first, second


def what_goes(portfolio: Portfolio, table: TableOf, ids: Sequence[int]) -> str:
    """What deleting rows would do, as a sentence to be read before; empty where nothing is chosen."""
    known = [each for each in ids if each in portfolio.table(table.entity_type)]
    if not known:
        return ""
    gone, left = consequences(records.delete(portfolio, table.entity_type, known), table.entity_type)
    which = named(portfolio.table(table.entity_type)[known[0]]) if len(known) == 1 else counted(len(known), table.what)
    if table.entity_type is Absence:
        which = tr("this absence") if len(known) == 1 else which
    thing = article(table.what)
    if gone and left:
        return tr(
            "Deleting {which} takes {gone} with it and leaves {left} without {thing}.",
            which=which,
            gone=gone,
            left=left,
            thing=thing,
        )
    if gone:
        return tr("Deleting {which} takes {gone} with it.", which=which, gone=gone)
    if left:
        return tr("Deleting {which} leaves {left} without {thing}.", which=which, left=left, thing=thing)
    return tr("Deleting {which} takes nothing else along.", which=which)


def capacity_words(portfolio: Portfolio, team: int) -> str:
    """What a team can do in a week, in words."""
    if team not in portfolio.teams:
        return ""
    from deliverydesk.analysis.capacity.strength import usual_capacity

    [able] = usual_capacity(portfolio, [team], today())
    return tr("{capacity} a week", capacity=with_unit(round(able, 2), tr("pw")))
