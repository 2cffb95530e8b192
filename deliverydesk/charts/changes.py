"""What changed between two moments as a table of sentences, for a spreadsheet or a slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.changes.words import TOPIC_WORDS, sentence
from deliverydesk.charts.table import Column, TableData
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.analysis.changes.between import Changes


def changes_table(changes: Changes, since: str, until: str) -> TableData:
    """A row for each point, in the order of the topics; `since` and `until` are the words for the two moments.

    The columns of days and of person-weeks are there where something has any.
    """
    dated, sized = any(point.days for point in changes.points), any(point.effort for point in changes.points)
    columns = [Column(tr("Topic"), "text", 20), Column(tr("What changed"), "text", 80)]
    if dated:
        columns.append(Column(tr("Later by"), "whole", 9, tr("days")))
    if sized:
        columns.append(Column(tr("Effort"), "number", 9, tr("pw")))
    rows = tuple(
        (
            TOPIC_WORDS[point.topic],
            sentence(changes, point),
            *([point.days or None] if dated else []),
            *([point.effort or None] if sized else []),
        )
        for point in changes.points
    )
    title = tr("What changed from {since} to {until}", since=since, until=until)
    return TableData(title, tuple(columns), rows, lines=2)
