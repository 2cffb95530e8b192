"""How wide words are on a slide, without a font at hand: an upper bound for the sans serif faces of decks."""

from __future__ import annotations

from math import ceil


def text_width(words: str, points: float) -> float:
    """How wide words are at most, in units of the slide."""
    ems = 0.0
    for character in words:
        if character in "iljtfrI.,;:'|!()[]- ":
            ems += 0.34
        elif character in "mwMW@%—…":
            ems += 0.92
        elif character.isupper() or ord(character) > 0x2E80:
            ems += 0.70 if ord(character) < 0x2E80 else 1.05
        else:
            ems += 0.57
    return ems * points * 4 / 3


def lines_needed(words: str, points: float, room: float) -> int:
    """On how many lines of ``room`` points words go, a little room for breaking at words included."""
    return max(ceil(text_width(words, points) * 0.75 * 1.05 / max(room - 14.4, 1.0)), 1)


def fitted(words: str, room: float, points: float) -> str:
    """Words cut with an ellipsis to ``room`` units of the slide."""
    words = " ".join(words.split())
    if text_width(words, points) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(words[:middle].rstrip() + "…", points) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + "…" if low else ""
