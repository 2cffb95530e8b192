"""Which deliverables are shown: words that they contain, and values that they have. No Qt.

A filter is a frozen value; taking something in or out makes another. Words are looked for in texts that were lowered
beforehand, so that 100,000 deliverables are searched within a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.domain.values import Kind, Stage
from deliverydesk.ui.panes.backlog.columns import KIND_WORDS, STAGE_WORDS

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight

Test = Callable[["Deliverable"], bool]

BIG_GAP = 8
"""From so many ranks on, the gap between rank and score asks for a look."""


class View(NamedTuple):
    """A ready-made filter that no single column has: its words, and who passes it."""

    words: str
    test: Callable[[Sight], Test]


def _big_gap(sight: Sight) -> Test:
    def test(item: Deliverable) -> bool:
        gap = sight.gap(item.id)
        return gap is not None and abs(gap) >= BIG_GAP

    return test


def _unscored(sight: Sight) -> Test:
    def test(item: Deliverable) -> bool:
        score = sight.score(item.id)
        return score is not None and score.value is None

    return test


_NEXT = frozenset({Stage.DELIVERY, Stage.IMPROVING, Stage.READY})

VIEWS: dict[str, View] = {
    "next": View("Now and next", lambda _sight: lambda item: item.stage in _NEXT),
    "open": View("Still open", lambda _sight: lambda item: item.stage.is_open),
    "not_cancelled": View("Not cancelled", lambda _sight: lambda item: item.stage is not Stage.CANCELLED),
    "gaps": View(f"Gap of {BIG_GAP} or more", _big_gap),
    "unscored": View("No score", _unscored),
    "unplanned": View("Not on the roadmap", lambda _sight: lambda item: item.planned_start is None),
    "aimless": View("Moves no outcome", lambda sight: FACETS["outcome"].test(sight, frozenset([None]))),
}


class Facet(NamedTuple):
    """A property to filter by: its words, the values that are there (with their words), and who has them."""

    title: str
    values: Callable[[Sight], list[tuple[Hashable, str]]]
    test: Callable[[Sight, frozenset[Hashable]], Test]
    prefix: str = ""


def _named(table: Iterable[Any], nothing: str) -> list[tuple[Hashable, str]]:
    rows: list[tuple[Hashable, str]] = [(entity.id, entity.name) for entity in table]
    return [*sorted(rows, key=lambda row: row[1].casefold()), (None, nothing)]


def _owners(sight: Sight) -> list[tuple[Hashable, str]]:
    found = {item.owner for item in sight.portfolio.deliverables}
    rows: list[tuple[Hashable, str]] = [(owner, owner) for owner in sorted(found - {""}, key=str.casefold)]
    return [*rows, ("", "No owner")]


def _tags(sight: Sight) -> list[tuple[Hashable, str]]:
    found = {tag for item in sight.portfolio.deliverables for tag in item.tags}
    return [(tag, tag) for tag in sorted(found, key=str.casefold)]


def _one(read: Callable[[Deliverable], Hashable]) -> Callable[[Sight, frozenset[Hashable]], Test]:
    """A property with one value."""

    def test(_sight: Sight, values: frozenset[Hashable]) -> Test:
        return lambda item: read(item) in values

    return test


def _any_tag(_sight: Sight, values: frozenset[Hashable]) -> Test:
    return lambda item: not values.isdisjoint(item.tags)


def _linked(links: Callable[[Sight], Iterable[Any]], field_name: str) -> Callable[[Sight, frozenset[Hashable]], Test]:
    """A property that lies in links between deliverables and others; None stands for having no link."""

    def test(sight: Sight, values: frozenset[Hashable]) -> Test:
        listed = links(sight)
        passing = {link.deliverable for link in listed if getattr(link, field_name) in values}
        if None not in values:
            return lambda item: item.id in passing
        linked = {link.deliverable for link in listed}
        return lambda item: item.id in passing or item.id not in linked

    return test


FACETS: dict[str, Facet] = {
    "product": Facet(
        "Product", lambda sight: _named(sight.portfolio.products, "No product"), _one(lambda item: item.product)
    ),
    "stage": Facet(
        "Stage",
        lambda _sight: [(stage.value, STAGE_WORDS[stage]) for stage in Stage],
        _one(lambda item: item.stage.value),
    ),
    "kind": Facet(
        "Kind", lambda _sight: [(kind.value, KIND_WORDS[kind]) for kind in Kind], _one(lambda item: item.kind.value)
    ),
    "team": Facet(
        "Team",
        lambda sight: _named(sight.portfolio.teams, "No team"),
        _linked(lambda sight: sight.portfolio.demands, "team"),
        "Team ",
    ),
    "owner": Facet("Owner", _owners, _one(lambda item: item.owner), "Owner "),
    "outcome": Facet(
        "Outcome",
        lambda sight: _named(sight.portfolio.outcomes, "No outcome"),
        _linked(lambda sight: sight.portfolio.contributions, "outcome"),
        "Moves ",
    ),
    "tag": Facet("Tag", _tags, _any_tag, "Tag "),
}


class Filter(NamedTuple):
    """Who is shown. Within a facet any value will do; words, facets and views must all be met."""

    text: str = ""
    facets: tuple[tuple[str, frozenset[Hashable]], ...] = ()
    views: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.facets or self.views)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for, lowered; every one must be found."""
        return tuple(self.text.casefold().split())

    def chosen(self, facet: str) -> frozenset[Hashable]:
        """The values that are let through; none where the facet is not filtered by."""
        return dict(self.facets).get(facet, frozenset())

    def with_text(self, text: str) -> Filter:
        """Other words."""
        return self._replace(text=text)

    def with_values(self, facet: str, values: Iterable[Hashable]) -> Filter:
        """Other values of a facet; none takes it off."""
        chosen = frozenset(values)
        facets = dict(self.facets)
        if chosen:
            facets[facet] = chosen
        else:
            facets.pop(facet, None)
        return self._replace(facets=tuple(facets.items()))

    def toggled(self, facet: str, value: Hashable) -> Filter:
        """One value of a facet in or out."""
        return self.with_values(facet, self.chosen(facet) ^ {value})

    def with_view(self, view: str, on: bool) -> Filter:
        """A ready-made filter on or off."""
        kept = tuple(each for each in self.views if each != view)
        return self._replace(views=(*kept, view) if on else kept)

    def cleared(self) -> Filter:
        """No filter at all."""
        return Filter()

    def test(self, sight: Sight, haystack: Haystack) -> Test:
        """Whether one deliverable is shown."""
        tests = self._tests(sight)
        words = self.words

        def passes(item: Deliverable) -> bool:
            if words and not all(word in haystack.of(sight, item.id) for word in words):
                return False
            return all(test(item) for test in tests)

        return passes

    def select(self, sight: Sight, haystack: Haystack, ids: Sequence[int]) -> list[int]:
        """Those of `ids` that are shown, in their order."""
        kept = list(ids)
        for word in sorted(self.words, key=len, reverse=True):
            texts = haystack.all(sight)
            kept = [i for i in kept if word in texts[i]]
        items = sight.portfolio.deliverables
        for test in self._tests(sight):
            kept = [i for i in kept if test(items[i])]
        return kept

    def _tests(self, sight: Sight) -> list[Test]:
        tests = [VIEWS[view].test(sight) for view in self.views if view in VIEWS]
        for facet, values in self.facets:
            if facet in FACETS:
                tests.append(FACETS[facet].test(sight, values))
        return tests

    def chips(self, sight: Sight) -> list[tuple[str, str]]:
        """For each thing that is filtered by, its name ("view:open", "facet:product") and its words."""
        chips = [(f"view:{view}", VIEWS[view].words) for view in self.views if view in VIEWS]
        for key, values in self.facets:
            if key in FACETS:
                chips.append((f"facet:{key}", _facet_words(FACETS[key], values, sight)))
        return chips

    def without(self, chip: str) -> Filter:
        """Without what the chip of that name stands for."""
        what, _, key = chip.partition(":")
        return self.with_view(key, on=False) if what == "view" else self.with_values(key, ())

    def to_state(self) -> dict[str, Any]:
        """As JSON values, to be remembered."""
        return {
            "text": self.text,
            "facets": {key: sorted(values, key=str) for key, values in self.facets},
            "views": list(self.views),
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Filter:
        """What `to_state` gave; what is no longer known is left out."""
        text, facets, views = state.get("text"), state.get("facets"), state.get("views")
        made = cls(
            str(text or ""),
            views=tuple(v for v in views if v in VIEWS) if isinstance(views, list) else (),
        )
        for key, values in facets.items() if isinstance(facets, dict) else ():
            if key in FACETS and isinstance(values, list):
                made = made.with_values(key, (v for v in values if isinstance(v, (str, int, type(None)))))
        return made


def _facet_words(facet: Facet, values: frozenset[Hashable], sight: Sight) -> str:
    named = [words for value, words in facet.values(sight) if value in values]
    if len(named) > 2:
        return f"{facet.title}: {len(named)} of them"
    return facet.prefix + " or ".join(named) if named else f"{facet.title}: gone"


@dataclass(slots=True)
class Haystack:
    """The text of each deliverable that words are looked for in: title, tags, owner, product, key and notes."""

    _texts: dict[int, str] = field(default_factory=dict)
    _whole: bool = False

    def all(self, sight: Sight) -> dict[int, str]:
        """The texts of all deliverables by id."""
        if not self._whole:
            names = sight.product_names
            self._texts = {item.id: _text(item, names) for item in sight.portfolio.deliverables}
            self._whole = True
        return self._texts

    def of(self, sight: Sight, deliverable_id: int) -> str:
        """The text of one deliverable."""
        found = self._texts.get(deliverable_id)
        if found is None:
            found = _text(sight.item(deliverable_id), sight.product_names)
            self._texts[deliverable_id] = found
        return found

    def renew(self, sight: Sight, ids: Iterable[int]) -> None:
        """Read these deliverables again; those that are gone are forgotten."""
        if not self._texts:
            return
        table = sight.portfolio.deliverables
        for entity_id in ids:
            if entity_id in table:
                self._texts[entity_id] = _text(table[entity_id], sight.product_names)
            else:
                self._texts.pop(entity_id, None)

    def forget(self) -> None:
        """Read everything again when it is next asked for: a product has another name."""
        self._texts, self._whole = {}, False


def _text(item: Deliverable, names: dict[int, str]) -> str:
    product = names.get(item.product, "") if item.product is not None else ""
    tags = "\n".join(item.tags) if item.tags else ""
    return f"{item.title}\n{item.owner}\n{product}\n{tags}\n{item.external_key}\n{item.notes}".casefold()
