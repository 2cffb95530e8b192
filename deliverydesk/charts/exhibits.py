"""Everything that can be a slide or a printed page, by name, with what it comes to in plain words.

Charts have the names of the catalogue; beside them there are the roadmap, the first items of the backlog
("backlog:15", or "backlog" for the usual number), the scoreboard of outcomes, the briefing ("briefing", or
"briefing:Claims" of one product) and the waste and delay bill as a table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts import catalogue
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.wording import day_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from deliverydesk.analysis.finding import Grounds
    from deliverydesk.charts.roadmap import RoadmapPicture
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData
    from deliverydesk.domain.portfolio import Portfolio

    Item = ChartSpec | TableData | RoadmapPicture

TOP = 15
"""How many items of the backlog a slide shows where nobody says."""
_MOST = 500
_TABLES = ("backlog", "scoreboard", "briefing", "waste-bill")
_ALONE = ("roadmap", *_TABLES)
"""What needs no more than its name, and is no chart."""


class Exhibit(NamedTuple):
    """One thing to show, made from today's figures. ``takeaway`` is what it comes to, proposed in plain words."""

    name: str
    item: Item
    title: str
    takeaway: str
    source: str

    def with_words(self, title: str = "", takeaway: str | None = None, source: str | None = None) -> Exhibit:
        """The same under other words; an empty title and None keep what there is."""
        title = title or self.title
        takeaway = self.takeaway if takeaway is None else takeaway
        source = self.source if source is None else source
        return Exhibit(self.name, _worded(self.item, title, takeaway, source), title, takeaway, source)


def names(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Every name for this portfolio with its title: what is about all of it first, then each outcome."""
    yield "roadmap", tr("Roadmap")
    yield f"backlog:{TOP}", tr("Backlog, first {count}", count=TOP)
    yield "scoreboard", tr("Scoreboard of outcomes")
    yield "briefing", tr("Briefing")
    for product in portfolio.products:
        yield f"briefing:{product.id}", tr("Briefing on {product}", product=product.name)
    yield "waste-bill", tr("Waste and delay bill, as a table")
    listed = list(catalogue.names(portfolio))
    yield from sorted(listed, key=lambda each: each[0].startswith("outcome:"))


def title_of(portfolio: Portfolio, name: str) -> str:
    """What an exhibit is called in lists; its name where it is not known."""
    found = re.fullmatch(r"backlog:([0-9]{1,4})", name)
    return tr("Backlog, first {count}", count=found[1]) if found else dict(names(portfolio)).get(name, name)


def is_table(name: str) -> bool:
    """Whether an exhibit is a table, and no picture, by its name."""
    return name.partition(":")[0] in _TABLES


def key_of(portfolio: Portfolio, name: str) -> str:
    """The one name that all spellings of an exhibit come to: outcomes by their number. Raises NotFound."""
    kind, _, wanted = name.strip().partition(":")
    if kind == "backlog":
        return f"backlog:{_count(wanted)}"
    if kind == "outcome" and wanted:
        return f"outcome:{catalogue.outcome_id(portfolio, wanted.strip())}"
    if kind == "briefing" and wanted:
        return f"briefing:{_product(portfolio, wanted.strip())}"
    if kind not in (*_ALONE, *(entry.name for entry in catalogue.CHARTS)) or wanted:
        raise NotFound(tr("There is no {name} to show; export --list names what there is.", name=name[:80]))
    return name.strip()


def exhibit(
    portfolio: Portfolio,
    name: str,
    *,
    today: date,
    source: str = "",
    owners: bool = True,
    grounds: Grounds | None = None,
) -> Exhibit:
    """The exhibit of a name. ``owners`` is False where the names of people are to be left out; ``grounds`` keeps what
    many exhibits stand on. Raises NotFound in one sentence.
    """
    key = key_of(portfolio, name)
    if key == "roadmap":
        from deliverydesk.charts.roadmap import build_roadmap

        picture = build_roadmap(portfolio, today=today, source=source)
        return Exhibit(key, picture, picture.title, picture.takeaway, source)
    if key.startswith("backlog:"):
        from deliverydesk.charts.packtables import backlog_exhibit

        table, takeaway = backlog_exhibit(portfolio, _count(key.partition(":")[2]), owners=owners)
        return Exhibit(key, table, table.title, takeaway, source)
    if key == "scoreboard":
        from deliverydesk.charts.packtables import scoreboard_exhibit

        table, takeaway = scoreboard_exhibit(portfolio, today)
        return Exhibit(key, table, table.title, takeaway, source)
    if key.partition(":")[0] == "briefing":
        from deliverydesk.charts.briefing import briefing_exhibit

        wanted = key.partition(":")[2]
        table, takeaway = briefing_exhibit(portfolio, today, int(wanted) if wanted else None, grounds)
        return Exhibit(key, table, table.title, takeaway, source)
    if key == "waste-bill":
        from deliverydesk.charts.waste import bill_exhibit

        table, takeaway = bill_exhibit(portfolio, today)
        return Exhibit(key, table, table.title, takeaway, source)
    spec = catalogue.build(portfolio, key, today=today, source=source)
    return Exhibit(key, spec, spec.title, spec.takeaway, source)


def source_line(portfolio: Portfolio, today: date | None) -> str:
    """What stands at the foot of a slide; without a date where None is given."""
    name = portfolio.settings.name
    if today is None:
        return f"DeliveryDesk, {name}"
    return tr("DeliveryDesk, {portfolio}, as of {day}", portfolio=name, day=day_words(today))


def _count(wanted: str) -> int:
    if not wanted:
        return TOP
    if re.fullmatch(r"[0-9]{1,4}", wanted) and 1 <= int(wanted) <= _MOST:
        return int(wanted)
    raise NotFound(
        tr("Say how many items of the backlog, from 1 to {most}, as in backlog:{usual}.", most=_MOST, usual=TOP)
    )


def _product(portfolio: Portfolio, wanted: str) -> int:
    if re.fullmatch(r"[0-9]{1,18}", wanted) and int(wanted) in portfolio.products:
        return int(wanted)
    found = [
        each.id for each in portfolio.products if wanted.casefold() in (each.name.casefold(), each.code.casefold())
    ]
    if len(found) == 1:
        return found[0]
    raise NotFound(
        tr("There is not one product called {name}; export --list names the briefings there are.", name=wanted[:80])
    )


def _worded(item: Item, title: str, takeaway: str, source: str) -> Item:
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.charts.table import TableData

    if isinstance(item, ChartSpec):
        return replace(item, title=title, takeaway=takeaway, source=source)
    if isinstance(item, TableData):
        return replace(item, title=title)
    changed = replace(item, source=source)
    # Both are worked out when they are first asked for; setting them beforehand is how they are told otherwise.
    vars(changed).update(title=title, takeaway=takeaway)
    return changed
