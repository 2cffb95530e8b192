"""The lines of Today: what deserves a look, in groups; following one leads to what it tells of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.following import revisits
from deliverydesk.analysis.reviewing.words import cadence_words, came_words, subject_words
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.stopping import door
from deliverydesk.ui.window import state
from deliverydesk.ui.window.palette.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from deliverydesk.analysis.readiness.overtaking import Overtaking
    from deliverydesk.analysis.reviewing.cadence import Cadence
    from deliverydesk.analysis.reviewing.following import Revisit
    from deliverydesk.analysis.reviewing.stalls import Stall
    from deliverydesk.analysis.today import Today
    from deliverydesk.document.document import HistoryEntry
    from deliverydesk.ui.window.main_window import MainWindow

_MOST, _MOST_SEEN = 5, 100
"""Lines of a group; steps of the history."""


class Found(NamedTuple):
    """What was found that deserves a look."""

    figures: Today
    stalls: Sequence[Stall]
    overtakings: Sequence[Overtaking] = ()


def entries_of(window: MainWindow, found: Found, today: date) -> list[Entry]:
    """The groups with their headings, each with its first lines."""
    lines = _Lines(window, today)
    groups = (
        (tr("Target dates that have passed"), lines.overdue(found.figures)),
        (tr("Starts too early"), lines.too_early(found.figures)),
        (tr("Stalled work"), lines.stalled(found.stalls)),
        (tr("Ready work that outranks work in flight"), lines.outranking(found.overtakings)),
        (tr("Rank against score"), lines.gaps(found.figures)),
        (tr("Reviews that are overdue"), lines.late_reviews()),
        (tr("Decisions to revisit"), lines.to_revisit()),
        (tr("Since you looked last"), lines.news()),
    )
    entries: list[Entry] = []
    for group, (count, shown) in groups:
        if shown:
            more = _first_of(group, count) if count > _MOST else group
            entries += [Entry("", more, more, figure=shown[0].figure), *shown]
    return entries


class _Lines:
    """The lines of each group: how many there are, and the first of them."""

    def __init__(self, window: MainWindow, today: date) -> None:
        self._window, self._desk, self._today = window, window.desk, today
        self._portfolio = window.desk.portfolio
        self._items = self._portfolio.deliverables

    def overdue(self, figures: Today) -> tuple[int, list[Entry]]:
        """Target dates that have passed."""
        return len(figures.overdue), [
            self._line(each.deliverable, self._items[each.deliverable].title, _days_over(each.days))
            for each in figures.overdue[:_MOST]
        ]

    def too_early(self, figures: Today) -> tuple[int, list[Entry]]:
        """Dependencies that the dates break."""
        shown = figures.broken[:_MOST]
        return len(figures.broken), [self._line(each.successor, each.reason, "", "too_early") for each in shown]

    def stalled(self, found: Sequence[Stall]) -> tuple[int, list[Entry]]:
        """Work on which nothing moves; following a line asks whether to stop it."""
        return len(found), [
            Entry(
                f"stalled/{each.deliverable}",
                "",
                self._items[each.deliverable].title,
                tr("nothing has moved for {days}: table or cancel it?", days=counted(each.days, "day")),
                "warning",
                run=partial(door.stop, self._desk, self._window, (each.deliverable,)),
            )
            for each in found[:_MOST]
            if each.deliverable in self._items
        ]

    def outranking(self, found: Sequence[Overtaking]) -> tuple[int, list[Entry]]:
        """Ready work that is worth more for a week of the scarcest team than what that team is on."""
        return len(found), [
            self._line(
                each.ready,
                self._items[each.ready].title,
                tr(
                    "{times} times as much a week of {team} as “{item}”",
                    times=figure(round(each.ratio, 1)),
                    team=self._portfolio.teams[each.team].name,
                    item=text.one_line(self._items[each.in_flight].title, 40),
                ),
                "overtaking",
            )
            for each in found[:_MOST]
        ]

    def gaps(self, figures: Today) -> tuple[int, list[Entry]]:
        """Ranks far from their score."""
        return len(figures.gaps), [
            self._line(
                each.deliverable,
                self._items[each.deliverable].title,
                tr("ranked {rank}, its score says {score}", rank=each.rank, score=each.rank - each.gap),
                "gap",
            )
            for each in figures.gaps[:_MOST]
        ]

    def late_reviews(self) -> tuple[int, list[Entry]]:
        """Reviews that are overdue, the latest first."""
        late = sorted(cadences(self._portfolio, self._today), key=lambda each: -each.overdue_days)
        late = [each for each in late if each.is_due and each.overdue_days]
        return len(late), [self._late_review(each) for each in late[:_MOST]]

    def to_revisit(self) -> tuple[int, list[Entry]]:
        """Decisions that ask to be looked at again."""
        # Of several reasons to look at one decision again the first is enough here.
        found = {each.decision: each for each in reversed(revisits(self._portfolio, self._today))}
        again = list(found.values())[::-1]
        return len(again), [self._revisit(each) for each in again[:_MOST]]

    def news(self) -> tuple[int, list[Entry]]:
        """What was done since this page was closed last."""
        seen = _seen_of(self._window)
        if seen is None:
            return 0, []
        entries = self._desk.document.history(_MOST_SEEN)
        found = [entry for entry in entries if entry.seq > seen and entry.kind == "do" and not entry.undone]
        return len(found), [self._news(each) for each in found[:_MOST]]

    def _line(self, item: int, words: str, detail: str, figure: str = "") -> Entry:
        run = partial(self._desk.select, Deliverable, (item,), item)
        return Entry(f"{item}/{words}", "", words, detail, "warning", figure=figure, run=run)

    def _late_review(self, each: Cadence) -> Entry:
        product = self._portfolio.products[each.product].name if each.product is not None else ""
        run = self._window.docks["review"].bring
        name = product or tr("The whole portfolio")
        return Entry(f"review/{each.product}", "", name, cadence_words(each), "warning", figure="review_due", run=run)

    def _revisit(self, each: Revisit) -> Entry:
        words = subject_words(self._portfolio, self._portfolio.decisions[each.decision])
        detail, run = came_words(self._portfolio, each, self._today), partial(self._look_again, each)
        return Entry(f"revisit/{each.decision}", "", words, detail, "warning", run=run)

    def _look_again(self, each: Revisit) -> None:
        """Bring the review with what the decision is about."""
        self._window.docks["review"].bring()
        if each.deliverable is not None:
            self._desk.select(Deliverable, (each.deliverable,), each.deliverable)
        elif each.product is not None:
            self._desk.select(Product, (each.product,), each.product)

    def _news(self, entry: HistoryEntry) -> Entry:
        words = entry.label[:1].upper() + entry.label[1:]
        return Entry(f"news/{entry.seq}", "", words, entry.author, "history", run=self._window.docks["history"].show)


def _days_over(days: int) -> str:
    return trn("{n} day over", "{n} days over", days, n=figure(days))


def _first_of(group: str, count: int) -> str:
    return tr("{group}, the first {shown} of {count}", group=group, shown=_MOST, count=figure(count))


def _seen_of(window: MainWindow) -> int | None:
    """The last entry of the journal that was there when Today was closed last; None for the first time."""
    kept = state.load().get("seen")
    seq = kept.get(window.desk.document.store.portfolio_id) if isinstance(kept, dict) else None
    return seq if isinstance(seq, int) else None
