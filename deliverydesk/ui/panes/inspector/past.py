"""The history of one thing in a few lines. No Qt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deliverydesk.charts.format import day
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.inspector.parts import Section, Words
from deliverydesk.ui.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from deliverydesk.document.document import HistoryEntry
    from deliverydesk.ui.typed import Action

MOST = 8


def history_section(
    entries: Sequence[HistoryEntry], title: str, today: date, setting_back: Callable[[int], Action] | None = None
) -> Section:
    """What was done to it, newest first. `title` is what it is called, which is left out of the sentences.

    `setting_back` makes the action that sets it back to how it was after an entry; not for the newest, which it is.
    """
    rows = tuple(
        _entry(entry, title, today, setting_back if place else None) for place, entry in enumerate(entries[:MOST])
    )
    return Section("history", tr("History"), rows or (Words(tr("Nothing was changed yet."), "text3"),))


def _entry(entry: HistoryEntry, title: str, today: date, setting_back: Callable[[int], Action] | None) -> Row:
    when = datetime.fromisoformat(entry.at).astimezone()
    words = plain(entry, title)
    author = tr("you") if entry.author == "you" else entry.author
    on, at = day(when.date(), today), f"{when:%H:%M}"
    told = tr("{what}. {day}, {time}, {author}", what=words, day=on, time=at, author=author)
    return Row(
        f"entry {entry.seq}",
        on,
        words,
        note=entry.author if entry.author != "you" else "",
        role="text3" if entry.undone or entry.kind in ("undo", "redo") else "text",
        tip=tr("{what}. Taken back.", what=told) if entry.undone else told,
        called=told,
        removing=tr("Set it back to how it was then") if setting_back is not None else "",
        removing_icon="undo",
        remove=setting_back(entry.seq) if setting_back is not None else None,
    )


def plain(entry: HistoryEntry, title: str) -> str:
    """The entry's sentence, short: whose history it is need not be said in each line."""
    # Other languages than English put whose it is in front.
    words = entry.label.removeprefix(f"{quoted(title)}: ")
    for whose in (f" of “{title}”", f" “{title}”"):
        words = words.replace(whose, "", 1)
    words = words.removeprefix("set the ")
    if entry.kind == "undo":
        return tr("Undid: {what}", what=words)
    if entry.kind == "redo":
        return tr("Again: {what}", what=words)
    return words[:1].upper() + words[1:]
