"""The texts that words are looked for in, folded beforehand so that 100,000 deliverables are searched in a frame.

Reading them all takes longer than a frame, so they are read in slices; until that is done titles alone are searched.
No Qt.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.sight import Sight

AT_ONCE = 2_000
"""Up to so many deliverables are read in one go: that takes 2 milliseconds."""

_PART = re.compile(r'["“”]([^"“”]*)["“”]?|([^\s"“”]+)')


def fold(words: str) -> str:
    """Words as they are compared: without case and accents, so that "Ubersicht" finds "Übersicht"."""
    if words.isascii():
        return words.lower()
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def wanted(typed: str) -> tuple[str, ...]:
    """What is looked for, folded: words, and phrases that stand in quotes. Every one must be found."""
    parts = (fold(phrase or word).strip() for phrase, word in _PART.findall(typed))
    return tuple(part for part in parts if part)


class Haystack:
    """The text of each deliverable: title, tags, owner, product, key and notes."""

    def __init__(self) -> None:
        self.ready = False
        """All texts are read. Before that, words are looked for in titles alone."""
        self._texts: dict[int, str] = {}
        self._titles: dict[int, str] = {}
        self._left: Iterator[int] | None = None

    def all(self, sight: Sight) -> dict[int, str]:
        """The texts of all deliverables by id; their titles, while there are too many to have been read."""
        items = sight.portfolio.deliverables
        if self.ready or (len(items) <= AT_ONCE and self.read(sight, len(items))):
            return self._texts
        if not self._titles:
            self._titles = {item.id: fold(item.title) for item in items}
        return self._titles

    def read(self, sight: Sight, count: int) -> bool:
        """Read so many more texts; True where none is left to read."""
        if self.ready:
            return True
        items, names = sight.portfolio.deliverables, sight.product_names
        if self._left is None:
            self._left = iter(list(items.ids))
        taken = list(islice(self._left, count))
        for entity_id in taken:
            if entity_id in items:
                self._texts[entity_id] = _text(items[entity_id], names)
        if len(taken) < count or len(items) <= count:
            self.ready, self._left, self._titles = True, None, {}
        return self.ready

    def of(self, sight: Sight, deliverable_id: int) -> str:
        """The text of one deliverable."""
        found = self._texts.get(deliverable_id)
        return _text(sight.item(deliverable_id), sight.product_names) if found is None else found

    def renew(self, sight: Sight, ids: Iterable[int]) -> None:
        """Read these deliverables again; those that are gone are forgotten."""
        if not (self.ready or self._titles or self._left is not None):
            return
        table = sight.portfolio.deliverables
        for entity_id in ids:
            if entity_id not in table:
                self._texts.pop(entity_id, None)
                self._titles.pop(entity_id, None)
                continue
            if self.ready or self._left is not None:
                # One whose turn has not come yet is read twice; one that is new would have no turn.
                self._texts[entity_id] = _text(table[entity_id], sight.product_names)
            if self._titles:
                self._titles[entity_id] = fold(table[entity_id].title)

    def forget(self) -> None:
        """Read everything again: a product has another name."""
        self.ready, self._texts, self._titles, self._left = False, {}, {}, None


def _text(item: Deliverable, names: dict[int, str]) -> str:
    product = names.get(item.product, "") if item.product is not None else ""
    tags = "\n".join(item.tags) if item.tags else ""
    return fold(f"{item.title}\n{item.owner}\n{product}\n{tags}\n{item.external_key}\n{item.notes}")
