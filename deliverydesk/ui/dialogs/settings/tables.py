"""What the tables of the settings hold and how each cell is edited. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from deliverydesk.actions import records
from deliverydesk.analysis.words import listed
from deliverydesk.charts.format import with_unit
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import (
    Absence,
    Criterion,
    Entity,
    Product,
    Settings,
    StageLimit,
    Team,
    caption,
    singular,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import OPEN_STAGES, DateStyle, LifeStage, NumberStyle, Period, ScoringModel, Stage
from deliverydesk.domain.wording import article, counted, named
from deliverydesk.support.errors import DeskError
from deliverydesk.ui.rows import Common, Row, needed
from deliverydesk.ui.typed import Action

MODEL_WORDS = {
    ScoringModel.RICE: "RICE: reach, impact, confidence, effort",
    ScoringModel.ICE: "ICE: impact, confidence, ease",
    ScoringModel.WSJF: "WSJF: cost of delay by job size",
    ScoringModel.CD3: "CD3: cost of delay by duration",
    ScoringModel.WEIGHTED: "Weighted: own criteria",
}
_MONTHS = "January February March April May June July August September October November December"
MONTHS = dict(enumerate(_MONTHS.split(), start=1))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width (0 shares what is left) and the row that one of its cells is."""

    title: str
    width: int
    make: Callable[[Common[Any]], Row]
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableOf:
    """One table of entities."""

    entity_type: type[Entity]
    title: str
    columns: tuple[Column, ...]
    advice: str
    """What is said where there are none."""

    @property
    def what(self) -> str:
        """One of them in a sentence."""
        return singular(self.entity_type)

    def ids(self, portfolio: Portfolio, owner: int | None) -> list[int]:
        """The entities shown, in the order they were added; those of `owner` where the table is of a team's."""
        table = portfolio.table(self.entity_type)
        if self.entity_type is Absence:
            return [each.id for each in table.by("team", owner)]
        # By id: what an undo brings back goes where it was, not to the end.
        return sorted(table.ids)


def _text(name: str, caption_: str) -> Callable[[Common[Any]], Row]:
    return lambda common: common.text(name, caption_)


def _name(common: Common[Any]) -> Row:
    return common.row("name", "Name", lambda words: needed(words, "The name"))


def _code(common: Common[Any]) -> Row:
    def read(words: str) -> str:
        code = words.strip().upper()
        if len(code) > 2:
            raise DeskError("A code has two letters at most; it stands beside the product's colour.")
        return code

    return common.row("code", "Code", read, hint="CL")


def _must(make: Callable[[Common[Any]], Row], what: str) -> Callable[[Common[Any]], Row]:
    """The row of a number or date that cannot be empty."""

    def made(common: Common[Any]) -> Row:
        row = make(common)
        act = row.act

        def acting(words: str) -> Action:
            assert act is not None
            return act(needed(words, what))

        return replace(row, act=acting)

    return made


PRODUCTS = TableOf(
    Product,
    "Products",
    (
        Column("Name", 150, _name),
        Column("Code", 48, _code),
        Column("Customer", 0, _text("customer", "Customer")),
        Column("Need", 0, _text("need", "Need")),
        Column(
            "Life stage",
            84,
            lambda c: c.choice("life_stage", "Life stage", {s: s.value.capitalize() for s in LifeStage}),
        ),
        Column("Owner", 96, lambda c: c.known("owner", "Owner")),
        Column("Upkeep", 64, _must(lambda c: c.share("upkeep_share", "Upkeep share"), "The upkeep share"), right=True),
    ),
    "A product is a lasting thing that serves a customer's need. Its colour and code mark its work everywhere.",
)
TEAMS = TableOf(
    Team,
    "Teams",
    (
        Column("Name", 220, _name),
        Column(
            "Members",
            84,
            _must(lambda c: c.number("members", "Members", hint="5.5"), "The number of members"),
            right=True,
        ),
        Column("Focus", 84, _must(lambda c: c.share("focus", "Focus"), "The focus"), right=True),
        Column("Notes", 0, _text("notes", "Notes")),
    ),
    "Members are full-time equivalents; focus is the share of their time that goes to planned work.",
)
ABSENCES = TableOf(
    Absence,
    "Absences",
    (
        Column("From", 136, _must(lambda c: c.day("start", "From"), "The first day")),
        Column("To", 136, _must(lambda c: c.day("end", "To"), "The last day")),
        Column(
            "Members away", 110, _must(lambda c: c.number("members", "Members away"), "The number away"), right=True
        ),
        Column("Reason", 0, _text("reason", "Reason")),
    ),
    "Leave and other days on which part of the team is away.",
)
CRITERIA = TableOf(
    Criterion,
    "Criteria",
    (
        Column("Criterion", 0, _name),
        Column("Weight", 84, _must(lambda c: c.number("weight", "Weight"), "The weight"), right=True),
        Column("From", 84, _must(lambda c: c.number("scale_low", "Lowest rating"), "The lowest rating"), right=True),
        Column("To", 84, _must(lambda c: c.number("scale_high", "Highest rating"), "The highest rating"), right=True),
        Column("Better is", 110, lambda c: c.choice("lower_is_better", "Better is", {False: "Higher", True: "Lower"})),
    ),
    "The weighted score is the mean of an item's ratings by these weights, each between the ends of its scale.",
)

STAGE_WORDS = {stage: stage.value.capitalize() for stage in Stage}
LIMITS = TableOf(
    StageLimit,
    "Limits of work in progress",
    (
        Column("Stage", 0, lambda c: c.choice("stage", "Stage", STAGE_WORDS)),
        Column("At most", 84, _must(lambda c: c.whole("limit", "At most"), "The limit"), right=True),
    ),
    "How many deliverables may be in a stage at a time. A stage that holds more is warned of, never closed.",
)
DATE_WORDS = {
    DateStyle.DAY_MONTH: "6 Nov 2026",
    DateStyle.MONTH_DAY: "Nov 6, 2026",
    DateStyle.ISO: "2026-11-06",
}
NUMBER_WORDS = {
    NumberStyle.POINT: "1,234.5",
    NumberStyle.COMMA: "1.234,5",
    NumberStyle.SPACE: "1 234,5",
    NumberStyle.APOSTROPHE: "1’234.5",
}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
DAYS = dict(enumerate(_DAYS.split(), start=1))


def format_rows(common: Common[Settings]) -> tuple[Row, ...]:
    """How days, numbers and money are written, here and in what is exported."""
    return (
        common.choice("date_style", "Dates", DATE_WORDS),
        common.choice("number_style", "Numbers", NUMBER_WORDS),
        common.text("currency", "Currency", hint="€"),
        common.choice("week_start", "Weeks begin on", DAYS),
    )


def portfolio_rows(common: Common[Settings]) -> tuple[Row, ...]:
    """What holds for the whole portfolio."""
    ice = {False: "Product of the three", True: "Mean of the three"}
    return (
        common.row("name", "Name", lambda words: needed(words, "The name")),
        common.choice("scoring_model", "Score by", MODEL_WORDS),
        common.choice("reach_period", "Reach is counted", {period: f"a {period}" for period in Period}),
        common.choice("ice_as_mean", "ICE is the", ice),
        common.choice("fiscal_year_start", "Fiscal year begins in", MONTHS),
        _must(
            lambda c: c.whole("rank_gap", "A reason is asked from", "ranks of gap"), "The gap that deserves a reason"
        )(common),
        _must(lambda c: c.whole("review_cadence_days", "Review every", "days"), "The days between reviews")(common),
    )


def new_values(portfolio: Portfolio, table: TableOf, owner: int | None, today: date) -> dict[str, Any]:
    """What a new entity of a table begins with: a name that is free, a team's next week away."""
    if table.entity_type is Absence:
        monday = today + timedelta(days=7 - today.weekday())
        return {"team": owner, "start": monday, "end": monday + timedelta(days=4), "members": 1.0}
    if table.entity_type is StageLimit:
        limited = {each.stage for each in portfolio.stage_limits}
        free = [stage for stage in Stage if stage in OPEN_STAGES and stage not in limited]
        if not free:
            raise DeskError("Every stage in which work goes on has a limit already.")
        return {"stage": Stage.DELIVERY if Stage.DELIVERY in free else free[0], "limit": 5}
    taken = {caption(each).casefold() for each in portfolio.table(table.entity_type)}
    name, number = f"New {table.what}", 2
    while name.casefold() in taken:
        name, number = f"New {table.what} {number}", number + 1
    return {"name": name, "weight": 1.0} if table.entity_type is Criterion else {"name": name}


def adding(table: TableOf, owner: int | None, today: date) -> Action:
    """The action that adds a row."""
    return lambda portfolio: records.add(portfolio, table.entity_type, new_values(portfolio, table, owner, today))


def deleting(table: TableOf, ids: Sequence[int]) -> Action:
    """The action that deletes rows; its words say what goes with them."""

    def action(portfolio: Portfolio) -> ChangeSet:
        made = records.delete(portfolio, table.entity_type, ids)
        gone, left = consequences(made, table.entity_type)
        with_it = f" with {gone}" if gone else ""
        without = f", leaving {left} without {article(table.what)}" if left else ""
        return ChangeSet(made.label + with_it + without, made.changes)

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
        which = "this absence" if len(known) == 1 else which
    does = [f"takes {gone} with it"] if gone else []
    does += [f"leaves {left} without {article(table.what)}"] if left else []
    return f"Deleting {which} {' and '.join(does) or 'takes nothing else along'}."


def capacity_words(portfolio: Portfolio, team: int) -> str:
    """What a team can do in a week, in words."""
    entity = portfolio.teams.get(team)
    return "" if entity is None else f"{with_unit(entity.members * entity.focus, 'pw')} a week"
