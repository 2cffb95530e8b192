"""What an import will do, before it is done; and what is kept of it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.wording import counted, figure
from deliverydesk.importers.fields import SINGULAR
from deliverydesk.importers.rows import Problem
from deliverydesk.support.language import tr, trn

RowState = Literal["add", "update", "unchanged", "left out"]

#: Problems listed in a kept report; the number of all of them is kept as well.
MAX_REPORTED = 5_000


@dataclass(frozen=True, slots=True)
class RowPreview:
    """What becomes of one row."""

    row: int
    title: str
    state: RowState


@dataclass(frozen=True, slots=True)
class OutcomeMatch:
    """A name in the table and the outcome it is taken for."""

    name: str
    outcome: str
    """The outcome's name; empty while nobody has said whether the one that looks like it is meant, or for none."""
    state: Literal["known", "new", "guess", "left out"]
    guess: str = ""
    """A known outcome with a name much like it."""
    values: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What came in and what did not, in plain values and sentences; kept beside the portfolio's backups."""

    source: str
    what: str
    rows: int
    added: int
    updated: int
    unchanged: int
    left_out: int
    created: Mapping[str, tuple[str, ...]]
    """Names made on the way by table: products, teams, outcomes."""
    columns_not_taken: Mapping[str, int]
    """Columns that became nothing, with the number of their cells that are not empty."""
    notices: tuple[str, ...]
    problems: tuple[str, ...]
    problem_count: int

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    def sentences(self) -> tuple[str, ...]:
        """The whole report as lines of text."""
        lines = [self.headline, *(new_words(table, names) for table, names in self.created.items())]
        if self.columns_not_taken:
            columns = ", ".join(f"{name} ({figure(cells)})" for name, cells in self.columns_not_taken.items())
            lines.append(tr("Columns not taken, with their filled cells: {columns}.", columns=columns))
        lines += [*self.notices, *self.problems]
        unlisted = self.problem_count - len(self.problems)
        if unlisted:
            lines.append(
                trn(
                    "{n} more problem is not listed.", "{n} more problems are not listed.", unlisted, n=figure(unlisted)
                )
            )
        return tuple(lines)

    @property
    def headline(self) -> str:
        """The counts in one sentence."""
        return tr(
            "{rows}: {added} added, {updated} updated, {unchanged} unchanged, {left_out} left out.",
            rows=counted(self.rows, "row"),
            added=counted(self.added, SINGULAR[self.what]),
            updated=figure(self.updated),
            unchanged=figure(self.unchanged),
            left_out=figure(self.left_out),
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """The change set that an import would apply, with counts, problems and the state of every row."""

    change_set: ChangeSet
    rows: tuple[RowPreview, ...]
    problems: tuple[Problem, ...]
    report: Report
    notices: tuple[str, ...] = ()
    created: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matches: tuple[OutcomeMatch, ...] = ()
    """The outcomes that a table of measurements names."""

    @property
    def added(self) -> int:
        """Rows that add something; of measurements, values."""
        return self.report.added

    @property
    def updated(self) -> int:
        """Rows that change something known; of measurements, values."""
        return self.report.updated

    @property
    def unchanged(self) -> int:
        """Rows that are in the portfolio as they are in the file."""
        return self.report.unchanged

    @property
    def left_out(self) -> int:
        """Rows that are not taken."""
        return self.report.left_out


_NEW = {
    "products": tr("New products: {names}."),
    "teams": tr("New teams: {names}."),
    "outcomes": tr("New outcomes: {names}."),
}


def new_words(table: str, names: Sequence[str]) -> str:
    """What an import makes beside the rows, by its name in `Report.created`; the bare names where a kept report has
    another one.
    """
    return _NEW.get(table, "{names}").format(names=", ".join(names))
