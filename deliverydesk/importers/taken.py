"""What taking the rows of a table gives."""

from dataclasses import dataclass

from deliverydesk.actions.draft import Draft
from deliverydesk.importers.report import OutcomeMatch, RowPreview, RowState


@dataclass(slots=True)
class Taken:
    """The rows as a draft of changes."""

    draft: Draft
    rows: list[RowPreview]
    notices: list[str]
    created: dict[str, tuple[str, ...]]
    counts: dict[RowState, int] | None = None
    """What is counted where one row brings several things; None where rows are counted."""
    matches: tuple[OutcomeMatch, ...] = ()
    """The outcomes that the table names, for measurements."""
