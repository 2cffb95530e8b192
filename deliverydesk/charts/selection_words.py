"""What the best set and its reasons say, in sentences: for the command line and the window alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deliverydesk.analysis.planning.selection.problem import Basis, Broken
from deliverydesk.analysis.planning.selection.robust import CORE, Standing
from deliverydesk.analysis.planning.selection_of import Aside, ChanceBasis, Measure
from deliverydesk.charts.format import number, percent, with_unit
from deliverydesk.charts.guardrails import value_words
from deliverydesk.domain.wording import day_words, figure, named, quoted
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.planning.selection.choose import Choice
    from deliverydesk.analysis.planning.selection.conflict import Conflict
    from deliverydesk.analysis.planning.selection.problem import Breach
    from deliverydesk.analysis.planning.selection.reasons import Difference, NextBest, Price, WhyOut, Worth
    from deliverydesk.analysis.planning.selection.robust import Robustness
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.domain.portfolio import Portfolio

_LISTED = 4
"""So many titles are named one by one."""
ASIDE = {
    Aside.NOT_VETTED: tr("not vetted"),
    Aside.NO_VALUE: tr("without a value"),
    Aside.NO_EFFORT: tr("without an effort"),
    Aside.WAITS: tr("waiting for what is no candidate"),
}
CHANCES = {
    ChanceBasis.EVIDENCE: tr("from the readings of its outcome"),
    ChanceBasis.CONFIDENCE: tr("the confidence given to it"),
    ChanceBasis.NOTHING: tr("nothing speaks against it"),
}
NOTHING_TO_CHOOSE = tr("No open work is in flight or vetted and has a value and an effort.")


@dataclass(frozen=True)
class Teller:
    """Says what was found of one selection, by the names that the portfolio has."""

    portfolio: Portfolio
    selection: Selection

    def title(self, item: int) -> str:
        """The deliverable of an index, in quotes."""
        return named(self.portfolio.deliverables[self.selection.items[item]])

    def titles(self, items: Iterable[int]) -> str:
        """Several of them; of many the first and how many more."""
        listed = [self.title(each) for each in sorted(items)]
        more = len(listed) - _LISTED
        if more <= 1:
            return ", ".join(listed)
        first = ", ".join(listed[:_LISTED])
        return tr("{items} and {n} more", items=first, n=figure(more))

    def team(self, team: int) -> str:
        """The team of an index, in quotes."""
        return named(self.portfolio.teams[self.selection.teams[team]])

    def amount(self, value: float) -> str:
        """A value with its unit, as exact as it is: whole money, or points of the score."""
        if self.selection.measure is Measure.COST_OF_DELAY:
            return with_unit(round(value), self.portfolio.settings.currency, 0)
        return number(round(value, 1))

    def cost(self, found: Difference | None) -> str:
        """What something costs or brings; a range where it is not proved, a dash where there is no plan without it."""
        if found is None:
            return "—"
        return self.amount(max(found.found, 0.0))

    def basis(self) -> str:
        """What values are."""
        if self.selection.measure is Measure.COST_OF_DELAY:
            return tr(
                "Values are cost of delay from a period’s end until week {n}, times the chance that the outcome moves.",
                n=self.selection.horizon,
            )
        model = self.selection.model.value.upper()
        return tr("Values are those of the score {model}, times the chance that the outcome moves.", model=model)

    def span(self) -> str:
        """The days of all periods."""
        last = self.selection.problem.periods - 1
        return tr(
            "Selection for {start} to {end}.",
            start=day_words(self.selection.first),
            end=day_words(self.selection.end_of(last)),
        )

    def verdict(self, choice: Choice) -> str:
        """What the plan is worth and how much could be missing at most."""
        if choice.proved:
            return tr("Expected value {value}. Proved: no other set is worth more.", value=self.amount(choice.value))
        if choice.value <= 0:
            return tr("Nothing is chosen yet. No set is worth more than {bound}.", bound=self.amount(choice.bound))
        return tr(
            "Expected value {value}. No set is worth more than {bound}, so at most {gap} % is missing.",
            value=self.amount(choice.value),
            bound=self.amount(choice.bound),
            gap=figure(round(choice.gap * 100, 2)),
        )

    def next_best(self, found: NextBest) -> str:
        """By how much the best other set is worth less, and how it differs."""
        if found.other.periods is None or found.gap is None:
            return tr("There is no other set that keeps all conditions.")
        leaves, joins = found.choice.chosen - found.other.chosen, found.other.chosen - found.choice.chosen
        less = self.cost(found.gap)
        share = percent(max(found.gap.found, 0.0) / found.choice.value if found.choice.value > 0 else 0.0, 2)
        if not leaves:
            return tr(
                "The next best set is worth {less} less ({share}): {joins} as well.",
                less=less,
                share=share,
                joins=self.titles(joins),
            )
        if not joins:
            return tr(
                "The next best set is worth {less} less ({share}): the same without {leaves}.",
                less=less,
                share=share,
                leaves=self.titles(leaves),
            )
        return tr(
            "The next best set is worth {less} less ({share}): {joins} instead of {leaves}.",
            less=less,
            share=share,
            joins=self.titles(joins),
            leaves=self.titles(leaves),
        )

    def why_out(self, why: WhyOut) -> str:
        """Why an item is not in the plan, and what would bring it in."""
        item, at = self.title(why.flip.item), why.flip.flips_at
        if at is None:
            if why.impossible:
                return tr("{item} does not fit, whatever it is worth.", item=item)
            return tr("{item} is out; no set with it was found in the time.", item=item)
        if why.leaves:
            return tr(
                "{item} is out: {others} would have to leave for it. It comes in at {value}.",
                item=item,
                others=self.titles(why.leaves),
                value=self.amount(at),
            )
        return tr("{item} is out. It comes in at {value}.", item=item, value=self.amount(at))

    def more_people(self, worth: Worth) -> str:
        """What more people in a team would add."""
        return tr(
            "{people} more in {team} would add {value}.",
            people=figure(worth.people),
            team=self.team(worth.team),
            value=self.cost(worth.gain),
        )

    def guardrail(self, index: int) -> str:
        """What a guardrail is about, in quotes."""
        rail = self.portfolio.guardrails[self.selection.guardrails[index]]
        return quoted(value_words(self.portfolio, rail.dimension, rail.value))

    def guardrail_price(self, price: Price) -> str:
        """What a guardrail costs."""
        return tr(
            "The guardrail on {what} costs {value}.", what=self.guardrail(price.index), value=self.cost(price.price)
        )

    def pin_price(self, price: Price) -> str:
        """What it costs that something must be done, or is left out."""
        item, value = self.title(price.index), self.cost(price.price)
        if price.index in self.selection.problem.excluded:
            return tr("That {item} is left out costs {value}.", item=item, value=value)
        return tr("That {item} must be done costs {value}.", item=item, value=value)

    def regret(self, found: Robustness) -> str:
        """By how much the plan falls short on average where values are off."""
        if found.regret is None:
            return ""
        return tr(
            "If the values are off by up to a factor of 2, this set falls short of the best by {value} on average.",
            value=self.amount(max(found.regret, 0.0)),
        )

    def find_out_first(self, found: Reasoned) -> str:
        """The estimate whose true value is worth most to know; empty where none changes anything."""
        first = found.information[0] if found.information else None
        if first is None or first.worth <= 0:
            return ""
        return tr("The value to find out first is that of {item}.", item=self.title(first.item))

    def aside(self) -> str:
        """How much open work is no candidate, and why."""
        reasons = list(self.selection.aside.values())
        if not reasons:
            return tr("All open work is a candidate.") if self.selection.items else ""
        told = [f"{figure(reasons.count(each))} {words}" for each, words in ASIDE.items() if each in reasons]
        return trn(
            "{n} open deliverable is no candidate: {why}.",
            "{n} open deliverables are no candidates: {why}.",
            len(reasons),
            n=figure(len(reasons)),
            why=", ".join(told),
        )

    def condition(self, breach: Breach) -> str:
        """One condition that a plan has to keep, without a full stop."""
        at, selection = breach.at, self.selection
        match breach.code:
            case Broken.CAPACITY:
                return tr(
                    "{team} has {n} person-weeks in the period from {start}",
                    team=self.team(at[1]),
                    n=number(round(float(selection.problem.net[at]), 1)),
                    start=day_words(selection.start_of(at[0])),
                )
            case Broken.BUDGET:
                budget = with_unit(selection.problem.budget, self.portfolio.settings.currency, 0)
                return tr("the budget is {budget}", budget=budget)
            case Broken.REQUIRES:
                return tr("{item} waits for {other}", item=self.title(at[0]), other=self.title(at[1]))
            case Broken.EXCLUSIVE:
                return tr("only one of the group {group} can be chosen", group=quoted(selection.groups[at[0]]))
            case Broken.MUST:
                return tr("{item} must be done", item=self.title(at[0]))
            case Broken.PERIOD:
                return tr("{item} can be done in some periods only", item=self.title(at[0]))
            case Broken.LOW:
                return self._least(at[0])
            case Broken.HIGH:
                high = selection.problem.guardrails[at[0]].high
                return tr("{what} may be at most {share}", what=self.guardrail(at[0]), share=percent(high))
            case Broken.CYCLE:
                return tr("{items} wait for each other in a circle", items=", ".join(map(self.title, at)))
            case _:
                return tr("{item} is left out", item=self.title(at[0]))

    def unreachable(self) -> tuple[str, ...]:
        """A sentence for each guardrail that is left aside, as no set can reach it."""
        said = []
        for each in self.selection.unreachable:
            rail = self.portfolio.guardrails[each.guardrail]
            what = quoted(value_words(self.portfolio, rail.dimension, rail.value))
            if each.most <= 0:
                sentence = tr(
                    "No candidate is for {what}, which is to have at least {share}: this guardrail is left aside.",
                    what=what,
                    share=percent(rail.low or 0.0),
                )
            else:
                sentence = tr(
                    "All candidates for {what} together are {most} of capacity, and it is to have at least {share}: "
                    "this guardrail is left aside.",
                    what=what,
                    most=percent(each.most, 1),
                    share=percent(rail.low or 0.0),
                )
            said.append(sentence)
        return tuple(said)

    def _least(self, index: int) -> str:
        problem = self.selection.problem
        guardrail, what = problem.guardrails[index], self.guardrail(index)
        whole = float(problem.capacity.sum())
        most = float(problem.total_effort[sorted(guardrail.members)].sum()) / whole if whole else 0.0
        if not guardrail.members:
            return tr(
                "{what} has to be at least {share}, and no candidate counts towards it",
                what=what,
                share=percent(guardrail.low),
            )
        if guardrail.basis is Basis.CAPACITY and most < guardrail.low:
            return tr(
                "{what} has to be at least {share} of capacity, and all its candidates together are {most}",
                what=what,
                share=percent(guardrail.low),
                most=percent(most, 1),
            )
        return tr("{what} has to be at least {share}", what=what, share=percent(guardrail.low))

    def conflict(self, found: Conflict | None) -> str:
        """Why there is no plan, in a sentence or two."""
        if found is None:
            return tr("No set was found that keeps all conditions. Give it more seconds.")
        told = "; ".join(map(self.condition, found.conditions))
        if len(found.conditions) == 1:
            return tr("No set keeps all conditions: {condition}. Take it back, or give it more room.", condition=told)
        return tr(
            "No set keeps all conditions, for these cannot hold together: {conditions}. Take one of them back, or "
            "give it more room.",
            conditions=told,
        )

    def core(self, found: Robustness) -> tuple[str, ...]:
        """How much stays in whatever the values are, and what may go either way."""
        standing = [found.standing(item) for item in range(len(found.share))]
        core = sum(standing[item] is Standing.CORE for item in found.choice.chosen)
        toss_up = [item for item, each in enumerate(standing) if each is Standing.TOSS_UP]
        said = tr(
            "Core, in at least {share} of {draws} draws: {n} of {chosen}.",
            share=percent(CORE),
            draws=figure(found.draws),
            n=figure(core),
            chosen=figure(len(found.choice.chosen)),
        )
        return (said, tr("Toss-ups: {items}.", items=self.titles(toss_up))) if toss_up else (said,)
