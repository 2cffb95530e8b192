"""What each figure of the program means."""

from __future__ import annotations

from dataclasses import dataclass

from deliverydesk.support.language import tr


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: what it is called, means, is computed by, and who says so."""

    key: str
    term: str
    meaning: str
    formula: str = ""
    source: str = ""


_ALL = (
    Definition(
        "rank", tr("Rank"), tr("Your own order of the backlog, from 1. It changes only when you move something.")
    ),
    Definition("score", tr("Score"), tr("What the chosen model says an item is worth against its effort.")),
    Definition("gap", tr("Gap"), tr("How far rank and score rank are apart."), tr("rank - score rank"), "DeliveryDesk"),
)
DEFINITIONS = {each.key: each for each in _ALL}
