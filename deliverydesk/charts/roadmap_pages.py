"""A roadmap of many rows on several pages: lanes are kept whole where they fit, and told to go on where they do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deliverydesk.charts.roadmap import Bar, Lane, Link, RoadmapPicture
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator


def pages(picture: RoadmapPicture, rows: int) -> list[RoadmapPicture]:
    """The picture cut into pages of at most `rows` rows, at least one; each page is a picture of the same days.

    A lane with one row takes two, as its name does. Dependencies between pages are kept only where they are broken.
    """
    rows = max(rows, 2)
    found: list[list[Lane]] = [[]]
    used = 0
    for lane in picture.lanes:
        for part in _parts(lane, rows, rows - used):
            needed = part.room
            if used + needed > rows and found[-1]:
                found.append([])
                used = 0
            found[-1].append(part)
            used += needed
    if len(found) == 1 and len(found[0]) == len(picture.lanes):
        return [picture]
    return [_page(picture, lanes) for lanes in found]


def _parts(lane: Lane, rows: int, room: int) -> Iterator[Lane]:
    """The lane whole, or where it is longer than a page in pieces of a page; the first may fill what room is left."""
    if lane.height <= rows:
        yield lane
        return
    begin = 0
    step = room if room >= 4 else rows
    while begin < lane.height:
        name = lane.name if begin == 0 else tr("{lane}, continued", lane=lane.name)
        yield replace(lane, name=name, rows=lane.rows[begin : begin + step])
        begin += step
        step = rows


def _page(picture: RoadmapPicture, lanes: list[Lane]) -> RoadmapPicture:
    made: list[Lane] = []
    bars: dict[int, Bar] = {}
    first_row = 0
    for at, lane in enumerate(lanes):
        own = tuple(tuple(bar._replace(lane=at, row=row) for bar in line) for row, line in enumerate(lane.rows))
        made.append(replace(lane, first_row=first_row, rows=own))
        first_row += made[-1].height
        bars.update((bar.id, bar) for line in own for bar in line)
    links: dict[int, tuple[Link, ...]] = {}
    for bar_id in bars:
        kept = tuple(
            link if link.predecessor in bars else link._replace(placed=False)
            for link in picture.links.get(bar_id, ())
            if link.successor in bars and (link.predecessor in bars or link.problem)
        )
        if kept:
            links[bar_id] = kept
    return replace(picture, lanes=tuple(made), bars=bars, links=links, cut=True)
