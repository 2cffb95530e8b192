"""What the inspector shows, as data: sections of rows, figures, sparks and words. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.rows import Common, Row
from deliverydesk.ui.typed import Action

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class Mark:
    """A product's tag with its name, or a stage's glyph with its word."""

    words: str
    code: str = ""
    hue: int | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One lone figure with what it is and what it rests on."""

    caption: str
    value: str
    note: str
    basis: str
    role: str = "text"


@dataclass(frozen=True, slots=True)
class Figures:
    """Two figures side by side: delivery and outcome, never one."""

    left: Figure
    right: Figure
    keys: tuple[str, str] = ("", "")
    """What they are in `analysis.definitions`."""


@dataclass(frozen=True, slots=True)
class Spark:
    """An outcome's readings against where it began and is to go. Days are ordinals."""

    spoken: str
    readings: tuple[tuple[int, float], ...]
    today: int
    baseline: float | None = None
    baseline_words: str = ""
    target: float | None = None
    target_words: str = ""
    path: tuple[tuple[int, float], tuple[int, float]] | None = None
    """The straight path from the baseline to the target."""
    low: float | None = None
    high: float | None = None
    """Bounds to hold within."""

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day shown."""
        known = [day for day, _ in self.readings] + [self.today]
        known += [day for day, _ in self.path] if self.path is not None else []
        # A path that begins long before the first reading or ends years later would squeeze the readings to nothing.
        first = min(known) if not self.readings else max(min(known), self.readings[0][0] - 90)
        return first, max(min(max(known), self.today + 400), first + 1)


@dataclass(frozen=True, slots=True)
class Words:
    """A line or a paragraph. `glyph` is a state (ok, watch, bad) drawn before it."""

    words: str
    role: str = "text2"
    glyph: str = ""
    strong: str = ""
    """The first words, in the colour of the state."""
    figure: str = ""
    """The figure of `analysis.definitions` that they are about; empty for none."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: the one thing to do next. Two are equal where they look the same."""

    key: str
    words: str
    act: Action = field(compare=False)
    hindrance: str = ""
    """Why it cannot be done yet, in a sentence; the button is greyed then."""


Part = Row | Mark | Figures | Spark | Words | Deed


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the drawer, ruled off from the next."""

    key: str
    title: str
    parts: tuple[Part, ...]
    note: str = ""
    folds: bool = True
    figure: str = ""
    """The figure of `analysis.definitions` that title and note tell; empty for none."""


@cache
def labels(choices: type[Choice]) -> Mapping[Choice, str]:
    """The values of a choice as they are offered: "Feature", "Upkeep"."""
    return {choice: choice_label(choice) for choice in choices}


def items_words(count: int) -> str:
    """Like "3 items"."""
    return trn("{n} item", "{n} items", count, n=figure(count))


def notes_section(common: Common[Any]) -> Section:
    """The notes of a thing, written in Markdown."""
    row = common.text("notes", "", "long", called=tr("Notes, in Markdown"), style="markdown")
    return Section("notes", tr("Notes"), (row,))
