"""A selection with its reasons as plain values for JSON: ids, figures and codes, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.analysis.planning.selection.problem import OUT, Breach, Broken

if TYPE_CHECKING:
    from deliverydesk.analysis.planning.selection.reasons import Difference, NextBest, WhyOut
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.domain.portfolio import Portfolio


def plain(portfolio: Portfolio, found: Reasoned) -> dict[str, Any]:
    """The same as JSON values."""
    selection, choice = found.selection, found.choice
    items = selection.items
    told: dict[str, Any] = {
        "inputs": {
            "first": selection.first.isoformat(),
            "weeks": selection.weeks,
            "periods": selection.problem.periods,
            "horizon_weeks": selection.horizon,
            "measure": selection.measure.value,
            "model": selection.model.value,
            "unit": portfolio.settings.currency if selection.measure.value == "cost_of_delay" else "score",
            "budget": selection.problem.budget,
            "capacity": selection.problem.net.round(2).tolist(),
            "teams": list(selection.teams),
        },
        "plan": None,
        "aside": [{"deliverable": each, "reason": why.value} for each, why in selection.aside.items()],
        "unreachable_guardrails": [{"guardrail": each.guardrail, "most": each.most} for each in selection.unreachable],
        "without_figures": list(selection.without_figures),
    }
    if choice.periods is None:
        told["conflict"] = (
            [] if found.conflict is None else [_condition(selection, c) for c in found.conflict.conditions]
        )
        told["smallest"] = found.conflict is not None and found.conflict.smallest
        return told
    told["plan"] = {
        "value": choice.value,
        "bound": choice.bound,
        "gap": choice.gap,
        "proved": choice.proved,
        "method": choice.method.value,
        "bottleneck": [selection.teams[team] for team in choice.bottleneck],
        "people_moved_cost": selection.problem.switching.cost if selection.problem.switching else 0.0,
    }
    standing = found.robustness
    outs = {why.flip.item: why for why in found.out}
    told["items"] = [
        {
            "deliverable": items[flip.item],
            "title": portfolio.deliverables[items[flip.item]].title,
            "period": None if choice.periods[flip.item] == OUT else choice.periods[flip.item],
            "effort": float(selection.problem.total_effort[flip.item]),
            "chance": float(selection.problem.chance[flip.item]),
            "chance_basis": selection.chances[flip.item].value,
            "expected_value": flip.value,
            "flips_at": flip.flips_at,
            "flips_between": flip.ends,
            "share_of_draws": None if standing is None else float(standing.share[flip.item]),
            "standing": None if standing is None else standing.standing(flip.item).value,
            **_why(selection, outs.get(flip.item)),
        }
        for flip in found.flips
    ]
    told["next_best"] = None if found.next_best is None else _next_best(selection, found.next_best)
    told["worth_of_people"] = [
        {"team": selection.teams[each.team], "people": each.people, **_difference(each.gain)} for each in found.worth
    ]
    told["guardrails"] = [
        {"guardrail": selection.guardrails[each.index], **_difference(each.price)} for each in found.guardrails
    ]
    told["musts"] = [{"deliverable": items[each.index], **_difference(each.price)} for each in found.pins]
    told["regret"] = None if standing is None else standing.regret
    told["fits_in_draws"] = None if standing is None else standing.kept
    told["improve_first"] = [
        {"deliverable": items[each.item], "worth": each.worth} for each in found.information[:5] if each.worth > 0
    ]
    return told


def _next_best(selection: Selection, found: NextBest) -> dict[str, Any] | None:
    if found.other.periods is None:
        return None
    return {
        "value": found.other.value,
        "leaves": [selection.items[each] for each in sorted(found.choice.chosen - found.other.chosen)],
        "joins": [selection.items[each] for each in sorted(found.other.chosen - found.choice.chosen)],
        **_difference(found.gap),
    }


def _why(selection: Selection, why: WhyOut | None) -> dict[str, Any]:
    if why is None:
        return {}
    return {
        "impossible": why.impossible,
        "leaves": [selection.items[each] for each in sorted(why.leaves)],
        "joins": [selection.items[each] for each in sorted(why.joins)],
        "short_teams": sorted({selection.teams[team] for _, team in why.short}),
    }


def _difference(found: Difference | None) -> dict[str, Any]:
    if found is None:
        return {"difference": None, "at_least": None, "at_most": None, "proved": False}
    return {"difference": found.found, "at_least": found.least, "at_most": found.most, "proved": found.proved}


def _condition(selection: Selection, breach: Breach) -> dict[str, Any]:
    told: dict[str, Any] = {"code": breach.code.value}
    at = breach.at
    if breach.code is Broken.CAPACITY:
        return told | {"period": at[0], "team": selection.teams[at[1]]}
    if breach.code is Broken.EXCLUSIVE:
        return told | {"group": selection.groups[at[0]]}
    if breach.code in (Broken.LOW, Broken.HIGH):
        return told | {"guardrail": selection.guardrails[at[0]]}
    return told | {"deliverables": [selection.items[each] for each in at]}
