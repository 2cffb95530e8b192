"""`deliverydesk import SOURCE FILE`: a table into a portfolio, in one step that can be undone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.cli.main import DONE, PROBLEMS, WrongUse, existing, parser_for
from deliverydesk.document.document import Document
from deliverydesk.domain.formats import Formats, use
from deliverydesk.domain.wording import figure
from deliverydesk.support.clock import now
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.importers import ImportPlan, Preview, Table
    from deliverydesk.importers.rows import Problem

_WORDS = tr(
    """Bring a table (CSV, TSV, XLSX, XLS, XLSB, ODS) into a portfolio: deliverables, outcomes, their measurements,
products, teams or people.

What it holds and what each column becomes is guessed from its header and values, and remembered for tables with the
same header. --map says it instead, as JSON or as the name of a file with JSON ("what": "teams" says what it holds);
what it does not say stays guessed:

  {"columns": {"Summary": "title", "Due": {"field": "target_date", "date_format": "dd/mm/yyyy"}, "Votes": null},
   "read": {"encoding": "cp1252", "delimiter": ";", "header_row": 3, "sheet": "Backlog"},
   "stages": {"In QA": "delivery"}, "default_product": "Claims", "update": true}

A row whose key or title is known updates what is there. The import is one step: undo takes all of it back. A backup
is taken before it, and a report of what was not taken is kept.
Exit codes: 0 everything was taken, 1 some rows or cells were not, 2 wrong use."""
)

_SHOWN = 200


def import_(given: list[str]) -> int:
    """The command."""
    parser = parser_for("import", _WORDS)
    parser.add_argument("source", type=Path, help=tr("the table"))
    parser.add_argument("file", type=Path, help=tr("the portfolio, which must exist"))
    parser.add_argument("--map", metavar="JSON", help=tr("how to read the table and what its columns become"))
    parser.add_argument("--dry-run", action="store_true", help=tr("say what would happen and change nothing"))
    parser.add_argument("--json", action="store_true", help=tr("the result as JSON, with every problem"))
    parser.add_argument("--fields", action="store_true", help=tr("list what a column can become, and end"))
    if "--fields" in given:
        return _list_fields()
    options = parser.parse_args(given)
    source, path = existing(options.source), existing(options.file)
    mapping = _mapping(options.map)
    document = Document.open(path, read_only=options.dry_run)
    use(Formats.of(document.portfolio.settings))
    try:
        table, plan = _planned(source, mapping, document.portfolio)
        return _carry_out(document, table, plan, dry_run=options.dry_run, as_json=options.json)
    finally:
        document.close()


def _planned(source: Path, mapping: Any, portfolio: Portfolio) -> tuple[Table, ImportPlan]:
    """The table as read, and what its columns become: as the mapping says, else as last time, else as guessed."""
    from deliverydesk import importers

    try:
        reading = importers.read_options(mapping)
    except importers.ImportProblem as error:
        raise WrongUse(str(error)) from error
    table = importers.read_source(source, reading)
    plan = importers.plan_for(table, portfolio)
    if mapping:
        try:
            plan = importers.ImportPlan.from_json({**mapping, "read": table.options.to_json()}, plan)
            plan.check(table)
        except importers.ImportProblem as error:
            raise WrongUse(str(error)) from error
        plan = importers.with_words(plan, table)
    return table, plan


def _carry_out(document: Document, table: Table, plan: ImportPlan, *, dry_run: bool, as_json: bool) -> int:
    from deliverydesk import importers

    found = importers.preview(table, plan, document.portfolio)
    seq: int | None = None
    kept: Path | None = None
    if not dry_run:
        if found.change_set:
            from deliverydesk.storage import backups

            backups.take(document.store, tr("before an import"))
            seq = document.apply(found.change_set)
        kept = _keep(table, plan, found)
    if as_json:
        print(json.dumps(_as_json(plan, found, seq, kept, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        _tell(table, found, kept, dry_run=dry_run)
    return PROBLEMS if found.problems or found.left_out else DONE


def _keep(table: Table, plan: ImportPlan, found: Preview) -> Path | None:
    """Remember the plan and keep the report. The import is done by now: a full disk only costs these two."""
    from deliverydesk import importers

    try:
        importers.remember(table, plan)
        return importers.keep_report(found.report, now().isoformat(timespec="seconds"))
    except (DeskError, OSError) as error:
        words = tr("The import is done, but its report could not be kept: {reason}", reason=error)
        print(f"deliverydesk: {words}", file=sys.stderr)
        return None


def _as_json(plan: ImportPlan, found: Preview, seq: int | None, kept: Path | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        **found.report.to_json(),
        "problems": [_problem_json(problem) for problem in found.problems],
        "dry_run": dry_run,
        "seq": seq,
        "report": None if kept is None else str(kept),
        "map": plan.to_json(),
    }


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason,
        "consequence": problem.consequence,
    }


def _tell(table: Table, found: Preview, kept: Path | None, *, dry_run: bool) -> None:
    headline, *others = found.report.sentences()
    print(f"{Path(table.source.path).name}: {headline}")
    about_rows = len(found.report.problems) + (found.report.problem_count > len(found.report.problems))
    for sentence in others[: len(others) - about_rows]:
        print(sentence)
    for problem in found.problems[:_SHOWN]:
        print(problem.sentence)
    more = len(found.problems) - _SHOWN
    if more > 0:
        print(
            trn(
                "{n} more problem is listed by --json.", "{n} more problems are listed by --json.", more, n=figure(more)
            )
        )
    if dry_run:
        print(tr("Nothing was changed: this was a dry run."))
    elif not found.change_set:
        print(tr("Nothing was changed: everything in the table is in the portfolio already."))
    if kept is not None:
        print(tr("Report: {path}", path=kept))


def _mapping(given: str | None) -> Any:
    """The JSON in --map or in the file that it names. Raises WrongUse."""
    if given is None:
        return {}
    words = given
    if not given.lstrip().startswith(("{", "[")):
        try:
            words = Path(given).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or tr("it is not UTF-8 text")
            raise WrongUse(
                tr("The mapping {mapping} cannot be read: {reason}.", mapping=given[:200], reason=reason)
            ) from None
    try:
        return json.loads(words)
    except (ValueError, RecursionError) as error:
        raise WrongUse(tr("The mapping is not JSON: {reason}.", reason=error)) from None


def _list_fields() -> int:
    from deliverydesk.importers.fields import FIELDS

    for what, fields in FIELDS.items():
        print(f"{what}:")
        for field in fields.values():
            units = f" ({', '.join(field.units)})" if field.units else ""
            print(f"  {field.name:18} {field.label}{units}")
    return DONE
