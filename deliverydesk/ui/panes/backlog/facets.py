"""What the backlog can be filtered by: properties with values, figures and days to compare with, and plain questions.

Each makes of a snapshot a test of one deliverable. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import reduce
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Horizon, Kind, Stage
from deliverydesk.domain.wording import day_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight

Test = Callable[["Deliverable"], bool]

BIG_GAP = 8
"""From so many ranks on, the gap between rank and score asks for a look."""


class View(NamedTuple):
    """A question that no single column answers: its words, those of its opposite, and who passes it."""

    words: str
    opposite: str
    test: Callable[[Sight], Test]


def _unscored(sight: Sight) -> Test:
    if sight.scores is None:
        return lambda _item: False
    pairs = zip(sight.scores.ids.tolist(), sight.scores.values.tolist(), strict=True)
    scored = {entity_id for entity_id, value in pairs if value == value}
    return lambda item: item.id not in scored


def _overdue(sight: Sight) -> Test:
    today = sight.today
    return lambda item: item.target_date is not None and item.target_date < today and item.is_open


_NEXT = frozenset({Stage.DELIVERY, Stage.IMPROVING, Stage.READY})

ARCHIVED, WITH_ARCHIVED = "archived", "with_archived"
"""The two questions that archived deliverables, hidden else, are shown for."""

VIEWS: dict[str, View] = {
    "next": View(tr("Now and next"), tr("Neither now nor next"), lambda _sight: lambda item: item.stage in _NEXT),
    "open": View(tr("Still open"), tr("No longer open"), lambda _sight: lambda item: item.is_open),
    "not_cancelled": View(
        tr("Not cancelled"), tr("Cancelled"), lambda _sight: lambda item: item.stage is not Stage.CANCELLED
    ),
    "overdue": View(tr("Overdue"), tr("Not overdue"), _overdue),
    "unscored": View(tr("No score"), tr("Has a score"), _unscored),
    "unplanned": View(
        tr("Not on the roadmap"), tr("On the roadmap"), lambda _sight: lambda item: item.planned_start is None
    ),
    "aimless": View(
        tr("Moves no outcome"), tr("Moves an outcome"), lambda sight: FACETS["outcome"].test(sight, frozenset([None]))
    ),
    WITH_ARCHIVED: View(tr("Archived too"), tr("Without archived"), lambda _sight: lambda _item: True),
    ARCHIVED: View(tr("Archived"), tr("Not archived"), lambda _sight: lambda item: item.archived),
}

Values = frozenset[Hashable]


class Facet(NamedTuple):
    """A property to filter by: its words, the values that are there (with their words), and who has them.

    A figure or a day has no list of values: the one value of its filter is an int, or a day as 2026-03-31.
    """

    title: str
    values: Callable[[Sight], list[tuple[Hashable, str]]]
    test: Callable[[Sight, Values], Test]
    chip: str = "{values}"
    """What a filter says on its chip: "Team {values}"."""
    kind: Literal["values", "figure", "day"] = "values"
    nothing: str = ""
    """What the list of values says where there is none."""


def _named(table: Iterable[Any], nothing: str) -> list[tuple[Hashable, str]]:
    rows: list[tuple[Hashable, str]] = [(entity.id, entity.name) for entity in table]
    return [*sorted(rows, key=lambda row: row[1].casefold()), (None, nothing)]


def _texts(read: Callable[[Deliverable], str], nothing: str) -> Callable[[Sight], list[tuple[Hashable, str]]]:
    """The texts that a field has anywhere."""

    def values(sight: Sight) -> list[tuple[Hashable, str]]:
        found = {read(item) for item in sight.portfolio.deliverables}
        rows: list[tuple[Hashable, str]] = [(each, each) for each in sorted(found - {""}, key=str.casefold)]
        return [*rows, ("", nothing)]

    return values


def _tags(sight: Sight) -> list[tuple[Hashable, str]]:
    found = {tag for item in sight.portfolio.deliverables for tag in item.tags}
    return [(tag, tag) for tag in sorted(found, key=str.casefold)]


def _one(field: str) -> Callable[[Sight, Values], Test]:
    """A field with one value. Stages, kinds and horizons are equal to the texts and figures that filters keep."""
    read = attrgetter(field)

    def test(_sight: Sight, values: Values) -> Test:
        return lambda item: read(item) in values

    return test


def _any_tag(_sight: Sight, values: Values) -> Test:
    return lambda item: not values.isdisjoint(item.tags)


def _linked(links: Callable[[Sight], Iterable[Any]], field_name: str) -> Callable[[Sight, Values], Test]:
    """A property that lies in links between deliverables and others; None stands for having no link."""

    def test(sight: Sight, values: Values) -> Test:
        listed = links(sight)
        passing = {link.deliverable for link in listed if getattr(link, field_name) in values}
        if None not in values:
            return lambda item: item.id in passing
        linked = {link.deliverable for link in listed}
        return lambda item: item.id in passing or item.id not in linked

    return test


def _wide_gap(sight: Sight, values: Values) -> Test:
    (least,) = values
    assert isinstance(least, int)
    if sight.scores is None:
        return lambda _item: False
    pairs = zip(sight.scores.ids.tolist(), sight.scores.gaps.tolist(), strict=True)
    wide = {entity_id for entity_id, gap in pairs if abs(gap) >= least}
    return lambda item: item.id in wide


def _target(values: Values, passes: Callable[[date, date], bool]) -> Test:
    (day,) = (date.fromisoformat(str(value)) for value in values)
    return lambda item: item.target_date is not None and passes(item.target_date, day)


def _nothing(_sight: Sight) -> list[tuple[Hashable, str]]:
    return []


_HORIZONS: list[tuple[Hashable, str]] = [
    *((int(each), tr("Horizon {number}", number=int(each))) for each in Horizon),
    (None, tr("No horizon")),
]

FACETS: dict[str, Facet] = {
    "product": Facet(tr("Product"), lambda sight: _named(sight.portfolio.products, tr("No product")), _one("product")),
    "stage": Facet(
        tr("Stage"),
        lambda _sight: [(stage.value, choice_label(stage)) for stage in Stage],
        _one("stage"),
    ),
    "kind": Facet(tr("Kind"), lambda _sight: [(kind.value, choice_label(kind)) for kind in Kind], _one("kind")),
    "team": Facet(
        tr("Team"),
        lambda sight: _named(sight.portfolio.teams, tr("No team")),
        _linked(lambda sight: sight.portfolio.demands, "team"),
        tr("Team {values}"),
    ),
    "theme": Facet(tr("Theme"), _texts(lambda item: item.theme, tr("No theme")), _one("theme"), tr("Theme {values}")),
    "horizon": Facet(
        tr("Horizon"),
        lambda _sight: [
            *((int(each), tr("Horizon {number}", number=int(each))) for each in Horizon),
            (None, tr("No horizon")),
        ],
        _one("horizon"),
    ),
    "owner": Facet(tr("Owner"), _texts(lambda item: item.owner, tr("No owner")), _one("owner"), tr("Owner {values}")),
    "outcome": Facet(
        tr("Outcome"),
        lambda sight: _named(sight.portfolio.outcomes, tr("No outcome")),
        _linked(lambda sight: sight.portfolio.contributions, "outcome"),
        tr("Moves {values}"),
    ),
    "tag": Facet(tr("Tag"), _tags, _any_tag, tr("Tag {values}"), nothing=tr("There is no tag yet.")),
    "gap": Facet(tr("Gap of at least"), _nothing, _wide_gap, tr("Gap of {values} or more"), "figure"),
    "before": Facet(
        tr("Target before"),
        _nothing,
        lambda _sight, values: _target(values, lambda target, day: target < day),
        tr("Target before {values}"),
        "day",
    ),
    "after": Facet(
        tr("Target after"),
        _nothing,
        lambda _sight, values: _target(values, lambda target, day: target > day),
        tr("Target after {values}"),
        "day",
    ),
}


def takes(facet: str, value: object) -> bool:
    """Whether something that was remembered can be a value of a facet."""
    kind = FACETS[facet].kind
    if kind == "figure":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if kind == "day":
        try:
            return bool(date.fromisoformat(str(value)))
        except ValueError:
            return False
    return isinstance(value, (str, int, type(None)))


def facet_words(facet: Facet, values: Values, sight: Sight, most: int = 2) -> str:
    """What a facet asks for, in words; from `most` values on their number alone."""
    if facet.kind == "figure":
        return facet.chip.format(values=next(iter(values)))
    if facet.kind == "day":
        return facet.chip.format(values=day_words(date.fromisoformat(str(next(iter(values))))))
    named = [words for value, words in facet.values(sight) if value in values]
    if len(named) > most:
        return tr("{facet}: {count} of them", facet=facet.title, count=len(named))
    if not named:
        return tr("{facet}: gone", facet=facet.title)
    return facet.chip.format(values=reduce(lambda some, other: tr("{some} or {other}", some=some, other=other), named))
