"""Which deliverables are shown: words that they contain, and terms that they meet. No Qt.

A filter is a frozen value; taking something in or out makes another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog import haystack as words_in
from deliverydesk.ui.panes.backlog.facets import (
    ARCHIVED,
    BIG_GAP,
    FACETS,
    VIEWS,
    WITH_ARCHIVED,
    Test,
    Values,
    facet_words,
    takes,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.haystack import Haystack
    from deliverydesk.ui.panes.backlog.sight import Sight

_NO_VALUES: Values = frozenset()


class Term(NamedTuple):
    """One thing to filter by: a facet with the values of which any will do, or one of VIEWS, which has none."""

    what: str
    values: Values = _NO_VALUES
    negated: bool = False

    @property
    def name(self) -> str:
        """Known within the filter: "view:open", "facet:stage", and "facet:stage!" where it is negated."""
        if self.what in VIEWS:
            return f"view:{self.what}"
        return f"facet:{self.what}{'!' if self.negated else ''}"

    def test(self, sight: Sight) -> Test:
        """Whether a deliverable meets this."""
        made = VIEWS[self.what].test(sight) if self.what in VIEWS else FACETS[self.what].test(sight, self.values)
        return (lambda item: not made(item)) if self.negated else made

    def words(self, sight: Sight, most: int = 2) -> str:
        """As on a chip: "Ready or Idea", "Not Team Data", "Has a score"."""
        if self.what in VIEWS:
            view = VIEWS[self.what]
            return view.opposite if self.negated else view.words
        said = facet_words(FACETS[self.what], self.values, sight, most)
        return tr("Not {words}", words=said) if self.negated else said


class Filter(NamedTuple):
    """Who is shown. Every word must be found, and all of the terms met, or with `any_of` one of them.

    What is archived is shown only where a term asks for it.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    any_of: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.terms)

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases to look for, folded; every one must be found."""
        return words_in.wanted(self.text)

    @property
    def shows_archived(self) -> bool:
        """Whether what is archived is shown at all."""
        return any(term.what in (ARCHIVED, WITH_ARCHIVED) and not term.negated for term in self.terms)

    @property
    def asks_scores(self) -> bool:
        """Whether who is shown depends on scores."""
        return any(term.what in ("gap", "unscored") for term in self.terms)

    def term(self, name: str) -> Term | None:
        """The term of that name."""
        return next((term for term in self.terms if term.name == name), None)

    def chosen(self, facet: str) -> Values:
        """The values that are let through; none where the facet is not filtered by."""
        term = self.term(f"facet:{facet}")
        return _NO_VALUES if term is None else term.values

    def demanded(self, facet: str) -> Values:
        """The values of which everybody shown has one; none where it is not this facet alone that decides."""
        return _NO_VALUES if self.any_of and len(self.terms) > 1 else self.chosen(facet)

    def with_text(self, text: str) -> Filter:
        """Other words."""
        return self._replace(text=text)

    def with_term(self, term: Term) -> Filter:
        """With a term, in the place of the one of that name where there is one."""
        names = [each.name for each in self.terms]
        if term.name in names:
            return self._replace(terms=tuple(term if each.name == term.name else each for each in self.terms))
        return self._replace(terms=(*self.terms, term))

    def without(self, name: str) -> Filter:
        """Without the term of that name."""
        return self._replace(terms=tuple(term for term in self.terms if term.name != name))

    def with_values(self, facet: str, values: Iterable[Hashable], *, negated: bool = False) -> Filter:
        """Other values of a facet; none takes it off."""
        term = Term(facet, frozenset(values), negated)
        return self.with_term(term) if term.values else self.without(term.name)

    def toggled(self, facet: str, value: Hashable) -> Filter:
        """One value of a facet in or out."""
        return self.with_values(facet, self.chosen(facet) ^ {value})

    def with_view(self, view: str, on: bool, *, negated: bool = False) -> Filter:
        """One of VIEWS on or off."""
        term = Term(view, negated=negated)
        return self.with_term(term) if on else self.without(term.name)

    # ---- who passes

    def test(self, sight: Sight, haystack: Haystack) -> Test:
        """Whether one deliverable is shown."""
        tests, words, archived = self._tests(sight), self.words, self.shows_archived
        meets = any if self.any_of and tests else all

        def passes(item: Deliverable) -> bool:
            if item.archived and not archived:
                return False
            if words and not all(word in haystack.of(sight, item.id) for word in words):
                return False
            return meets(test(item) for test in tests)

        return passes

    def select(self, sight: Sight, haystack: Haystack, ids: Sequence[int] | None = None) -> list[int]:
        """Those that are shown, in their order: of all deliverables in the manager's order, or of `ids`."""
        if ids is None:
            ids = sight.portfolio.ranking.ids if self.shows_archived else sight.portfolio.live
        kept = list(ids)
        for word in sorted(self.words, key=len, reverse=True):
            texts = haystack.all(sight)
            kept = [i for i in kept if word in texts[i]]
        tests = self._tests(sight)
        if not tests:
            return kept
        items = list(map(sight.portfolio.deliverables.__getitem__, kept))
        if self.any_of:
            passing: set[int] = set()
            for test in tests:
                passing.update([item.id for item in items if item.id not in passing and test(item)])
            return [i for i in kept if i in passing]
        for test in tests:
            items = [item for item in items if test(item)]
        return [item.id for item in items]

    def _tests(self, sight: Sight) -> list[Test]:
        # "Archived too" lets more in and keeps nobody out; among others that any will do of, it would let all in.
        return [term.test(sight) for term in self.terms if term.what != WITH_ARCHIVED]

    # ---- in words

    def chips(self, sight: Sight) -> list[tuple[str, str]]:
        """For each term its name and its words."""
        return [(term.name, term.words(sight)) for term in self.terms]

    def sentence(self, sight: Sight) -> str:
        """The whole filter in words: "Shown: “claim”, and all of: Ready; Not Team Data."."""
        looked_for = self.text.strip()
        told = "; ".join(term.words(sight, most=12) for term in self.terms)
        if len(self.terms) > 1:
            told = tr("any of: {terms}", terms=told) if self.any_of else tr("all of: {terms}", terms=told)
        if looked_for and told:
            return tr("Shown: items with “{words}”, and {terms}.", words=looked_for, terms=told)
        if looked_for:
            return tr("Shown: items with “{words}”.", words=looked_for)
        return tr("Shown: {terms}.", terms=told) if told else tr("Nothing is filtered by.")

    # ---- remembered

    def to_state(self) -> dict[str, Any]:
        """As JSON values, to be remembered."""
        return {
            "text": self.text,
            "terms": [
                {"what": term.what, "values": sorted(term.values, key=str), "not": term.negated} for term in self.terms
            ],
            "any": self.any_of,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Filter:
        """What `to_state` gave, of this version or an earlier one; what is not known is left out."""
        made = cls(str(state.get("text") or ""), any_of=state.get("any") is True)
        for term in [*_earlier_terms(state), *_listed(state.get("terms"))]:
            made = made.with_term(term)
        return made


def _listed(kept: object) -> list[Term]:
    terms = []
    for each in kept if isinstance(kept, list) else ():
        what = each.get("what") if isinstance(each, dict) else None
        negated = isinstance(each, dict) and each.get("not") is True
        if isinstance(what, str) and what in VIEWS:
            terms.append(Term(what, negated=negated))
        elif isinstance(what, str) and what in FACETS:
            values = _values(what, each.get("values"))
            if values:
                terms.append(Term(what, values, negated))
    return terms


def _values(facet: str, kept: object) -> Values:
    if not isinstance(kept, list):
        return _NO_VALUES
    known = frozenset(value for value in kept if takes(facet, value))
    return known if FACETS[facet].kind == "values" or len(known) == 1 else _NO_VALUES


def _earlier_terms(state: dict[str, Any]) -> list[Term]:
    """The form before there were "is not" and "any of": facets by name, and a list of views."""
    facets, views = state.get("facets"), state.get("views")
    terms = [Term(view) for view in views if view in VIEWS] if isinstance(views, list) else []
    if isinstance(views, list) and "gaps" in views:
        terms.append(Term("gap", frozenset([BIG_GAP])))
    for facet, values in facets.items() if isinstance(facets, dict) else ():
        if facet in FACETS and (known := _values(facet, values)):
            terms.append(Term(facet, known))
    return terms
