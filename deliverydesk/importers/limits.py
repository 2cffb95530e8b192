"""What the importers take at most. Every limit is said to the person who meets it; nothing is cut to fit."""

from deliverydesk.domain.bounds import NAME_LIMIT, NOTES_LIMIT
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr

MAX_BYTES = 60 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 2_000
MAX_CELLS = 5_000_000
MAX_TITLE = NAME_LIMIT
MAX_NOTES = NOTES_LIMIT

#: Together, the parts of a workbook may unpack to this much; an ordinary 60 MB workbook stays far below.
MAX_UNPACKED = 600 * 1024 * 1024
MAX_PARTS = 5_000

#: Records looked at to find delimiter and header, and how many loops pass between two progress reports.
SAMPLE_RECORDS = 60
PROGRESS_EVERY = 500


def limits_sentence() -> str:
    """All limits in one sentence, for the import dialog and the help."""
    return tr(
        "Files up to {size} MB, {rows} rows and {columns} columns are read; "
        "titles may have {title} characters and notes {notes}.",
        size=MAX_BYTES // 1024**2,
        rows=figure(MAX_ROWS),
        columns=figure(MAX_COLUMNS),
        title=figure(MAX_TITLE),
        notes=figure(MAX_NOTES),
    )
