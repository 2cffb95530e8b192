"""`deliverydesk changes FILE --from DATE --to DATE`: what changed between two past days, in sentences or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.cli.main import DONE, existing, parser_for
from deliverydesk.document.document import Document
from deliverydesk.domain.formats import Formats, use
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.analysis.changes.between import Changes
    from deliverydesk.document.rewinding import Past

_WORDS = tr(
    """Tell what changed between two days, each as it was at its end, from the file's own history. Changes nothing.

A day is written as 2026-08-19. The name of a checkpoint does as well, and the number of an entry, such as 12."""
)


def changes(given: list[str]) -> int:
    """The command."""
    parser = parser_for("changes", _WORDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--from", metavar="DATE", dest="since", required=True, help=tr("the day or checkpoint before"))
    parser.add_argument("--to", metavar="DATE", dest="until", help=tr("the day or checkpoint after; now without one"))
    parser.add_argument(
        "--json", action="store_true", help=tr("as JSON: one list per topic, each point with its words")
    )
    options = parser.parse_args(given)
    document = Document.open(existing(options.file), read_only=True)
    try:
        rewind = document.rewind()
        first = rewind.at(options.since)
        last = rewind.after(document.seq) if options.until is None else rewind.at(options.until)
    finally:
        document.close()
    use(Formats.of(document.portfolio.settings))
    from deliverydesk.analysis.changes.between import changes_between
    from deliverydesk.analysis.changes.plain import plain_changes

    found = changes_between(first.portfolio, last.portfolio)
    if options.json:
        told = {"from": _moment(first), "to": _moment(last), "topics": plain_changes(found)}
        print(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(found)))
    return DONE


def _moment(past: Past) -> dict[str, str | int]:
    return {"seq": past.entry.seq, "at": past.entry.at, "label": past.entry.label}


def _lines(found: Changes) -> Iterator[str]:
    from deliverydesk.analysis.changes.words import TOPIC_WORDS, sentence, summary

    if not found.points:
        yield tr("Nothing changed.")
    for topic, points in found.by_topic.items():
        yield tr("{topic}: {what}.", topic=TOPIC_WORDS[topic], what=summary(found, topic))
        yield from (f"  {sentence(found, point)}" for point in points)
