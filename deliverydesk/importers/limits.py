"""What the importers take at most. Every limit is said to the person who meets it; nothing is cut to fit."""

from deliverydesk.domain.bounds import NAME_LIMIT, NOTES_LIMIT

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
    return (
        f"Files up to {MAX_BYTES // 1024**2} MB, {MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns are read; "
        f"titles may have {MAX_TITLE} characters and notes {MAX_NOTES:,}."
    )
