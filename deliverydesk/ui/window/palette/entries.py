"""What the palette offers: one line each, and what choosing it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from deliverydesk.support.language import tr


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette. A heading where it has no key."""

    key: str
    """What it is remembered by: "window.undo", "deliverables/12"."""
    group: str
    words: str
    detail: str = ""
    """Where it is, or what it belongs to."""
    icon: str = ""
    shortcut: str = ""
    reason: str = ""
    """Why it cannot be chosen now; empty where it can."""
    run: Callable[[], object] = field(default=lambda: None, compare=False)
    also: str = ""
    """Other words that it is found by."""
    figure: str = ""
    """The figure of `analysis.definitions` that it speaks of; empty for none."""

    @property
    def is_heading(self) -> bool:
        """True for the title of a group."""
        return not self.key

    def spoken(self) -> str:
        """The line for a screen reader."""
        if self.is_heading:
            return tr("{title}, heading", title=self.words)
        return ", ".join(part for part in (self.words, self.detail, self.shortcut, self.reason) if part)


_MOST_OF_GROUP = 6


def grouped(entries: list[Entry]) -> list[Entry]:
    """Entries, best first, under headings in the order of each group's best; a few of each where there are several."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    most = _MOST_OF_GROUP if len(groups) > 1 else len(entries)
    listed: list[Entry] = []
    for group, members in groups.items():
        listed += [Entry("", group, group), *members[:most]]
    return listed
