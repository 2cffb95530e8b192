"""Files in: tables of any tool to deliverables and measurements. No Qt; spreadsheet libraries load on first use.

table = read_source(path)                       # bytes to cells, with every choice made shown in table.options
plan = plan_for(table, portfolio)               # what each column becomes: remembered, else guessed
found = preview(table, plan, portfolio)         # counts, problems, report, and one change set
document.apply(found.change_set)
"""

from deliverydesk.importers.guess import guess_plan, with_words
from deliverydesk.importers.importing import preview
from deliverydesk.importers.limits import limits_sentence
from deliverydesk.importers.memory import keep_report, plan_for, remember
from deliverydesk.importers.model import Cell, ColumnGuess, ImportProblem, ReadOptions, Source, Table
from deliverydesk.importers.plan import ColumnPlan, ImportPlan, read_options
from deliverydesk.importers.preview import Preview, Report, RowPreview
from deliverydesk.importers.reader import ENDINGS, read_bytes, read_source
from deliverydesk.importers.rows import Problem

__all__ = [
    "ENDINGS",
    "Cell",
    "ColumnGuess",
    "ColumnPlan",
    "ImportPlan",
    "ImportProblem",
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
