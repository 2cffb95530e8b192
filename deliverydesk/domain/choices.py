"""The words for the closed sets of values: one table, in the language of the program, for every pane and sentence."""

from __future__ import annotations

from enum import Enum

from deliverydesk.domain.values import (
    DecisionChoice,
    Direction,
    GateCheck,
    GuardrailBasis,
    GuardrailDimension,
    Horizon,
    Kind,
    LifeStage,
    MilestoneKind,
    OutcomeKind,
    Period,
    Proposal,
    ScoringModel,
    Stage,
)
from deliverydesk.support.language import tr, trc

_WORDS: dict[type[Enum], dict[Enum, str]] = {
    Stage: {
        Stage.IDEA: trc("stage", "idea"),
        Stage.SHAPING: trc("stage", "shaping"),
        Stage.READY: trc("stage", "ready"),
        Stage.DELIVERY: trc("stage", "delivery"),
        Stage.RELEASED: trc("stage", "released"),
        Stage.IMPROVING: trc("stage", "improving"),
        Stage.TABLED: trc("stage", "tabled"),
        Stage.CANCELLED: trc("stage", "cancelled"),
    },
    Kind: {
        Kind.FEATURE: trc("kind of work", "feature"),
        Kind.UPKEEP: trc("kind of work", "upkeep"),
        Kind.RISK: trc("kind of work", "risk"),
        Kind.DEBT: trc("kind of work", "debt"),
    },
    LifeStage: {
        LifeStage.EXPLORE: trc("life of a product", "explore"),
        LifeStage.BUILD: trc("life of a product", "build"),
        LifeStage.IMPROVE: trc("life of a product", "improve"),
        LifeStage.MAINTAIN: trc("life of a product", "maintain"),
        LifeStage.RETIRE: trc("life of a product", "retire"),
    },
    Direction: {
        Direction.UP: trc("direction", "up"),
        Direction.DOWN: trc("direction", "down"),
        Direction.HOLD: trc("direction", "hold"),
    },
    OutcomeKind: {
        OutcomeKind.LEADING: trc("kind of outcome", "leading"),
        OutcomeKind.LAGGING: trc("kind of outcome", "lagging"),
        OutcomeKind.HEALTH: trc("kind of outcome", "health"),
    },
    Period: {
        Period.WEEK: tr("week"),
        Period.MONTH: tr("month"),
        Period.QUARTER: tr("quarter"),
        Period.YEAR: tr("year"),
    },
    ScoringModel: {
        ScoringModel.RICE: "RICE",
        ScoringModel.ICE: "ICE",
        ScoringModel.WSJF: "WSJF",
        ScoringModel.CD3: "CD3",
        ScoringModel.WEIGHTED: trc("scoring model", "weighted"),
    },
    MilestoneKind: {
        MilestoneKind.DELIVERY: trc("kind of milestone", "delivery"),
        MilestoneKind.OUTCOME: trc("kind of milestone", "outcome"),
    },
    Proposal: {
        Proposal.EXPLAIN: trc("proposal", "explain"),
        Proposal.WAIT: trc("proposal", "wait"),
        Proposal.REFINE: trc("proposal", "refine"),
        Proposal.TABLE: trc("proposal", "table"),
    },
    GateCheck: {
        GateCheck.NEED: trc("gate", "need"),
        GateCheck.CUSTOMER: trc("gate", "customer"),
        GateCheck.OUTCOME: trc("gate", "outcome with its measure"),
        GateCheck.SIZE: trc("gate", "size of every team"),
        GateCheck.DEPENDENCIES: trc("gate", "dependencies known"),
        GateCheck.OWNER: trc("gate", "owner"),
        GateCheck.MANUAL: trc("gate", "by hand"),
    },
    GuardrailDimension: {
        GuardrailDimension.HORIZON: trc("guardrail", "horizon"),
        GuardrailDimension.THEME: trc("guardrail", "theme"),
        GuardrailDimension.KIND: trc("guardrail", "kind"),
        GuardrailDimension.PRODUCT: trc("guardrail", "product"),
    },
    GuardrailBasis: {
        GuardrailBasis.PLANNED: trc("guardrail", "planned effort"),
        GuardrailBasis.CAPACITY: trc("guardrail", "capacity"),
    },
    DecisionChoice: {
        DecisionChoice.CONTINUE: trc("decision", "continue"),
        DecisionChoice.REFINE: trc("decision", "refine"),
        DecisionChoice.MORE: trc("decision", "more"),
        DecisionChoice.LESS: trc("decision", "less"),
        DecisionChoice.TABLE: trc("decision", "table"),
        DecisionChoice.CANCEL: trc("decision", "cancel"),
        DecisionChoice.RETIRE: trc("decision", "retire"),
    },
    Horizon: {
        Horizon.ONE: tr("1, defend the core"),
        Horizon.TWO: tr("2, build the emerging"),
        Horizon.THREE: tr("3, create options"),
    },
}
"""By type first: members of two types that have the same name and value, as both kinds of delivery, are equal."""


def choice_words(value: Enum) -> str:
    """A value in a sentence: "in delivery" has the word "delivery"."""
    return _WORDS.get(type(value), {}).get(value, str(value.value))


def choice_label(value: Enum) -> str:
    """A value alone, on a chip, a button or a cell: "Delivery"."""
    words = choice_words(value)
    return words[:1].upper() + words[1:]
