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
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.effort import parse_effort
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Horizon, Kind, Stage
from deliverydesk.domain.wording import counted, noun, quoted
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dates import unit_named
from deliverydesk.ui.rows import Common, Editor, Row
from deliverydesk.ui.typed import Action, chosen, distinct, read_number, read_tags

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

Way = Literal["keep", "set", "clear", "add", "remove", "shift", "times"]
WAYS: dict[Way, str] = {
    "keep": trc("bulk edit", "Keep"),
    "set": tr("Set to"),
    "clear": trc("bulk edit", "Clear"),
    "add": tr("Add"),
    "remove": tr("Remove"),
    "shift": tr("Shift by"),
    "times": tr("Multiply by"),
}
HINTS: dict[Way, str] = {"keep": tr("as it is"), "shift": tr("2 weeks, −10 days"), "times": "1.2", "clear": ""}
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
    horizons = {each: tr("Horizon {number}", number=each.value) for each in Horizon}
    rows = [
        (common.choice("stage", tr("Stage"), {stage: choice_label(stage) for stage in Stage}), always),
        (common.reference("product", tr("Product"), portfolio.products, tr("No product")), full),
        (common.choice("kind", tr("Kind"), {kind: choice_label(kind) for kind in Kind}), always),
        (common.choice("horizon", tr("Horizon"), horizons, tr("No horizon")), full),
        (common.known("owner", tr("Owner")), full),
        (common.known("theme", tr("Theme")), full),
        (common.share("confidence", tr("Confidence")), full),
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
        raise DeskError(tr("Write what to set it to, or choose Keep or Clear."))
    return words


def _team(portfolio: Portfolio, ids: tuple[int, ...]) -> Item:
    known = distinct(portfolio.teams, lambda team: team.name)

    def act(way: Way, words: str) -> Action:
        team = None if way == "clear" else chosen(needed(words), known, noun("team"))
        return lambda portfolio: backlog.set_team(portfolio, ids, team)

    return Item("team", tr("Team"), ("keep", "set", "clear"), act, "choice", lambda: list(known))


def _outcome(portfolio: Portfolio, ids: tuple[int, ...]) -> Item:
    known = distinct(portfolio.outcomes, lambda outcome: outcome.name)

    def act(way: Way, words: str) -> Action:
        outcome = None if way == "clear" else chosen(needed(words), known, noun("outcome"))
        return lambda portfolio: backlog.set_outcome(portfolio, ids, outcome)

    return Item("outcome", tr("Outcome"), ("keep", "set", "clear"), act, "choice", lambda: list(known))


def _tags(common: Common[Deliverable]) -> Item:
    row, ids = common.tags("tags", tr("Tags")), common.ids

    def act(way: Way, words: str) -> Action:
        tags = () if way == "clear" else read_tags(needed(words))
        if way == "add":
            return lambda portfolio: tagging.add_tags(portfolio, ids, tags)
        if way == "remove":
            return lambda portfolio: tagging.remove_tags(portfolio, ids, tags)
        return lambda portfolio: backlog.set_tags(portfolio, ids, tags)

    return Item("tags", tr("Tags"), ("keep", "add", "remove", "set", "clear"), act, "tags", row.choices, row.hint)


def _with(key: str, row: Row, way: Way, more: Callable[[str], Action]) -> Item:
    """The line of a field that can also be changed in one more way than to be set or cleared."""
    assert row.act is not None
    setting = _setting(row.act)

    def act(chosen_way: Way, words: str) -> Action:
        return more(words) if chosen_way == way else setting(chosen_way, words)

    return Item(key, row.caption, ("keep", "set", way, "clear"), act, row.editor, None, row.hint)


def _target(common: Common[Deliverable]) -> Item:
    def shift(words: str) -> Action:
        days = read_days(words)
        return lambda portfolio: bulk.shift_targets(portfolio, common.ids, days)

    return _with("target", common.day("target_date", tr("Target date")), "shift", shift)


def _planned(ids: tuple[int, ...]) -> Item:
    def act(way: Way, words: str) -> Action:
        if way == "clear":
            return lambda portfolio: roadmap.unschedule(portfolio, ids)
        days = read_days(words)
        return lambda portfolio: roadmap.shift(portfolio, ids, days)

    return Item("planned", tr("Planned dates"), ("keep", "shift", "clear"), act)


def _effort(ids: tuple[int, ...]) -> Item:
    def act(way: Way, words: str) -> Action:
        if way == "times":
            factor = read_factor(words)
            return lambda portfolio: bulk.scale_effort(portfolio, ids, factor)
        low, likely, high = (None, None, None) if way == "clear" else parse_effort(needed(words))
        values = {"effort_low": low, "effort_likely": likely, "effort_high": high}
        return lambda portfolio: backlog.edit_deliverables(portfolio, ids, values)

    return Item("effort", tr("Effort"), ("keep", "set", "times", "clear"), act, hint=tr("3–8, 3/5/8 or 2 pm"))


def _cost(common: Common[Deliverable]) -> Item:
    def scale(words: str) -> Action:
        factor = read_factor(words)
        return lambda portfolio: bulk.scale_cost(portfolio, common.ids, factor)

    return _with("cost", common.number("cost", tr("Cost")), "times", scale)


_SPAN = re.compile(r"([+\-−–]?)\s*(\d{1,5})\s*([^\W\d_]*)")


_DAYS_OF = {"d": 1, "w": 7}


def read_days(words: str) -> int:
    """How many days "2 weeks", "−10 days", "3w" or "5" are. Raises DeskError."""
    found = _SPAN.fullmatch(words.strip())
    factor = _DAYS_OF.get(unit_named(found[3].lower()) if found[3] else "d") if found else None
    if found is None or factor is None or int(found[2]) == 0:
        raise DeskError(tr("{text} is no number of days. Write 10 days, −5 or 2 weeks.", text=quoted(words)))
    days = int(found[2]) * factor
    return -days if found[1] in ("-", "−", "–") and found[1] else days


def read_factor(words: str) -> float:
    """The number to multiply by: 1.2, 1,2 or 120 %. Raises DeskError."""
    typed = words.strip()
    number = read_number(typed.removesuffix("%"))
    if number is None:
        raise DeskError(tr("Write what to multiply by, such as 1.2 or 120 %."))
    return number / 100 if typed.endswith("%") else number


def together(count: int, wishes: Sequence[Action]) -> Action:
    """All wishes as one action."""

    def action(portfolio: Portfolio) -> ChangeSet:
        fields, items = counted(len(wishes), "field"), counted(count, "deliverable")
        words = tr("change {fields} of {items}", fields=fields, items=items)
        return bulk.together(portfolio, wishes, words)

    return action
