"""What changed as JSON values: for the command line and for whatever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.changes.words import TOPIC_WORDS, sentence, summary
from deliverydesk.domain.coding import plain
from deliverydesk.domain.entities import TABLE_NAMES

if TYPE_CHECKING:
    from deliverydesk.analysis.changes.between import Changes, Point


def plain_changes(changes: Changes) -> list[dict[str, Any]]:
    """A dictionary for each topic that has points: its key, its words, what it comes to, and its points."""
    return [
        {
            "topic": topic.name.lower(),
            "title": TOPIC_WORDS[topic],
            "summary": summary(changes, topic),
            "days_later": changes.later(topic).total,
            "days_earlier": changes.earlier(topic).total,
            "effort_more": changes.more_effort(topic).total,
            "effort_less": changes.less_effort(topic).total,
            "changes": [_point(changes, point) for point in points],
        }
        for topic, points in changes.by_topic.items()
    ]


def _point(changes: Changes, point: Point) -> dict[str, Any]:
    return {
        "words": sentence(changes, point),
        "matter": point.matter.name.lower(),
        "entity": TABLE_NAMES[point.change.entity_type],
        "id": point.change.id,
        "field": point.field or None,
        "before": plain(point.before),
        "after": plain(point.after),
        "days": point.days,
        "effort": point.effort,
        "count": point.number,
        "deliverables": list(point.items),
        "outcomes": list(point.outcomes),
    }
