"""Files in: tables of any tool to deliverables and measurements. No Qt; spreadsheet libraries load on first use.

table = read_source(path)                       # bytes to cells, with every choice made shown in table.options
plan = plan_for(table, portfolio)               # what each column becomes: remembered, else guessed
found = preview(table, plan, portfolio)         # counts, problems, report, and one change set
document.apply(found.change_set)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliverydesk.importers.guess import guess_plan, with_words
    from deliverydesk.importers.importing import preview
    from deliverydesk.importers.limits import limits_sentence
    from deliverydesk.importers.memory import keep_report, plan_for, remember
    from deliverydesk.importers.model import Cell, ColumnGuess, ImportProblem, Notice, ReadOptions, Source, Table
    from deliverydesk.importers.plan import ColumnPlan, ImportPlan, read_options
    from deliverydesk.importers.reader import ENDINGS, read_bytes, read_source
    from deliverydesk.importers.report import Preview, Report, RowPreview
    from deliverydesk.importers.rows import Problem

_HOMES = {
    "guess": ("guess_plan", "with_words"),
    "importing": ("preview",),
    "limits": ("limits_sentence",),
    "memory": ("keep_report", "plan_for", "remember"),
    "model": ("Cell", "ColumnGuess", "ImportProblem", "Notice", "ReadOptions", "Source", "Table"),
    "plan": ("ColumnPlan", "ImportPlan", "read_options"),
    "report": ("Preview", "Report", "RowPreview"),
    "reader": ("ENDINGS", "read_bytes", "read_source"),
    "rows": ("Problem",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ENDINGS",
    "Cell",
    "ColumnGuess",
    "ColumnPlan",
    "ImportPlan",
    "ImportProblem",
    "Notice",
    "Preview",
    "Problem",
    "ReadOptions",
    "Report",
    "RowPreview",
    "Source",
    "Table",
    "guess_plan",
    "keep_report",
    "limits_sentence",
    "plan_for",
    "preview",
    "read_bytes",
    "read_options",
    "read_source",
    "remember",
    "with_words",
]


def __getattr__(name: str) -> Any:
    """Modules load when something of theirs is first asked for: who only reads a date loads no importer."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
