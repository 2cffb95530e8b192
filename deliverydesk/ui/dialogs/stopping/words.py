"""What the sheet of stopping says, from what was found. No Qt."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Literal

from deliverydesk.analysis.chances import chances, chances_short
from deliverydesk.analysis.divergence import ON_TIME_CUT
from deliverydesk.analysis.evidence.words import verdict_label
from deliverydesk.analysis.planning.selection.refill import Aim
from deliverydesk.analysis.planning.selection_of import Measure
from deliverydesk.analysis.stopping.zombie import ALARM, Seen, Sign, Tested
from deliverydesk.charts.format import day, fitted, number, percent, with_unit
from deliverydesk.domain.values import DecisionChoice
from deliverydesk.domain.wording import counted, figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.verdict_shapes import VERDICT_SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.stopping.options import Option
    from deliverydesk.analysis.stopping.refilling import Room, Stopping, StoppingProduct
    from deliverydesk.domain.portfolio import Portfolio

AIMS = {
    Aim.LEAST_CHANGE: (tr("Least change"), tr("fewest people move")),
    Aim.BEST_VALUE: (tr("Best value"), tr("most value per scarce week")),
    Aim.MOST_ROBUST: (tr("Most robust"), tr("best when estimates are wrong")),
}
ONE_PLAN = tr("All three aims lead to this plan: nothing else that is vetted fits better into what is set free.")
NOT_VETTED = tr("Nothing is vetted. Approve work as ready, and it is offered here.")
NOTHING_FITS = tr("Nothing that is vetted fits what is set free.")
NO_FIGURES = tr("Nothing that is vetted has both a value and an effort, so nothing can be chosen from.")
NOBODY_FREE = tr("Nobody is on it, nor planned to be, so stopping it makes no room for other work.")
ALL_AIMS = (tr("Best by all aims"), tr("change, value, robustness"))
NEXT_BEST = (tr("Next best"), tr("another way to use the people"))
BY_HAND = tr("By hand")
TRYING = tr("being tried out…")
SIGNS = {
    Sign.NO_IMPACT: tr("No visible impact"),
    Sign.SHIFTING_SCOPE: tr("Shifting scope"),
    Sign.ABSENT_SPONSOR: tr("Absent sponsor"),
    Sign.STUCK_NEAR_THE_END: tr("Stuck near the end"),
    Sign.DRIFTING_PEOPLE: tr("Drifting people"),
}
STATES = {Seen.YES: "watch", Seen.NO: "ok", Seen.UNKNOWN: ""}
_CONFIRM = {
    DecisionChoice.TABLE: (tr("Table it"), tr("Table and refill")),
    DecisionChoice.CANCEL: (tr("Cancel it"), tr("Cancel and refill")),
    DecisionChoice.RETIRE: (tr("Retire it"), tr("Retire and refill")),
}
_EXACT_BELOW = 10_000


def amount(value: float, portfolio: Portfolio, measure: Measure | None) -> str:
    """A value in three digits from ten thousand on: money with its currency, or points of the score."""
    unit = "" if measure is Measure.SCORE else portfolio.settings.currency
    whole = with_unit(round(value), unit, 0)
    return whole if abs(value) < _EXACT_BELOW else fitted(whole, lambda said: said != whole) or whole


def plan_title(option: Option, found: Option | None) -> tuple[str, str]:
    """Title of a plan, and the line below. `found` is the plan before it was changed by hand; None if made so."""
    if found is None:
        return BY_HAND, ""
    title, below = NEXT_BEST
    if set(found.aims) == set(AIMS):
        title, below = ALL_AIMS
    elif found.aims:
        title = ", ".join(AIMS[aim][0] for aim in found.aims)
        below = AIMS[found.aims[0]][1] if len(found.aims) == 1 else ""
    return (title, below) if option is found else (BY_HAND, tr("changed: {plan}", plan=title))


def nothing_words(found: Room) -> str:
    """Why there is no plan."""
    if found.basis is None:
        return NOBODY_FREE
    if not found.vetted:
        return NOT_VETTED
    return NOTHING_FITS if found.basis.candidates else NO_FIGURES


def sign_words(test: Tested) -> str:
    """The figure that a sign rests on."""
    if test.seen is Seen.UNKNOWN:
        return tr("nobody can say")
    value = test.figure
    if test.sign is Sign.NO_IMPACT:
        readings = counted(round(value or 0), "reading")
        return tr("{readings}, outcome does not move", readings=readings) if test.seen is Seen.YES else readings
    if test.sign is Sign.SHIFTING_SCOPE:
        return tr("estimate {growth} since the first plan", growth=with_unit((value or 0) * 100, "%", 0, signed=True))
    if test.sign is Sign.ABSENT_SPONSOR:
        if value is None:
            return tr("nobody owns it")
        return trn("{n} review missed", "{n} reviews missed", round(value), n=figure(round(value)))
    if test.sign is Sign.STUCK_NEAR_THE_END:
        done = tr("{share} done", share=percent(value))
        return done if test.days is None else tr("{done}, still for {days}", done=done, days=counted(test.days, "day"))
    return tr("beside {items} in its teams", items=counted(round(value or 0), "item"))


def signs_note(found: Stopping) -> str:
    """How many signs are there, and from how many on they are an alarm."""
    return tr("{seen} of {all}, alarm at {alarm}", seen=found.test.seen, all=len(found.test.signs), alarm=ALARM)


def case_words(portfolio: Portfolio, found: Stopping) -> str:
    """What is left to do and what the chances are, in a sentence."""
    case = found.case
    said = []
    if case.effort is None:
        said.append(tr("Nobody has estimated what is left."))
    else:
        said.append(tr("{effort} person-weeks left.", effort=number(case.effort)))
    if case.outcome is None:
        said.append(tr("It is to move no outcome."))
    elif case.chance is None:
        said.append(tr("Nobody can say whether “{outcome}” is reached.", outcome=portfolio.outcomes[case.outcome].name))
    else:
        outcome = portfolio.outcomes[case.outcome]
        chance = chances(case.chance)
        if outcome.due is None:
            said.append(tr("Chance of “{outcome}”: {chance}.", outcome=outcome.name, chance=chance))
        else:
            by = day(outcome.due, found.today)
            said.append(tr("Chance of “{outcome}” by {day}: {chance}.", outcome=outcome.name, day=by, chance=chance))
    return " ".join(said)


def head_words(
    portfolio: Portfolio, found: Stopping, evidence: Evidence | None
) -> list[tuple[Literal["state", "verdict"], str, str]]:
    """On time, outcome and rank: kind and name of a sign, empty for none, and the words after it."""
    said: list[tuple[Literal["state", "verdict"], str, str]] = []
    if found.on_time is not None:
        state = "ok" if found.on_time >= ON_TIME_CUT else "watch"
        said.append(("state", state, tr("On time, {chance}", chance=percent(found.on_time))))
    if evidence is not None:
        verdict = evidence.judgement.verdict
        words = tr("Outcome: {verdict}", verdict=verdict_label(verdict))
        if found.case.chance is not None:
            chance = chances_short(found.case.chance)
            words = tr("Outcome: {verdict}, {chance}", verdict=verdict_label(verdict), chance=chance)
        said.append(("verdict", VERDICT_SHAPES[verdict], words))
    rank, count = portfolio.rank(found.deliverable), len(portfolio.live)
    said.append(("state", "", tr("rank {rank} of {count}", rank=figure(rank), count=figure(count))))
    return said


def freed_words(found: Room) -> str:
    """Of how many people, at most at a time, and in which weeks."""
    busy = [at for at in range(len(found.weeks)) if any(each[at] for each in found.freed.values())]
    if not found.teams:
        return tr("nobody has said what teams it still needs")
    if not busy:
        return trn("of {n} team", "of {n} teams", len(found.teams), n=figure(len(found.teams)))
    people = max(ceil(max(sum(each[at] for each in found.freed.values()) for at in busy) - 0.05), 1)
    first, last = (figure(found.weeks[at].isocalendar().week) for at in (busy[0], busy[-1]))
    return trn(
        "of {n} person, from week {first} to {last}",
        "of {n} people, from week {first} to {last}",
        people,
        n=figure(people),
        first=first,
        last=last,
    )


def weeks_words(found: Room) -> str:
    """The weeks that are shown."""
    first, last = (figure(week.isocalendar().week) for week in (found.weeks[0], found.weeks[-1]))
    return tr("weeks {first} to {last}", first=first, last=last)


def hanging(portfolio: Portfolio, found: Stopping) -> list[tuple[str, str]]:
    """What hangs on it: captions with titles."""
    case = found.case
    told = []
    for caption, names in (
        (tr("Dependants"), [portfolio.deliverables[each].title for each in case.dependants]),
        (tr("Promises"), [portfolio.milestones[each].name for each in case.milestones]),
        (tr("Of use for"), [portfolio.deliverables[each].title for each in case.reusable]),
    ):
        told.append((caption, _few(names)))
    return told


def ending(portfolio: Portfolio, found: StoppingProduct) -> list[tuple[str, str]]:
    """What ends with a product, what stays, and what waits: captions with how many, and titles."""
    retiring = found.retiring
    captions = (
        (tr("Ends"), retiring.ends),
        (tr("Stays"), retiring.stays),
        (tr("Waits for what ends"), retiring.waiting),
    )
    return [(caption, _counted(portfolio, each)) for caption, each in captions]


def upkeep_words(portfolio: Portfolio, found: StoppingProduct) -> str:
    """What becomes of the time that is kept free for the upkeep of a product."""
    product = portfolio.products[found.retiring.product]
    if not product.upkeep_share:
        return tr("No time is kept free for its upkeep.")
    return tr(
        "{share} of its teams' time for it is kept free for upkeep; that goes with the work that ends.",
        share=percent(product.upkeep_share),
    )


def _counted(portfolio: Portfolio, deliverables: Sequence[int]) -> str:
    if not deliverables:
        return tr("nothing")
    names = _few([portfolio.deliverables[each].title for each in deliverables], most=6)
    return tr("{items}: {names}", items=counted(len(deliverables), "item"), names=names)


def _few(names: list[str], most: int = 2) -> str:
    if not names:
        return tr("nothing")
    more = len(names) - most
    said = ", ".join(names[:most])
    return said if more <= 0 else tr("{names} and {n} more", names=said, n=figure(more))


def end_words(portfolio: Portfolio, found: Room, option: Option) -> list[tuple[str, str]]:
    """When each item is done at P85, as it is and then."""
    told = []
    for deliverable in option.begins:
        before, after = option.ends[deliverable]
        first = tr("nobody can say") if before is None else day(before, found.today)
        last = tr("nobody can say") if after is None else day(after, found.today)
        told.append((portfolio.deliverables[deliverable].title, f"{first} → {last}"))
    return told


def used_words(found: Room, option: Option) -> tuple[str, bool]:
    """How much of what is set free it uses and how many people begin on something new; whether it uses more."""
    people = max(round(option.moved), 1) if option.begins else 0
    moved = trn("{n} person", "{n} people", people, n=figure(people))
    beyond = round(option.used - found.freed_effort, 1)
    if beyond > 0:
        said = tr("{people}, {more} pw more than set free", people=moved, more=number(beyond))
        return said, True
    used, freed = number(round(option.used, 1)), number(round(found.freed_effort, 1))
    return tr("{people}, {used} of {freed} pw used", used=used, freed=freed, people=moved), False


def confirm_words(
    portfolio: Portfolio, found: Room, choice: DecisionChoice, option: Option | None, recovered: float | None
) -> str:
    """The words on the one button: what is done, and what is gained."""
    plain, refilled = _CONFIRM[choice]
    if option is None or not option.begins:
        return plain
    if recovered is None or recovered <= 0:
        return refilled
    gained = amount(recovered, portfolio, found.measure)
    if choice is DecisionChoice.TABLE:
        return tr("Table and refill, recovers {amount}", amount=gained)
    if choice is DecisionChoice.CANCEL:
        return tr("Cancel and refill, recovers {amount}", amount=gained)
    return tr("Retire and refill, recovers {amount}", amount=gained)
