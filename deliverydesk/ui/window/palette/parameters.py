"""Actions with one parameter, offered with it: "rank 5", "target 6 nov", each stage, team or product by its name."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from deliverydesk.actions import backlog
from deliverydesk.charts.format import day
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Horizon, Kind, Stage
from deliverydesk.domain.wording import counted, quoted
from deliverydesk.support import clock
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dates import typed_date
from deliverydesk.ui.window.palette.entries import Entry
from deliverydesk.ui.window.palette.matching import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.desk import Desk

GROUP = tr("What is selected")


def _either(english: str, translated: str) -> str:
    """The words of a pattern: English ones always do, and so do those of a translation, with blanks between them."""
    return "|".join(dict.fromkeys(map(re.escape, [*english.split(), *fold(translated).split()])))


_MOVE, _SET = _either("move", trc("before a rank that is typed", "move")), _either("set", trc("before a date", "set"))
_RANK_WORDS = _either("rank", trc("can be typed before a number", "rank"))
_TARGET_WORDS = _either("target", trc("can be typed before a date", "target"))
_DATE_WORD = _either("date", trc("can be typed after “target”", "date"))
_RANK = re.compile(rf"(?:(?:{_MOVE}) .*)?\b(?:{_RANK_WORDS})\s+(\d{{1,9}})")
_TARGET = re.compile(rf"(?:(?:{_SET}) .*)?\b(?:{_TARGET_WORDS})(?: (?:{_DATE_WORD}))?\s+(.+)")


def _whom(desk: Desk) -> str:
    ids = desk.selection.deliverables()
    if len(ids) == 1:
        return quoted(desk.portfolio.deliverables[ids[0]].title, 40)
    return counted(len(ids), "item")


def _setting(desk: Desk, key: str, words: str, values: dict[str, Any]) -> Entry:
    ids = desk.selection.deliverables()

    def action(portfolio: Portfolio) -> ChangeSet:
        return backlog.edit_deliverables(portfolio, ids, values)

    return Entry(key, GROUP, words, _whom(desk), "edit", run=lambda: desk.do(action, toast=True))


def choice_entries(desk: Desk) -> Iterator[Entry]:
    """Each value that the selected deliverables can be given, where there are any and the file can be written."""
    ids, portfolio = desk.selection.deliverables(), desk.portfolio
    if not ids or desk.document.read_only:
        return
    for stage in Stage:
        yield _setting(
            desk, f"set/stage/{stage}", tr("Set stage: {stage}", stage=choice_words(stage)), {"stage": stage}
        )
    for kind in Kind:
        yield _setting(desk, f"set/kind/{kind}", tr("Set kind: {kind}", kind=choice_words(kind)), {"kind": kind})
    for horizon in Horizon:
        yield _setting(
            desk, f"set/horizon/{horizon}", tr("Set horizon: {horizon}", horizon=horizon.value), {"horizon": horizon}
        )
    for product in portfolio.products:
        words = tr("Set product: {name}", name=product.name)
        yield _setting(desk, f"set/product/{product.id}", words, {"product": product.id})
    whom = _whom(desk)
    for team in portfolio.teams:

        def give(portfolio: Portfolio, team: int = team.id) -> ChangeSet:
            return backlog.set_team(portfolio, ids, team)

        words = tr("Set team: {name}", name=team.name)
        yield Entry(f"set/team/{team.id}", GROUP, words, whom, "edit", run=partial(desk.do, give, toast=True))
    for outcome in portfolio.outcomes:

        def move(portfolio: Portfolio, outcome: int = outcome.id) -> ChangeSet:
            return backlog.set_outcome(portfolio, ids, outcome)

        words = tr("Set outcome: {name}", name=outcome.name)
        yield Entry(f"set/outcome/{outcome.id}", GROUP, words, whom, "edit", run=partial(desk.do, move, toast=True))


def typed_entries(desk: Desk, typed: str) -> list[Entry]:
    """The action whose parameter is in the typed words: a rank or a target date."""
    ids = desk.selection.deliverables()
    if not ids or desk.document.read_only:
        return []
    if match := _RANK.fullmatch(typed):
        rank = min(max(int(match[1]), 1), len(desk.portfolio.table(Deliverable)))

        def action(portfolio: Portfolio) -> ChangeSet:
            return backlog.move_deliverables(portfolio, ids, rank)

        words = tr("Move to rank {rank}", rank=rank)
        return [Entry("set/rank", GROUP, words, _whom(desk), "edit", run=lambda: desk.do(action, toast=True))]
    if match := _TARGET.fullmatch(typed):
        today = clock.today()
        try:
            when = typed_date(match[1], today)
        except DeskError:
            return []
        words = tr("Take the target date off") if when is None else tr("Set target: {day}", day=day(when, today))
        return [_setting(desk, "set/target", words, {"target_date": when})]
    return []
