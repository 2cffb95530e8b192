"""Decisions: typed once, applied to the plan, and kept with their reason, evidence and what is expected of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import Assumption, Decision, Deliverable, Product
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import DecisionChoice, Kind, LifeStage, Stage
from deliverydesk.domain.wording import named
from deliverydesk.support.account import author
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_ENDS = {DecisionChoice.TABLE: Stage.TABLED, DecisionChoice.CANCEL: Stage.CANCELLED}
_REFINED = {
    Stage.DELIVERY: Stage.IMPROVING,
    Stage.RELEASED: Stage.IMPROVING,
    Stage.READY: Stage.SHAPING,
    Stage.TABLED: Stage.SHAPING,
}
"""Another iteration: of what is in use or nearly so by improving it, of what was only vetted by shaping it anew."""
_STAYS_AFTER_RETIRING = frozenset({Kind.UPKEEP, Kind.RISK})
"""Until a product is switched off, it is still to be kept running and safe."""


class Taken(NamedTuple):
    """What a decision takes for granted, and until when."""

    text: str
    expires: date | None = None


def decide(
    portfolio: Portfolio,
    choice: DecisionChoice,
    reason: str,
    deliverable: int | None = None,
    product: int | None = None,
    **given: Any,
) -> ChangeSet:
    """Decide on a deliverable or on a product, and apply that to the plan.

    Tabled and cancelled work leaves the plan, refined work goes into another iteration, a retired product keeps only
    what keeps it running and safe. Further arguments are those of `record`. Raises DeskError where the choice and
    what it is about do not fit.
    """
    draft = Draft(portfolio)
    decision = record(draft, choice, reason, deliverable, product, **given)
    about = draft.get(Deliverable, deliverable) if deliverable is not None else draft.get(Product, _id(product))
    return draft.change_set(
        tr("decide on {what}: {choice}", what=named(about), choice=choice_words(decision.choice)),
    )


def record(
    draft: Draft,
    choice: DecisionChoice,
    reason: str,
    deliverable: int | None = None,
    product: int | None = None,
    *,
    factor: float | None = None,
    assumptions: Sequence[Taken] = (),
    evidence: Mapping[str, Any] | None = None,
    **given: Any,
) -> Decision:
    """`decide` as a part of something larger.

    `factor` is for more and less: what is asked of the teams is multiplied by it. `evidence` is plain JSON values.
    Further fields are those of a Decision.
    """
    if (deliverable is None) == (product is None):
        raise DeskError(tr("Choose one deliverable or one product to decide on."))
    if factor is not None and choice not in (DecisionChoice.MORE, DecisionChoice.LESS):
        raise DeskError(tr("A factor is for more or for less; leave it out."))
    if deliverable is not None:
        freed = _decide_on_deliverable(draft, choice, draft.get(Deliverable, deliverable), factor)
    else:
        freed = _decide_on_product(draft, choice, draft.get(Product, _id(product)), factor)
    _close_agenda(draft, deliverable)
    decision = draft.add(
        Decision,
        {
            "date": today(),
            "choice": choice,
            "deliverable": deliverable,
            "product": product,
            "reason": reason.strip(),
            "evidence": json.dumps(dict(evidence or {}), ensure_ascii=False, sort_keys=True),
            "author": author(),
            "freed": freed,
            **given,
        },
    )
    for each in assumptions:
        draft.add(Assumption, {"decision": decision.id, "text": each.text.strip(), "expires": each.expires})
    return decision


def resolve_decision(portfolio: Portfolio, decision: int, result: str) -> ChangeSet:
    """Say what came of a decision, beside what was expected of it."""
    draft = Draft(portfolio)
    present = draft.get(Decision, decision)
    if not result.strip():
        raise DeskError(tr("Say what happened; it stands beside what was expected."))
    draft.edit(present, {"result": result.strip(), "resolved": today()})
    return draft.change_set(tr("say what came of a decision of {day}", day=present.date.isoformat()))


def judge_assumption(portfolio: Portfolio, assumption: int, held: bool) -> ChangeSet:
    """Say whether what a decision took for granted was so."""
    draft = Draft(portfolio)
    present = draft.get(Assumption, assumption)
    draft.edit(present, {"held": held})
    return draft.change_set(
        tr("say that it held: {assumption}", assumption=present.text)
        if held
        else tr("say that it did not hold: {assumption}", assumption=present.text)
    )


def effort_freed(portfolio: Portfolio, item: Deliverable) -> float:
    """Person-weeks still to come of a deliverable, which nobody needs to do once it ends here."""
    if item.remaining is not None:
        return item.remaining
    return effort_of(portfolio, item).likely or 0.0


def ends_with(portfolio: Portfolio, product: int) -> list[Deliverable]:
    """The open deliverables that end when their product is retired: all but what keeps it running and safe, or must be
    done.
    """
    return [
        item for item in _open_of(portfolio, product) if item.kind not in _STAYS_AFTER_RETIRING and not item.must_do
    ]


def _open_of(portfolio: Portfolio, product: int) -> list[Deliverable]:
    return [item for item in portfolio.deliverables.by("product", product) if item.is_open and not item.archived]


def _id(product: int | None) -> int:
    assert product is not None
    return product


def _decide_on_deliverable(
    draft: Draft, choice: DecisionChoice, item: Deliverable, factor: float | None
) -> float | None:
    if choice is DecisionChoice.RETIRE:
        raise DeskError(tr("Only products are retired; a deliverable is tabled or cancelled."))
    if choice in _ENDS:
        if item.stage is _ENDS[choice]:
            raise DeskError(tr("“{title}” is {stage} already.", title=item.title, stage=choice_words(item.stage)))
        draft.edit(item, {"stage": _ENDS[choice]})
        return effort_freed(draft.portfolio, item) if item.is_open else None
    if choice is DecisionChoice.REFINE:
        draft.edit(item, {"stage": _REFINED.get(item.stage, item.stage)})
    elif factor is not None:
        _check_factor(choice, factor)
        _scale(draft, item, factor)
    return None


def _decide_on_product(draft: Draft, choice: DecisionChoice, product: Product, factor: float | None) -> float | None:
    if choice is DecisionChoice.RETIRE:
        if product.life_stage is LifeStage.RETIRE:
            raise DeskError(tr("“{product}” is retired already.", product=product.name))
        ended = ends_with(draft.portfolio, product.id)
        for item in ended:
            draft.edit(item, {"stage": Stage.CANCELLED})
        draft.edit(product, {"life_stage": LifeStage.RETIRE})
        return sum(effort_freed(draft.portfolio, item) for item in ended)
    if choice in _ENDS:
        raise DeskError(tr("A product is not tabled or cancelled; retire it, or decide on its deliverables."))
    if factor is not None:
        _check_factor(choice, factor)
        for item in _open_of(draft.portfolio, product.id):
            _scale(draft, item, factor)
    return None


def _check_factor(choice: DecisionChoice, factor: float) -> None:
    if not (factor > 1 if choice is DecisionChoice.MORE else 0 < factor < 1):
        raise DeskError(
            tr("More is a factor above 1, such as 1.5.")
            if choice is DecisionChoice.MORE
            else tr("Less is a factor between 0 and 1, such as 0.5.")
        )


def _scale(draft: Draft, item: Deliverable, factor: float) -> None:
    """Multiply what is to come of a deliverable, its own estimate and what it asks of its teams."""
    own = {
        name: value * factor
        for name in ("effort_low", "effort_likely", "effort_high", "remaining")
        if (value := getattr(item, name)) is not None
    }
    draft.edit(item, own)
    for demand in draft.portfolio.demands.by("deliverable", item.id):
        asked = {
            name: value * factor for name in ("low", "likely", "high") if (value := getattr(demand, name)) is not None
        }
        draft.edit(demand, asked)


def _close_agenda(draft: Draft, deliverable: int | None) -> None:
    """What was proposed about it is decided."""
    if deliverable is not None:
        for each in draft.portfolio.agenda_items.by("deliverable", deliverable):
            if each.closed is None:
                draft.edit(each, {"closed": today()})
