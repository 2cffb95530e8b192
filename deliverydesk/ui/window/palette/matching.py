"""How well typed words fit a name: word starts and letters in a row first, scattered letters last. No Qt."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WHOLE, _BEGINNING, _WORD, _RUNS, _INSIDE, _SCATTERED = 100.0, 90.0, 80.0, 65.0, 50.0, 20.0
_SHORTEST_SCATTERED = 4


def fold(words: str) -> str:
    """Words without case and accents, so that “Zürich” is found by “zurich”."""
    if words.isascii():
        return words.lower()
    apart = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def score(wanted: str, name: str) -> float:
    """How well folded words fit a folded name; 0 where one of them does not fit at all.

    Each word counts for itself, in any order; among names that fit alike the shorter one comes first.
    """
    if wanted == name:
        return _WHOLE + 10
    fits = [_fit(word, name) for word in wanted.split()]
    if not fits or not all(fits):
        return 0.0
    return sum(fits) / len(fits) - min(len(name), 200) / 40 + (3 if name.startswith(wanted) else 0)


def _fit(word: str, name: str) -> float:
    at = name.find(word)
    if at == 0:
        return _BEGINNING
    if at > 0:
        return _WORD if re.search(rf"\b{re.escape(word)}", name) else _INSIDE
    if _by_word_starts(word).search(name):
        return _RUNS
    found = _scattered(word).search(name) if len(word) >= _SHORTEST_SCATTERED else None
    # Letters strewn over half a sentence are an accident.
    return _SCATTERED + 10 * len(word) / len(found[0]) if found and len(found[0]) <= 2 * len(word) else 0.0


@lru_cache(maxsize=64)
def _by_word_starts(word: str) -> re.Pattern[str]:
    """Each letter follows the one before it or begins a later word: “mtr” and “movra” for “move to rank”."""
    return re.compile(r"\b" + r"(?:|.*?\b)".join(map(re.escape, word)))


@lru_cache(maxsize=64)
def _scattered(word: str) -> re.Pattern[str]:
    return re.compile(".*?".join(map(re.escape, word)))
