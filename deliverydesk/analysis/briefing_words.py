"""The briefing in plain sentences: the one place where its points become text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.briefing import Matter, Point
from deliverydesk.analysis.chances import chances
from deliverydesk.analysis.evidence.words import reach_line, verdict_words
from deliverydesk.analysis.words import figure, listed, percent, spoken
from deliverydesk.domain.wording import counted, named
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.domain.portfolio import Portfolio

_NAMED = 3
"""So many are named; of more their number is told."""


def sentence(portfolio: Portfolio, page: Page, point: Point) -> str:
    """A point as a sentence. `page` is the evidence that the briefing was made from."""
    return _SENTENCES[point.matter](_Words(portfolio, page, point))


def sentences(portfolio: Portfolio, page: Page, points: Sequence[Point]) -> list[str]:
    """All points as sentences."""
    return [sentence(portfolio, page, point) for point in points]


class _Words:
    """What the sentences are put together from."""

    def __init__(self, portfolio: Portfolio, page: Page, point: Point) -> None:
        self.portfolio, self.page, self.point = portfolio, page, point

    def title(self, deliverable: int) -> str:
        """A deliverable by its title, in quotes: titles have commas."""
        return named(self.portfolio.deliverables[deliverable])

    def outcome(self, outcome: int) -> str:
        """An outcome by its name."""
        return self.portfolio.outcomes[outcome].name

    def names(self) -> str:
        """The deliverables of the point, then its outcomes."""
        point = self.point
        return some([*map(self.title, point.deliverables), *map(self.outcome, point.outcomes)])

    def titles(self) -> str:
        """Its deliverables."""
        return some([self.title(each) for each in self.point.deliverables])

    def outcomes(self) -> str:
        """Its outcomes."""
        return some([self.outcome(each) for each in self.point.outcomes])

    def effort(self) -> str:
        """What is still to come in person-weeks, and of how many it is not known."""
        known = tr("{n} person-weeks", n=figure(round(self.point.effort or 0.0, 1)))
        if not self.point.unestimated:
            return known
        return trn(
            "{known} and {n} deliverable without an estimate",
            "{known} and {n} deliverables without an estimate",
            self.point.unestimated,
            known=known,
            n=figure(self.point.unestimated),
        )

    def money(self, amount: float) -> str:
        """An amount in the portfolio's currency, to three digits: costs of delay are estimates."""
        told = figure(float(f"{amount:.3g}"))
        return f"{told} {self.portfolio.settings.currency}".strip()

    def n(self, many: Sequence[int]) -> dict[str, str]:
        """How many, as the texts want it."""
        return {"n": figure(len(many)), "whole": figure(self.point.whole)}


def some(names: Sequence[str]) -> str:
    """The first names, and how many more there are: "A, B, C and 2 more"."""
    if len(names) <= _NAMED + 1:
        return listed(names)
    rest = len(names) - _NAMED
    return trn("{names} and {n} more", "{names} and {n} more", rest, names=", ".join(names[:_NAMED]), n=figure(rest))


def _nothing_yet(said: _Words) -> str:
    del said
    return tr(
        "Nothing is here yet. Begin with an outcome: what is to change for whom, from which value to which, and by "
        "when."
    )


def _no_outcomes(said: _Words) -> str:
    items = said.point.deliverables
    return trn(
        "{n} deliverable is kept, but no outcome that it is to move: add the first one, with baseline, target and due "
        "date.",
        "{n} deliverables are kept, but no outcome that they are to move: add the first one, with baseline, target and "
        "due date.",
        len(items),
        **said.n(items),
    )


def _no_work(said: _Words) -> str:
    outcomes = said.point.outcomes
    return trn(
        "{n} outcome is kept, but no work for it: add deliverables, and say which outcome each is to move.",
        "{n} outcomes are kept, but no work for them: add deliverables, and say which outcome each is to move.",
        len(outcomes),
        **said.n(outcomes),
    )


def _alarm(said: _Words) -> str:
    told = []
    for each in said.point.outcomes:
        p, name = said.page.evidence[each].reach.p, said.outcome(each)
        told.append(name if p is None else tr("{name} ({chances})", name=name, chances=chances(p)))
    return trn(
        "{n} outcome of {whole} is alarming: {names}.",
        "{n} outcomes of {whole} are alarming: {names}.",
        len(told),
        names=some(told),
        **said.n(said.point.outcomes),
    )


def _worse(said: _Words) -> str:
    return trn(
        "{n} outcome of {whole} gets worse or is outside its bounds: {names}.",
        "{n} outcomes of {whole} get worse or are outside their bounds: {names}.",
        len(said.point.outcomes),
        names=said.outcomes(),
        **said.n(said.point.outcomes),
    )


def _green(said: _Words) -> str:
    return trn(
        "{n} deliverable on time moves nothing; {effort} still to come: {names}.",
        "{n} deliverables on time move nothing; {effort} still to come: {names}.",
        len(said.point.deliverables),
        effort=said.effort(),
        names=said.titles(),
        **said.n(said.point.deliverables),
    )


def _nothing_moves(said: _Words) -> str:
    return trn(
        "{n} deliverable in flight is for outcomes that stay flat or get worse; {effort} still to come: {names}.",
        "{n} deliverables in flight are for outcomes that stay flat or get worse; {effort} still to come: {names}.",
        len(said.point.deliverables),
        effort=said.effort(),
        names=said.titles(),
        **said.n(said.point.deliverables),
    )


def _waited(said: _Words) -> str:
    told = []
    for item in (said.portfolio.agenda_items[each] for each in said.point.agenda):
        name = said.title(item.deliverable) if item.deliverable is not None else said.outcome(item.outcome or 0)
        assert item.until is not None
        told.append(tr("{name}, until {day}", name=name, day=spoken(item.until, said.page.today)))
    return trn(
        "{n} proposal on the agenda has waited long enough: {names}.",
        "{n} proposals on the agenda have waited long enough: {names}.",
        len(told),
        names=some(told),
        n=figure(len(told)),
    )


def _event(said: _Words) -> str:
    event = said.portfolio.events[said.point.events[0]]
    return tr(
        "{event}, {day}, asks for a fresh look at {names}.",
        event=event.name,
        day=spoken(event.start, said.page.today),
        names=said.names(),
    )


def _uncovered(said: _Words) -> str:
    items = said.point.deliverables
    if not said.point.share:
        return trn(
            "{n} open deliverable is without a measured outcome: {names}.",
            "{n} open deliverables are without a measured outcome: {names}.",
            len(items),
            names=said.titles(),
            **said.n(items),
        )
    share = percent(round(said.point.share, 2)) if said.point.share >= 0.01 else tr("Under 1 %")
    return tr(
        "{share} of the effort to come is on work without a measured outcome: {effort}; {names}.",
        share=share,
        effort=said.effort(),
        names=said.titles(),
    )


def _waiting(said: _Words) -> str:
    point = said.point
    if point.money is None:
        return trn(
            "{n} ready deliverable waits; it has no cost of delay, so nobody can say what waiting costs.",
            "{n} ready deliverables wait; none has a cost of delay, so nobody can say what waiting costs.",
            len(point.deliverables),
            **said.n(point.deliverables),
        )
    costed = len(point.deliverables) - point.lacking
    told = trn(
        "Ready work worth {money} a week waits: {names}",
        "Ready work worth {money} a week waits, in {n} deliverables: {names}",
        costed,
        money=said.money(point.money),
        names=some([said.title(each) for each in point.deliverables[:costed]]),
        n=figure(costed),
    )
    if point.so_far is not None:
        told = tr("{told}; waiting has cost {money} so far", told=told, money=said.money(point.so_far))
    if point.lacking:
        told = trn(
            "{told}; {n} more has no cost of delay",
            "{told}; {n} more have no cost of delay",
            point.lacking,
            told=told,
            n=figure(point.lacking),
        )
    return tr("{told}.", told=told)


def _ageing(said: _Words) -> str:
    point = said.point
    told = [
        tr("{name}, {age}", name=said.title(each), age=counted(days, "day"))
        for each, days in zip(point.deliverables, point.counts, strict=True)
    ]
    return trn(
        "{n} deliverable is under way for longer than the {line} days that 85 % of finished work kept: {names}.",
        "{n} deliverables are under way for longer than the {line} days that 85 % of finished work kept: {names}.",
        len(told),
        line=figure(point.line or 0.0),
        names=_apart(told),
        n=figure(len(told)),
    )


def _split(said: _Words) -> str:
    told = []
    point = said.point
    for team, count, people in zip(point.teams, point.counts, point.people, strict=True):
        told.append(
            trn(
                "{team}, {n} item for {people} people",
                "{team}, {n} items for {people} people",
                count,
                team=said.portfolio.teams[team].name,
                n=figure(count),
                people=figure(people),
            )
        )
    return trn(
        "{n} team has more in delivery at once than half its people: {names}.",
        "{n} teams have more in delivery at once than half their people: {names}.",
        len(told),
        names=_apart(told),
        n=figure(len(told)),
    )


def _overdue(said: _Words) -> str:
    told = [
        trn("{name}, {n} day over", "{name}, {n} days over", days, name=said.title(each), n=figure(days))
        for each, days in zip(said.point.deliverables, said.point.counts, strict=True)
    ]
    return trn(
        "{n} target date has passed: {names}.",
        "{n} target dates have passed: {names}.",
        len(told),
        names=_apart(told),
        n=figure(len(told)),
    )


def _stale(said: _Words) -> str:
    told = [
        tr("{name}, never read", name=said.outcome(each))
        if days < 0
        else tr("{name}, {age}", name=said.outcome(each), age=counted(days, "day"))
        for each, days in zip(said.point.outcomes, said.point.counts, strict=True)
    ]
    return trn(
        "{n} outcome waits for a value: {names}.",
        "{n} outcomes wait for a value: {names}.",
        len(told),
        names=_apart(told),
        n=figure(len(told)),
    )


def _too_early(said: _Words) -> str:
    return trn(
        "Of {n} outcome it is too early to tell anything: {names}.",
        "Of {n} outcomes it is too early to tell anything: {names}.",
        len(said.point.outcomes),
        names=said.outcomes(),
        **said.n(said.point.outcomes),
    )


def _improving(said: _Words) -> str:
    return trn(
        "{n} outcome of {whole} improves: {names}.",
        "{n} outcomes of {whole} improve: {names}.",
        len(said.point.outcomes),
        names=said.outcomes(),
        **said.n(said.point.outcomes),
    )


def _outcome(said: _Words) -> str:
    outcome = said.portfolio.outcomes[said.point.outcomes[0]]
    told = said.page.evidence[outcome.id]
    return tr(
        "{name}: {verdict}. {line}",
        name=outcome.name,
        verdict=verdict_words(told.judgement.verdict),
        line=reach_line(told.reach, outcome.unit),
    )


def _apart(told: Sequence[str]) -> str:
    """Things with a figure each, which have commas in themselves."""
    if len(told) <= _NAMED + 1:
        return "; ".join(told)
    rest = len(told) - _NAMED
    return trn("{names}; and {n} more", "{names}; and {n} more", rest, names="; ".join(told[:_NAMED]), n=figure(rest))


_SENTENCES: dict[Matter, Callable[[_Words], str]] = {
    Matter.NOTHING_YET: _nothing_yet,
    Matter.NO_OUTCOMES: _no_outcomes,
    Matter.NO_WORK: _no_work,
    Matter.ALARM: _alarm,
    Matter.WORSE: _worse,
    Matter.GREEN: _green,
    Matter.NOTHING_MOVES: _nothing_moves,
    Matter.WAITED: _waited,
    Matter.EVENT: _event,
    Matter.UNCOVERED: _uncovered,
    Matter.WAITING: _waiting,
    Matter.AGEING: _ageing,
    Matter.SPLIT: _split,
    Matter.OVERDUE: _overdue,
    Matter.STALE: _stale,
    Matter.TOO_EARLY: _too_early,
    Matter.IMPROVING: _improving,
    Matter.OUTCOME: _outcome,
}
