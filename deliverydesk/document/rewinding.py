"""How the portfolio stood before: on any past day, or after any entry of its journal. Nothing is ever written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.entities import ENTITY_TYPES
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import day_words, quoted
from deliverydesk.storage.errors import StorageError
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.document.keeper import Keeper
    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.storage.reading import Entry


class Past(NamedTuple):
    """The portfolio as it stood after an entry of the journal."""

    portfolio: Portfolio
    entry: Entry
    """The last one that had been made by then."""
    moves: list[StageMove]
    """The changes of stages that were known by then."""


class Rewind:
    """Undoes the journal in memory, from a portfolio back to any of its entries.

    It holds on to the portfolio that it was made with; what is committed meanwhile does not disturb it. All methods
    may be called in a thread.
    """

    def __init__(self, keeper: Keeper, portfolio: Portfolio, seq: int) -> None:
        """`portfolio` as it is after the entry `seq`. Use `Document.rewind`."""
        self._keeper = keeper
        self._portfolio = portfolio
        self._seq = seq

    @property
    def latest(self) -> int:
        """The number of the entry that it was made after."""
        return self._seq

    @property
    def beginning(self) -> Entry:
        """The entry that the journal begins with: before it nobody knows how the portfolio stood."""
        return self._keeper.entry(1)

    def checkpoints(self) -> list[Entry]:
        """The states that were given a name, newest first."""
        return [entry for entry in self._keeper.checkpoints() if entry.seq <= self._seq]

    def entry_on(self, day: date) -> Entry:
        """The last entry by the end of a day. Raises DeskError for a day before the first one, or after today."""
        if day > today():
            raise DeskError(tr("{day} is still to come. Choose today or a day before it.", day=day_words(day)))
        found = self._keeper.last_on(day)
        if found is None:
            first = self.beginning
            raise DeskError(
                tr(
                    "How the portfolio stood on {day} is not known: the history of this file begins on {first} "
                    "({what}). Choose that day or a later one.",
                    day=day_words(day),
                    first=day_words(first.day),
                    what=quoted(first.label),
                )
            )
        return found if found.seq <= self._seq else self._keeper.entry(self._seq)

    def at(self, moment: str) -> Past:
        """The portfolio as it stood at a moment as a person names it: a day (2026-08-19), the number of an entry, or
        the name of a checkpoint, the newest of several. Raises DeskError.
        """
        day = _day(moment)
        if day is not None:
            return self.on(day)
        if moment.isdecimal():
            return self.after(int(moment[:18]))
        return self.after(self._named(moment).seq)

    def day_of(self, moment: str) -> date:
        """The day that is meant by a moment, as `at` takes it. Raises DeskError."""
        return _day(moment) or self.at(moment).entry.day

    def _named(self, name: str) -> Entry:
        wanted = " ".join(name.split()).casefold()
        for entry in self.checkpoints():
            if entry.label.casefold() == wanted:
                return entry
        raise DeskError(
            tr("{name} is no day such as 2026-08-19, and no checkpoint of this file has that name.", name=quoted(name))
        )

    def on(self, day: date) -> Past:
        """The portfolio as it stood at the end of a day. Raises DeskError; see `entry_on`."""
        return self.after(self.entry_on(day).seq)

    def after(self, seq: int) -> Past:
        """The portfolio as it stood after an entry. Raises DeskError where there is no such entry."""
        if not 1 <= seq <= self._seq:
            raise DeskError(tr("The history has no entry {seq}; the newest is {newest}.", seq=seq, newest=self._seq))
        back = self._keeper.changes_back(self._portfolio, seq, self._seq)
        return Past(self._portfolio.after(back), self._keeper.entry(seq), self._keeper.moves(seq))

    def former(self, table: str, entity_id: int, seq: int) -> Entity:
        """One entity, which is still there, as it was after the entry `seq`. Raises StorageError where it was not.

        It costs as much as has happened to this one, and not to all.
        """
        portfolio = self._portfolio
        only = (table, entity_id)
        for entry in self._keeper.entries_about(table, entity_id, 10_000):
            if entry.seq <= seq:
                break
            portfolio = portfolio.after(self._keeper.change_set(entry.seq, portfolio, forwards=False, only=only))
        found: Entity | None = portfolio.table(ENTITY_TYPES[table]).get(entity_id)
        if found is None:
            raise StorageError(tr("It was not there yet."))
        return found


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if len(words) == len("2026-08-19") else None
    except ValueError:
        return None
