"""Why this score: the inputs of one score, one by one, beside the cell that was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.wording import counted
from deliverydesk.ui.widgets.popover import Fact, Popover

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.scores import Explanation
    from deliverydesk.ui.panes.backlog.sight import Sight


def show_why(sight: Sight, deliverable_id: int, source: QWidget, cell: QRect) -> Popover | None:
    """Open the explanation beside a cell of `source`; None before scores have been computed."""
    if sight.scores is None:
        return None
    told = sight.scores.explain(deliverable_id)
    popover = Popover(source, f"Why {_headline(told)}", facts_of(told), closing=closing_of(told))
    popover.setObjectName("backlog.why")
    popover.closed.connect(popover.deleteLater)
    popover.open_at(cell, source)
    return popover


def _headline(told: Explanation) -> str:
    return f"{told.title} {told.result}" if told.score.value is not None else "no score"


def facts_of(told: Explanation) -> list[Fact]:
    """A row for each input, then the formula with its figures and where the score stands."""
    facts = [Fact(each.name, each.words, each.problem or each.note) for each in told.rows]
    facts.append(Fact("Score", told.result, told.formula))
    if told.score.rank is not None:
        gap = told.gap or 0
        way = (
            "as you have it"
            if not gap
            else f"{counted(abs(gap), 'place')} {'above' if gap > 0 else 'below'} your order"
        )
        facts.append(Fact("By score", f"rank {told.score.rank}", way))
    return facts


def closing_of(told: Explanation) -> str:
    """What is to be known of the score, how it is computed and by whom it was defined."""
    said = [told.score.reason] if told.score.reason else []
    said += [*told.score.flags, *told.warnings, f"{told.expression[:1].upper()}{told.expression[1:]}.", told.source]
    return " ".join(part.strip() if part.strip().endswith(".") else f"{part.strip()}." for part in said if part)
