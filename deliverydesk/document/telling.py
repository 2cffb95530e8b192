"""What goes through a document's door: change sets that are ready to be committed, and what listeners hear of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.supposing import Laid

Step = Literal["undo", "redo"]


class Changed(NamedTuple):
    """What listeners hear, once a change set, after its commit; also where another what-if, or none, is looked into."""

    change_set: ChangeSet
    before: Portfolio
    after: Portfolio
    origin: object | None
    """Whoever began it, as given to `apply`."""
    seq: int
    looked: bool = False
    """True where nothing was done: the same document is looked at otherwise."""


class HistoryEntry(NamedTuple):
    """One line of the history."""

    seq: int
    at: str
    author: str
    kind: str
    """do, undo, redo or checkpoint."""
    label: str
    undone: bool
    """True for what was done and is taken back now."""


class Inside(NamedTuple):
    """A what-if that a document looks into."""

    scenario: int
    laid: Laid
    """As it lies over the plan."""

    @property
    def carried(self) -> int:
        """As how many changes it counts to write all differences anew."""
        return len(self.laid.changes.changes) // 4


class Kept(NamedTuple):
    """What a document keeps of a change set where a what-if is looked into, before or after it."""

    change_set: ChangeSet
    """What is written."""
    actual: Portfolio
    """The plan after it."""
    inside: Inside | None
    """The what-if that is looked into after it."""


class Prepared(NamedTuple):
    """A change set that keeps the rules, ready to be committed in any thread."""

    change_set: ChangeSet
    before: Portfolio
    after: Portfolio
    kind: str = "do"
    """do, undo, redo, checkpoint, or look: then there is nothing to be written."""
    of: int | None = None
    kept: Kept | None = None
    """None: it is written as it is told."""
