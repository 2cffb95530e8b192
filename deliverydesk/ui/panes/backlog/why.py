"""Why this score: the inputs of one score, one by one, beside the cell that was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.leeway_words import leeway_words
from deliverydesk.analysis.sensitivity import leeways
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.widgets.popover import Fact, Popover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from deliverydesk.analysis.models import Input
    from deliverydesk.analysis.scores import Explanation
    from deliverydesk.analysis.sensitivity import Leeway
    from deliverydesk.ui.panes.backlog.sight import Sight


def show_why(sight: Sight, deliverable_id: int, source: QWidget, cell: QRect) -> Popover | None:
    """Open the explanation beside a cell of `source`; None before scores have been computed."""
    if sight.scores is None:
        return None
    told = sight.scores.explain(deliverable_id)
    moving = leeways(sight.portfolio, sight.scores, deliverable_id)
    popover = Popover(source, _headline(told), facts_of(told, moving), closing=closing_of(told))
    popover.setObjectName("backlog.why")
    popover.closed.connect(popover.deleteLater)
    popover.open_at(cell, source)
    return popover


def _headline(told: Explanation) -> str:
    if told.score.value is None:
        return tr("Why no score")
    return tr("Why {model} {score}", model=told.title, score=told.result)


def facts_of(told: Explanation, moving: Sequence[Leeway] = ()) -> list[Fact]:
    """A row for each input with how far it may move, then the formula with its figures and where the score stands."""
    ways = {each.input.field: leeway_words(each) for each in moving}
    facts = [Fact(each.name, each.words, _note(each, ways.get(each.field, "")), _figure_of(each)) for each in told.rows]
    facts.append(Fact(tr("Score"), told.result, told.formula, told.model.value))
    if told.score.rank is not None:
        by_score = tr("rank {rank}", rank=told.score.rank)
        facts.append(Fact(tr("By score"), by_score, _gap_words(told.gap or 0), "score_rank"))
    return facts


def _figure_of(row: Input) -> str:
    return "weighted" if row.field.startswith("criterion") else row.field


def _gap_words(gap: int) -> str:
    count, n = abs(gap), figure(abs(gap))
    if gap > 0:
        return trn("{n} place above your order", "{n} places above your order", count, n=n)
    if gap < 0:
        return trn("{n} place below your order", "{n} places below your order", count, n=n)
    return tr("as you have it")


def _note(row: Input, way: str) -> str:
    said = row.problem or row.note
    return f"{said[:1].upper()}{said[1:]}. {way}" if said and way else said or way


def closing_of(told: Explanation) -> str:
    """What is to be known of the score, how it is computed and by whom it was defined."""
    said = [told.score.reason] if told.score.reason else []
    said += [*told.score.flags, *told.warnings, f"{told.expression[:1].upper()}{told.expression[1:]}.", told.source]
    return " ".join(part.strip() if part.strip().endswith(".") else f"{part.strip()}." for part in said if part)
