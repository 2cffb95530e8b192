"""The columns of the backlog in one table: what each is called, says, sorts by and is edited with. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Kind, ScoringModel, Stage
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.panes.backlog.celltexts import (
    effort_text,
    gap_words,
    outcome_text,
    score_rank_text,
    score_text,
    target_text,
    team_text,
)
from deliverydesk.ui.panes.backlog.sight import Sight
from deliverydesk.ui.panes.backlog.sortkeys import (
    Keys,
    attribute,
    by_effort,
    by_outcome,
    by_product,
    by_score,
    by_team,
    ranked,
)

if TYPE_CHECKING:
    from deliverydesk.charts.table import Cell, ColumnKind

Editor = Literal["", "rank", "text", "choice", "words", "effort", "date", "tags"]
"""How a cell is edited: nothing, a rank, free text, one of a list, free text with known words, and so on."""

_STAGE_ORDER = {stage: place for place, stage in enumerate(Stage)}
_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


class Column(NamedTuple):
    """One column. `text` is what the cell says; `cell` what an export takes where that is no text."""

    key: str
    title: str
    name: str
    """The title in a sentence."""
    head: str
    width: int
    text: Callable[[Sight, Deliverable], str]
    keys: Keys
    up: str = tr("A to Z")
    down: str = tr("Z to A")
    right: bool = False
    editor: Editor = ""
    shown: bool = False
    kind: ColumnKind = "text"
    cell: Callable[[Sight, Deliverable], Cell] | None = None
    unit: str = ""


COLUMNS: tuple[Column, ...] = (
    Column(
        key="title",
        title=tr("Title"),
        name=trc("in a sentence", "title"),
        head=tr("Title"),
        width=200,
        text=lambda _sight, item: item.title,
        keys=attribute(lambda item: item.title.casefold()),
        editor="text",
        shown=True,
    ),
    Column(
        key="rank",
        title=tr("Rank"),
        name=trc("in a sentence", "rank"),
        head="#",
        width=36,
        text=lambda sight, item: "" if item.archived else str(sight.rank(item.id)),
        keys=lambda sight: sight.ranks,
        up=tr("first to last"),
        down=tr("last to first"),
        right=True,
        editor="rank",
        shown=True,
        kind="whole",
        cell=lambda sight, item: None if item.archived else sight.rank(item.id),
    ),
    Column(
        key="product",
        title=tr("Product"),
        name=trc("in a sentence", "product"),
        head="",
        width=34,
        text=lambda sight, item: sight.product_names.get(item.product or 0, ""),
        keys=by_product,
        editor="choice",
        shown=True,
    ),
    Column(
        key="stage",
        title=tr("Stage"),
        name=trc("in a sentence", "stage"),
        head=tr("Stage"),
        width=76,
        text=lambda _sight, item: choice_label(item.stage),
        keys=attribute(lambda item: _STAGE_ORDER[item.stage]),
        up=tr("idea to cancelled"),
        down=tr("cancelled to idea"),
        editor="choice",
        shown=True,
    ),
    Column(
        key="kind",
        title=tr("Kind"),
        name=trc("in a sentence", "kind"),
        head=tr("Kind"),
        width=76,
        text=lambda _sight, item: choice_label(item.kind),
        keys=attribute(lambda item: _KIND_ORDER[item.kind]),
        up=tr("feature to debt"),
        down=tr("debt to feature"),
        editor="choice",
    ),
    Column(
        key="score",
        title=tr("Score"),
        name=trc("in a sentence", "score"),
        head=tr("Score"),
        width=54,
        text=score_text,
        keys=by_score,
        up=tr("lowest first"),
        down=tr("highest first"),
        right=True,
        shown=True,
        kind="number",
        cell=lambda sight, item: sight.score_value(item.id),
    ),
    Column(
        key="score_rank",
        title=tr("Rank by score"),
        name=trc("in a sentence", "rank by score"),
        head=trc("column of the backlog", "By score"),
        width=60,
        text=score_rank_text,
        keys=ranked("ranks"),
        up=tr("first to last"),
        down=tr("last to first"),
        right=True,
        kind="whole",
        cell=lambda sight, item: sight.score_rank(item.id),
    ),
    Column(
        key="gap",
        title=tr("Gap between rank and score"),
        name=trc("in a sentence", "gap between rank and score"),
        head=tr("Gap"),
        width=72,
        text=gap_words,
        keys=ranked("gaps"),
        up=tr("ranked too high first"),
        down=tr("ranked too low first"),
        right=True,
        shown=True,
        kind="whole",
        cell=lambda sight, item: sight.gap(item.id),
    ),
    Column(
        key="effort",
        title=tr("Effort"),
        name=trc("in a sentence", "effort"),
        head=tr("Effort, pw"),
        width=72,
        text=effort_text,
        keys=by_effort,
        up=tr("smallest first"),
        down=tr("largest first"),
        editor="effort",
        shown=True,
        kind="number",
        cell=lambda sight, item: sight.effort(item).likely,
        unit=tr("person-weeks"),
    ),
    Column(
        key="team",
        title=tr("Team"),
        name=trc("in a sentence", "team"),
        head=tr("Team"),
        width=66,
        text=lambda sight, item: ", ".join(sight.team_names(item.id)),
        keys=by_team,
        editor="choice",
        shown=True,
    ),
    Column(
        key="target",
        title=tr("Target date"),
        name=trc("in a sentence", "target date"),
        head=trc("column of the backlog", "Target"),
        width=98,
        text=target_text,
        keys=attribute(lambda item: item.target_date),
        up=tr("earliest first"),
        down=tr("latest first"),
        editor="date",
        shown=True,
        kind="date",
        cell=lambda _sight, item: item.target_date,
    ),
    Column(
        key="outcome",
        title=tr("Outcome"),
        name=trc("in a sentence", "outcome"),
        head=tr("Outcome"),
        width=150,
        text=lambda sight, item: ", ".join(outcome.name for outcome in sight.outcomes(item.id)),
        keys=by_outcome,
        editor="choice",
    ),
    Column(
        key="owner",
        title=tr("Owner"),
        name=trc("in a sentence", "owner"),
        head=tr("Owner"),
        width=96,
        text=lambda _sight, item: item.owner,
        keys=attribute(lambda item: item.owner.casefold()),
        editor="words",
    ),
    Column(
        key="tags",
        title=tr("Tags"),
        name=trc("in a sentence", "tags"),
        head=tr("Tags"),
        width=110,
        text=lambda _sight, item: ", ".join(item.tags),
        keys=attribute(lambda item: tuple(tag.casefold() for tag in item.tags) or None),
        editor="tags",
    ),
)

PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
"""Each column's place in COLUMNS, which is its number in the model.

The title is the first: it is what a row is called, and unlike the rank it stays as it is when rows come and go.
"""

ORDER = ("rank", "product", *(column.key for column in COLUMNS if column.key not in ("rank", "product")))
"""From left to right, as it is at first."""

BRIEF: dict[str, Callable[[Sight, Deliverable], str]] = {"team": team_text, "outcome": outcome_text}
"""What a cell shows of columns whose text names several things; screen readers, tooltips and exports get all."""

SCORED = frozenset({"score", "score_rank", "gap"})
"""The columns that a new score changes."""


def head_of(column: Column, model: ScoringModel) -> str:
    """What stands over the column; over the score the name of its model."""
    return choice_label(model) if column.key == "score" else column.head


_FIGURES = {"rank": "rank", "score_rank": "score_rank", "gap": "gap", "effort": "effort", "outcome": "contribution"}


def figure_of(column: Column, model: ScoringModel) -> str | None:
    """The figure of `analysis.definitions` that a column shows."""
    return model.value if column.key == "score" else _FIGURES.get(column.key)
