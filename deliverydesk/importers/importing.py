"""From a table and a plan to a preview: one change set, counts, problems and the report to keep."""

from pathlib import PurePath

from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check
from deliverydesk.domain.wording import counted, figure
from deliverydesk.importers.dates import PERIOD_FORMATS, find_format, format_words, parse_date
from deliverydesk.importers.deliverables import DeliverableImport
from deliverydesk.importers.fields import SINGULAR, UNIT_WORDS
from deliverydesk.importers.measurements import MeasurementImport
from deliverydesk.importers.model import ImportProblem, Table, any_of, quoted
from deliverydesk.importers.outcomes import OutcomeImport
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.records import RecordImport
from deliverydesk.importers.report import MAX_REPORTED, Preview, Report, RowPreview, RowState
from deliverydesk.importers.rows import LEFT_OUT, RowReader, Rows
from deliverydesk.importers.taken import Taken
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress, no_progress

_CHECKED_AT_ONCE = 5_000


def preview(table: Table, plan: ImportPlan, portfolio: Portfolio, progress: Progress = no_progress) -> Preview:
    """What importing the table by this plan would do to the portfolio. Pure: nothing is changed.

    Raises ImportProblem where the plan does not fit the table, and lets Cancelled through from ``progress``.
    """
    plan.check(table)
    rows = RowReader(table, plan).read(_part(progress, 0))
    taken = _take(table, rows, plan, portfolio, _part(progress, 1))
    change_set = taken.draft.change_set(_label(table, plan, taken))
    _check_rules(portfolio, change_set, _part(progress, 2))
    progress(3000, 3000)
    return _preview(table, plan, rows, taken, change_set)


def _take(table: Table, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> Taken:
    match plan.what:
        case "deliverables":
            return DeliverableImport(rows, plan, portfolio, progress).take()
        case "measurements":
            return MeasurementImport(table, rows, plan, portfolio, progress).take()
        case "outcomes":
            return OutcomeImport(rows, plan, portfolio, progress).take()
        case "products" | "teams" | "people":
            return RecordImport(rows, plan, portfolio, progress).take()


def _part(progress: Progress, part: int) -> Progress:
    """Reports the second or third part of the work as a share of the whole, counted in thirds of a thousand."""
    return lambda done, of: progress(1000 * part + 1000 * min(done, of) // max(1, of), 3000)


def _label(table: Table, plan: ImportPlan, taken: Taken) -> str:
    changed = sum(row.state in ("add", "update") for row in taken.rows)
    if taken.counts is not None:
        changed = taken.counts["add"] + taken.counts["update"]
    things = counted(changed, SINGULAR[plan.what])
    return tr("import {things} from {file}", things=things, file=quoted(PurePath(table.source.path).name))


def _check_rules(portfolio: Portfolio, change_set: ChangeSet, progress: Progress) -> None:
    """A broken rule that no row check foresaw stops the import here, in its own words, and not half-way through."""
    after = portfolio.after(change_set)
    changes = change_set.changes
    for start in range(0, len(changes), _CHECKED_AT_ONCE):
        progress(start, len(changes))
        try:
            check(after, ChangeSet(change_set.label, changes[start : start + _CHECKED_AT_ONCE]))
        except DeskError as error:
            raise ImportProblem(tr("The import would break a rule of the portfolio: {reason}", reason=error)) from error


def _preview(table: Table, plan: ImportPlan, rows: Rows, taken: Taken, change_set: ChangeSet) -> Preview:
    states: dict[RowState, int] = taken.counts or {
        state: sum(row.state == state for row in taken.rows) for state in ("add", "update", "unchanged")
    }
    problems = tuple(sorted(rows.problems, key=lambda problem: problem.row))
    listed = {row.row for row in taken.rows}
    out = {problem.row: problem.value for problem in problems if problem.consequence == LEFT_OUT}
    row_states = [*taken.rows, *(RowPreview(row, title, "left out") for row, title in out.items() if row not in listed)]
    notices = (*(notice.sentence for notice in table.notices), *_notices(plan, rows), *taken.notices)
    report = Report(
        source=PurePath(table.source.path).name,
        what=plan.what,
        rows=table.row_count,
        added=states["add"],
        updated=states["update"],
        unchanged=states["unchanged"],
        left_out=rows.left_out,
        created=taken.created,
        columns_not_taken={
            guess.name: guess.filled
            for guess in table.guesses
            if guess.filled and not plan.column(guess.name).field and guess.name not in rows.by_level
        },
        notices=notices,
        problems=tuple(problem.sentence for problem in problems[:MAX_REPORTED]),
        problem_count=len(problems),
    )
    ordered = tuple(sorted(row_states, key=lambda row: row.row))
    return Preview(change_set, ordered, problems, report, notices, taken.created, taken.matches)


def _dated_notices(plan: ImportPlan) -> list[str]:
    """How the headers were read where they are dates."""
    dated = plan.of_field("dated")
    if not dated:
        return []
    first, form = dated[0].column, dated[0].date_format
    words = {"first": quoted(first), "form": format_words(form)}
    notices = [
        trn(
            "{n} column of a day each, from {first} on, read as {form}.",
            "{n} columns of a day each, from {first} on, read as {form}.",
            len(dated),
            n=figure(len(dated)),
            **words,
        )
    ]
    if form in PERIOD_FORMATS:
        notices.append(tr("The headers have no days; the first day of each period is taken."))
    others = [
        other
        for other in find_format([column.column for column in dated]).choices
        if other != form and any(parse_date(c.column, other) != parse_date(c.column, form) for c in dated)
    ]
    if others:
        forms = any_of(map(format_words, (form, *others)))
        notices.append(tr("{first} may be {forms}, read as {form}; check this.", forms=forms, **words))
    return notices


def _notices(plan: ImportPlan, rows: Rows) -> list[str]:
    notices = []
    for (field, column, word), count in sorted(rows.unknown_words.items(), key=lambda item: -item[1]):
        notices.append(_UNKNOWN[field].format(word=quoted(word), column=quoted(column), rows=counted(count, "row")))
    for column, count in rows.dropped_values.items():
        notices.append(
            trn(
                "{column} has several values in {n} row; the first one is taken.",
                "{column} has several values in {n} rows; the first one is taken.",
                count,
                column=quoted(column),
                n=figure(count),
            )
        )
    for column, count in rows.by_level.items():
        notices.append(
            trn(
                "{n} row has its title in {column}, as levels of an outline have.",
                "{n} rows have their titles in {column}, as levels of an outline have.",
                count,
                column=quoted(column),
                n=figure(count),
            )
        )
    notices += [
        tr("{column} has no days; the first day of each period is taken.", column=quoted(each.column))
        for each in plan.columns
        if each.field != "dated" and each.field and each.date_format in PERIOD_FORMATS
    ]
    notices += _dated_notices(plan)
    effort = plan.of_field("effort")
    if effort and effort[0].unit not in ("", "person-weeks"):
        notices.append(
            tr("{column} is read as {unit}.", column=quoted(effort[0].column), unit=UNIT_WORDS[effort[0].unit])
        )
    return notices


_UNKNOWN = {
    "stage": tr(
        "{word} in {column} ({rows}) is no stage that is known; say what it means, or the stage stays as it is."
    ),
    "kind": tr("{word} in {column} ({rows}) is no kind that is known; say what it means, or the kind stays as it is."),
}
