"""What is remembered between imports: the plan for tables with the same header, and the reports."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.guess import guess_plan, with_words
from deliverydesk.importers.model import ImportProblem, Table
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.report import Report
from deliverydesk.importers.series import file_title
from deliverydesk.support.atomic import replacing
from deliverydesk.support.paths import data_dir

_FILE = "import-plans.json"
_KEPT = 200


def signature(table: Table) -> str:
    """Stands for the header of a table: same names in the same order, same signature."""
    names = "\x1f".join(" ".join(name.split()).casefold() for name in table.headers)
    return hashlib.sha256(names.encode()).hexdigest()[:24]


def plan_for(table: Table, portfolio: Portfolio, folder: Path | None = None) -> ImportPlan:
    """The plan that was used for such a table last time, else the guess.

    Formats are looked up in the values again, since next month's export may be written on another machine.
    """
    guess = guess_plan(table, portfolio)
    remembered = _stored(folder).get(signature(table))
    if remembered is None:
        return guess
    try:
        plan = ImportPlan.from_json({**remembered, "read": {}}, guess)
        plan = replace(plan, read=guess.read)
        plan.check(table)
    except ImportProblem:
        return guess  # written by another version, perhaps
    columns = tuple(_with_its_name(_with_fitting_formats(table, each.column, plan), guess) for each in plan.columns)
    return with_words(replace(plan, columns=columns), table)


def remember(table: Table, plan: ImportPlan, folder: Path | None = None) -> None:
    """Keep the plan for the next table with this header. Raises DeskError where it cannot be written."""
    stored = _stored(folder)
    stored.pop(signature(table), None)
    # what is named after its file is to be named after the next one: DAU.csv and MRR.csv may have the same header
    named = file_title(table)
    columns = tuple(replace(each, outcome="") if each.outcome == named else each for each in plan.columns)
    stored[signature(table)] = replace(plan, columns=columns).to_json()
    while len(stored) > _KEPT:
        del stored[next(iter(stored))]
    _write(_folder(folder) / _FILE, stored)


def keep_report(report: Report, moment: str, folder: Path | None = None) -> Path:
    """Write a report beside the others and return its path; ``moment`` is part of its name and in ISO form.

    Raises DeskError where it cannot be written.
    """
    stem = re.sub(r"[^\w.-]+", "-", Path(report.source).stem)[:60].strip(".-") or "table"
    name = f"{re.sub(r'[^0-9T]', '', moment)[:15]} {stem}"
    reports = _folder(folder) / "import-reports"
    path = reports / f"{name}.json"
    count = 1
    while path.exists():
        count += 1
        path = reports / f"{name} {count}.json"
    _write(path, {"imported": moment, **report.to_json()})
    return path


def _with_its_name(column: ColumnPlan, guess: ImportPlan) -> ColumnPlan:
    if column.field not in ("value", "dated") or column.outcome:
        return column
    return replace(column, outcome=guess.column(column.column).outcome)


def _with_fitting_formats(table: Table, name: str, plan: ImportPlan) -> Any:
    column = plan.column(name)
    guess = table.guess(name)
    if guess.kind == "date" and column.date_format not in guess.date_choices:
        column = replace(column, date_format=guess.date_format)
    if guess.kind == "number" and not guess.undecided:
        column = replace(column, number_style=guess.number_style)
    return column


def _folder(folder: Path | None) -> Path:
    return folder if folder is not None else data_dir()


def _stored(folder: Path | None) -> dict[str, Any]:
    try:
        data = json.loads((_folder(folder) / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
