"""What was understood of a table, and what changing one thing about it gives. No Qt: threads and tests use it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from deliverydesk import importers
from deliverydesk.importers.fields import FIELDS
from deliverydesk.importers.units import default_separators, default_unit
from deliverydesk.importers.vocabulary import fields_for

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.importers import ColumnPlan, ImportPlan, Preview, ReadOptions, Table
    from deliverydesk.importers.fields import What
    from deliverydesk.support.progress import Progress


@dataclass(frozen=True, slots=True)
class Reading:
    """A table with its plan, and what would come of it."""

    path: Path
    table: Table
    plan: ImportPlan
    portfolio: Portfolio
    """As it was when the preview was made."""
    preview: Preview | None
    problem: str = ""
    """Why there is no preview."""
    data: bytes | None = None
    """What was pasted; None for a file, which is read from its path."""


def read(
    path: Path, options: ReadOptions | None, portfolio: Portfolio, progress: Progress, data: bytes | None = None
) -> Reading:
    """Read the file, or ``data`` that was pasted, take the plan that is remembered or guessed, and look ahead. Raises
    ImportProblem where it cannot be read, and lets Cancelled through.
    """
    if data is None:
        table = importers.read_source(path, options, progress)
    else:
        table = importers.read_bytes(data, str(path), options, progress)
    return look_ahead(path, table, importers.plan_for(table, portfolio), portfolio, progress, data)


def look_ahead(
    path: Path,
    table: Table,
    plan: ImportPlan,
    portfolio: Portfolio,
    progress: Progress,
    data: bytes | None = None,
) -> Reading:
    """What the plan would do; a plan that does not hold together says why."""
    try:
        found = importers.preview(table, plan, portfolio, progress)
    except importers.ImportProblem as error:
        return Reading(path, table, plan, portfolio, None, str(error), data)
    return Reading(path, table, plan, portfolio, found, data=data)


def with_field(table: Table, plan: ImportPlan, column: str, field: str) -> ImportPlan:
    """The plan where a column becomes another field, read as its values look."""
    guess = table.guess(column)
    chosen = {each.column: each.field for each in plan.columns} | {column: field}
    changed = replace(
        plan.column(column),
        field=field,
        date_format=guess.date_format or plan.column(column).date_format or _usual_date(plan, field),
        # Where the semicolon parts cells, the comma mostly marks decimals.
        number_style=guess.number_style or ("comma" if table.source.delimiter == ";" else "point"),
        unit=default_unit(table, column, plan.what, chosen),
        separators=default_separators(column, field),
        outcome=column if plan.what == "measurements" and field == "value" else "",
    )
    return importers.with_words(plan.with_column(changed), table)


def _usual_date(plan: ImportPlan, field: str) -> str:
    known = FIELDS[plan.what].get(field)
    return "yyyy-mm-dd" if known is not None and known.type == "date" else ""


def with_style(plan: ImportPlan, style: str) -> ImportPlan:
    """The plan where all numbers have a decimal point, or a comma."""
    return replace(plan, columns=tuple(replace(column, number_style=style) for column in plan.columns))


def with_word(plan: ImportPlan, kind: str, word: str, value: str) -> ImportPlan:
    """The plan where a status word (``kind`` "stages"), a type word ("kinds") or the name of an outcome ("outcomes")
    means something else.
    """
    if kind == "outcomes":
        return replace(plan, outcomes={**plan.outcomes, word: value})
    if kind == "stages":
        return replace(plan, stages={**plan.stages, word: value})
    return replace(plan, kinds={**plan.kinds, word: value})


def as_what(table: Table, portfolio: Portfolio, what: str) -> ImportPlan:
    """A plan for what the table is to hold: the guess where it says the same, else by the headers alone."""
    guess = importers.guess_plan(table, portfolio)
    if guess.what == what:
        return guess
    plan = importers.ImportPlan(cast("What", what), tuple(_bare(column) for column in guess.columns), guess.read)
    taken: set[str] = set()
    for name in table.names:
        for field, _ in sorted(fields_for(name, what), key=lambda pair: pair[1]):
            known = FIELDS[plan.what].get(field)
            if known is not None and (known.many or field not in taken):
                plan = with_field(table, plan, name, field)
                taken.add(field)
                break
    return plan


def _bare(column: ColumnPlan) -> ColumnPlan:
    return replace(column, field="", unit="", outcome="")
