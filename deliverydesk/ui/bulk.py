"""What can be changed of many deliverables at once: fields with what may be done to each, and the action of all the
wishes together. No Qt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from deliverydesk.actions import backlog, bulk, roadmap, tagging
from deliverydesk.domain.effort import parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Horizon, Kind, Stage
from deliverydesk.domain.wording import counted, quoted
from deliverydesk.ui.rows import Common, Editor, read_tags
from deliverydesk.ui.typed import Action, chosen, distinct, read_number

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

Way = Literal["keep", "set", "clear", "add", "remove", "shift", "times"]
WAYS: dict[Way, str] = {
    "keep": "Keep",
    "set": "Set to",
    "clear": "Clear",
    "add": "Add",
    "remove": "Remove",
    "shift": "Shift by",
    "times": "Multiply by",
}
HINTS: dict[Way, str] = {"keep": "as it is", "shift": "2 weeks, −10 days", "times": "1.2", "clear": ""}
"""What an empty field says can be written, where the field itself has nothing better."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the sheet."""

    key: str
    caption: str
    ways: tuple[Way, ...]
    """What can be done, "keep" first."""
    act: Callable[[Way, str], Action]
    """The action of a way with what was typed. Raises DeskError."""
    editor: Editor = "line"
    choices: Callable[[], Sequence[str]] | None = None
    hint: str = ""


def items(portfolio: Portfolio, ids: tuple[int, ...], today: date) -> list[Item]:
    """The lines for some deliverables."""
    common = Common(portfolio, Deliverable, ids, today)
    always: tuple[Way, ...] = ("keep", "set")
    full: tuple[Way, ...] = ("keep", "set", "clear")
    rows = [
        (common.choice("stage", "Stage", {stage: stage.value.capitalize() for stage in Stage}), always),
        (common.reference("product", "Product", portfolio.products, "No product"), full),
        (common.choice("kind", "Kind", {kind: kind.value.capitalize() for kind in Kind}), always),
        (common.choice("horizon", "Horizon", {each: f"Horizon {each.value}" for each in Horizon}, "No horizon"), full),
        (common.known("owner", "Owner"), full),
        (common.known("theme", "Theme"), full),
        (common.share("confidence", "Confidence"), full),
    ]
    listed = []
    for row, ways in rows:
        assert row.act is not None
        listed.append(Item(row.key, row.caption, ways, _setting(row.act), row.editor, row.choices, row.hint))
    listed[3:3] = [_team(portfolio, ids), _outcome(portfolio, ids)]
    return [*listed, _tags(common), _target(common), _planned(ids), _effort(ids), _cost(common)]


def _setting(act: Callable[[str], Action]) -> Callable[[Way, str], Action]:
    return lambda way, words: act("" if way == "clear" else needed(words))


def needed(words: str) -> str:
    """Words that must be there. Raises DeskError."""
    if not words.strip():
        raise DeskError("Write what to set it to, or choose Keep or Clear.")
    return words


def _team(portfolio: Portfolio, ids: tuple[int, ...]) -> Item:
    known = distinct(portfolio.teams, lambda team: team.name)

    def act(way: Way, words: str) -> Action:
        team = None if way == "clear" else chosen(needed(words), known, "team")
        return lambda portfolio: backlog.set_team(portfolio, ids, team)

    return Item("team", "Team", ("keep", "set", "clear"), act, "choice", lambda: list(known))


def _outcome(portfolio: Portfolio, ids: tuple[int, ...]) -> Item:
    known = distinct(portfolio.outcomes, lambda outcome: outcome.name)

    def act(way: Way, words: str) -> Action:
        outcome = None if way == "clear" else chosen(needed(words), known, "outcome")
        return lambda portfolio: backlog.set_outcome(portfolio, ids, outcome)

    return Item("outcome", "Outcome", ("keep", "set", "clear"), act, "choice", lambda: list(known))


def _tags(common: Common[Deliverable]) -> Item:
    row, ids = common.tags("tags", "Tags"), common.ids

    def act(way: Way, words: str) -> Action:
        tags = () if way == "clear" else read_tags(needed(words))
        if way == "add":
            return lambda portfolio: tagging.add_tags(portfolio, ids, tags)
        if way == "remove":
            return lambda portfolio: tagging.remove_tags(portfolio, ids, tags)
        return lambda portfolio: backlog.set_tags(portfolio, ids, tags)

    return Item("tags", "Tags", ("keep", "add", "remove", "set", "clear"), act, "tags", row.choices, row.hint)


def _target(common: Common[Deliverable]) -> Item:
    row, ids = common.day("target_date", "Target date"), common.ids
    assert row.act is not None
    setting = _setting(row.act)

    def act(way: Way, words: str) -> Action:
        if way != "shift":
            return setting(way, words)
        days = read_days(words)
        return lambda portfolio: bulk.shift_targets(portfolio, ids, days)

    return Item("target", row.caption, ("keep", "set", "shift", "clear"), act, "date", None, row.hint)


def _planned(ids: tuple[int, ...]) -> Item:
    def act(way: Way, words: str) -> Action:
        if way == "clear":
            return lambda portfolio: roadmap.unschedule(portfolio, ids)
        days = read_days(words)
        return lambda portfolio: roadmap.shift(portfolio, ids, days)

    return Item("planned", "Planned dates", ("keep", "shift", "clear"), act)


def _effort(ids: tuple[int, ...]) -> Item:
    def act(way: Way, words: str) -> Action:
        if way == "times":
            factor = read_factor(words)
            return lambda portfolio: bulk.scale_effort(portfolio, ids, factor)
        low, likely, high = (None, None, None) if way == "clear" else parse_effort(needed(words))
        values = {"effort_low": low, "effort_likely": likely, "effort_high": high}
        return lambda portfolio: backlog.edit_deliverables(portfolio, ids, values)

    return Item("effort", "Effort", ("keep", "set", "times", "clear"), act, hint="3–8, 3/5/8 or 2 pm")


def _cost(common: Common[Deliverable]) -> Item:
    row, ids = common.number("cost", "Cost"), common.ids
    assert row.act is not None
    setting = _setting(row.act)

    def act(way: Way, words: str) -> Action:
        if way != "times":
            return setting(way, words)
        factor = read_factor(words)
        return lambda portfolio: bulk.scale_cost(portfolio, ids, factor)

    return Item("cost", "Cost", ("keep", "set", "times", "clear"), act)


_SPAN = re.compile(r"([+\-−–]?)\s*(\d{1,5})\s*(d|days?|w|weeks?|)", re.IGNORECASE)


def read_days(words: str) -> int:
    """How many days "2 weeks", "−10 days", "3w" or "5" are. Raises DeskError."""
    found = _SPAN.fullmatch(words.strip())
    if found is None or int(found[2]) == 0:
        raise DeskError(f"{quoted(words)} is no number of days. Write 10 days, −5 or 2 weeks.")
    days = int(found[2]) * (7 if found[3][:1].lower() == "w" else 1)
    return -days if found[1] in ("-", "−", "–") and found[1] else days


def read_factor(words: str) -> float:
    """The number to multiply by: 1.2, 1,2 or 120 %. Raises DeskError."""
    typed = words.strip()
    number = read_number(typed.removesuffix("%"))
    if number is None:
        raise DeskError("Write what to multiply by, such as 1.2 or 120 %.")
    return number / 100 if typed.endswith("%") else number


def together(count: int, wishes: Sequence[Action]) -> Action:
    """All wishes as one action."""

    def action(portfolio: Portfolio) -> ChangeSet:
        words = f"change {counted(len(wishes), 'field')} of {counted(count, 'deliverable')}"
        return bulk.together(portfolio, wishes, words)

    return action
