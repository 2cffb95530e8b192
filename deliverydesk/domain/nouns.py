"""The words for things: alone, with an article, and counted. Each is known by its English word in the singular."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from deliverydesk.support.language import tr, trc, trn


class Noun(NamedTuple):
    """The words for one entity of a type."""

    bare: str
    some: str
    """After a verb or a preposition: "without an outcome"."""
    subject: str
    """At the start of a sentence."""


NOUNS: dict[str, Noun] = {
    "settings": Noun(trc("noun", "settings"), tr("a settings"), tr("A settings")),
    "product": Noun(trc("noun", "product"), tr("a product"), tr("A product")),
    "team": Noun(trc("noun", "team"), tr("a team"), tr("A team")),
    "absence": Noun(trc("noun", "absence"), tr("an absence"), tr("An absence")),
    "outcome": Noun(trc("noun", "outcome"), tr("an outcome"), tr("An outcome")),
    "measurement": Noun(trc("noun", "measurement"), tr("a measurement"), tr("A measurement")),
    "former target": Noun(trc("noun", "former target"), tr("a former target"), tr("A former target")),
    "criterion": Noun(trc("noun", "criterion"), tr("a criterion"), tr("A criterion")),
    "deliverable": Noun(trc("noun", "deliverable"), tr("a deliverable"), tr("A deliverable")),
    "contribution": Noun(trc("noun", "contribution"), tr("a contribution"), tr("A contribution")),
    "demand": Noun(trc("noun", "demand"), tr("a demand"), tr("A demand")),
    "rating": Noun(trc("noun", "rating"), tr("a rating"), tr("A rating")),
    "dependency": Noun(trc("noun", "dependency"), tr("a dependency"), tr("A dependency")),
    "milestone": Noun(trc("noun", "milestone"), tr("a milestone"), tr("A milestone")),
    "override": Noun(trc("noun", "override"), tr("an override"), tr("An override")),
    "stage limit": Noun(trc("noun", "stage limit"), tr("a stage limit"), tr("A stage limit")),
    "baseline": Noun(trc("noun", "baseline"), tr("a baseline"), tr("A baseline")),
    "baseline item": Noun(trc("noun", "baseline item"), tr("a baseline item"), tr("A baseline item")),
    "saved view": Noun(trc("noun", "saved view"), tr("a saved view"), tr("A saved view")),
    "pack": Noun(trc("noun", "pack"), tr("a pack"), tr("A pack")),
    "phase": Noun(trc("noun", "phase"), tr("a phase"), tr("A phase")),
    "event": Noun(trc("noun", "event"), tr("an event"), tr("An event")),
    "event mark": Noun(trc("noun", "event mark"), tr("an event mark"), tr("An event mark")),
    "agenda item": Noun(trc("noun", "agenda item"), tr("an agenda item"), tr("An agenda item")),
    "stage date": Noun(trc("noun", "stage date"), tr("a stage date"), tr("A stage date")),
    "milestone item": Noun(trc("noun", "milestone item"), tr("a milestone item"), tr("A milestone item")),
    "forecast": Noun(trc("noun", "forecast"), tr("a forecast"), tr("A forecast")),
    "person": Noun(trc("noun", "person"), tr("a person"), tr("A person")),
    "holiday": Noun(trc("noun", "holiday"), tr("a holiday"), tr("A holiday")),
    "loan": Noun(trc("noun", "loan"), tr("a loan"), tr("A loan")),
    "accepted load": Noun(trc("noun", "accepted load"), tr("an accepted load"), tr("An accepted load")),
    "allocation": Noun(trc("noun", "allocation"), tr("an allocation"), tr("An allocation")),
    "guardrail": Noun(trc("noun", "guardrail"), tr("a guardrail"), tr("A guardrail")),
    "gate": Noun(trc("noun", "gate"), tr("a gate"), tr("A gate")),
    "gate pass": Noun(trc("noun", "gate pass"), tr("a gate pass"), tr("A gate pass")),
    "approval": Noun(trc("noun", "approval"), tr("an approval"), tr("An approval")),
    "review": Noun(trc("noun", "review"), tr("a review"), tr("A review")),
    "review entry": Noun(trc("noun", "review entry"), tr("a review entry"), tr("A review entry")),
    "decision": Noun(trc("noun", "decision"), tr("a decision"), tr("A decision")),
    "assumption": Noun(trc("noun", "assumption"), tr("an assumption"), tr("An assumption")),
    "follow up": Noun(trc("noun", "follow-up"), tr("a follow-up"), tr("A follow-up")),
    "scenario": Noun(trc("noun", "scenario"), tr("a scenario"), tr("A scenario")),
}
"""By what `entities.singular` gives."""

COUNTED: dict[str, Callable[[int, str], str]] = {
    "settings": lambda count, n: trn("{n} settings", "{n} settings", count, n=n),
    "product": lambda count, n: trn("{n} product", "{n} products", count, n=n),
    "team": lambda count, n: trn("{n} team", "{n} teams", count, n=n),
    "absence": lambda count, n: trn("{n} absence", "{n} absences", count, n=n),
    "outcome": lambda count, n: trn("{n} outcome", "{n} outcomes", count, n=n),
    "measurement": lambda count, n: trn("{n} measurement", "{n} measurements", count, n=n),
    "former target": lambda count, n: trn("{n} former target", "{n} former targets", count, n=n),
    "criterion": lambda count, n: trn("{n} criterion", "{n} criteria", count, n=n),
    "deliverable": lambda count, n: trn("{n} deliverable", "{n} deliverables", count, n=n),
    "contribution": lambda count, n: trn("{n} contribution", "{n} contributions", count, n=n),
    "demand": lambda count, n: trn("{n} demand", "{n} demands", count, n=n),
    "rating": lambda count, n: trn("{n} rating", "{n} ratings", count, n=n),
    "dependency": lambda count, n: trn("{n} dependency", "{n} dependencies", count, n=n),
    "milestone": lambda count, n: trn("{n} milestone", "{n} milestones", count, n=n),
    "override": lambda count, n: trn("{n} override", "{n} overrides", count, n=n),
    "stage limit": lambda count, n: trn("{n} stage limit", "{n} stage limits", count, n=n),
    "baseline": lambda count, n: trn("{n} baseline", "{n} baselines", count, n=n),
    "baseline item": lambda count, n: trn("{n} baseline item", "{n} baseline items", count, n=n),
    "saved view": lambda count, n: trn("{n} saved view", "{n} saved views", count, n=n),
    "pack": lambda count, n: trn("{n} pack", "{n} packs", count, n=n),
    "phase": lambda count, n: trn("{n} phase", "{n} phases", count, n=n),
    "event": lambda count, n: trn("{n} event", "{n} events", count, n=n),
    "event mark": lambda count, n: trn("{n} event mark", "{n} event marks", count, n=n),
    "agenda item": lambda count, n: trn("{n} agenda item", "{n} agenda items", count, n=n),
    "stage date": lambda count, n: trn("{n} stage date", "{n} stage dates", count, n=n),
    "milestone item": lambda count, n: trn("{n} milestone item", "{n} milestone items", count, n=n),
    "forecast": lambda count, n: trn("{n} forecast", "{n} forecasts", count, n=n),
    "person": lambda count, n: trn("{n} person", "{n} people", count, n=n),
    "holiday": lambda count, n: trn("{n} holiday", "{n} holidays", count, n=n),
    "loan": lambda count, n: trn("{n} loan", "{n} loans", count, n=n),
    "accepted load": lambda count, n: trn("{n} accepted load", "{n} accepted loads", count, n=n),
    "allocation": lambda count, n: trn("{n} allocation", "{n} allocations", count, n=n),
    "guardrail": lambda count, n: trn("{n} guardrail", "{n} guardrails", count, n=n),
    "gate": lambda count, n: trn("{n} gate", "{n} gates", count, n=n),
    "gate pass": lambda count, n: trn("{n} gate pass", "{n} gate passes", count, n=n),
    "approval": lambda count, n: trn("{n} approval", "{n} approvals", count, n=n),
    "review": lambda count, n: trn("{n} review", "{n} reviews", count, n=n),
    "review entry": lambda count, n: trn("{n} review entry", "{n} review entries", count, n=n),
    "decision": lambda count, n: trn("{n} decision", "{n} decisions", count, n=n),
    "assumption": lambda count, n: trn("{n} assumption", "{n} assumptions", count, n=n),
    "follow up": lambda count, n: trn("{n} follow-up", "{n} follow-ups", count, n=n),
    "scenario": lambda count, n: trn("{n} scenario", "{n} scenarios", count, n=n),
    "item": lambda count, n: trn("{n} item", "{n} items", count, n=n),
    "open item": lambda count, n: trn("{n} open item", "{n} open items", count, n=n),
    "more slide": lambda count, n: trn("{n} more slide", "{n} more slides", count, n=n),
    "big bet": lambda count, n: trn("{n} big bet", "{n} big bets", count, n=n),
    "quick win": lambda count, n: trn("{n} quick win", "{n} quick wins", count, n=n),
    "cell": lambda count, n: trn("{n} cell", "{n} cells", count, n=n),
    "column": lambda count, n: trn("{n} column", "{n} columns", count, n=n),
    "field": lambda count, n: trn("{n} field", "{n} fields", count, n=n),
    "filter": lambda count, n: trn("{n} filter", "{n} filters", count, n=n),
    "place": lambda count, n: trn("{n} place", "{n} places", count, n=n),
    "reading": lambda count, n: trn("{n} reading", "{n} readings", count, n=n),
    "row": lambda count, n: trn("{n} row", "{n} rows", count, n=n),
    "edit": lambda count, n: trn("{n} edit", "{n} edits", count, n=n),
    "value": lambda count, n: trn("{n} value", "{n} values", count, n=n),
    "day": lambda count, n: trn("{n} day", "{n} days", count, n=n),
    "week": lambda count, n: trn("{n} week", "{n} weeks", count, n=n),
    "month": lambda count, n: trn("{n} month", "{n} months", count, n=n),
    "quarter": lambda count, n: trn("{n} quarter", "{n} quarters", count, n=n),
}
"""A number of things, from the number and its figure."""
