"""What the evidence of an outcome comes to, as figures above its chart and as the line below them. No Qt.

Import it once there is evidence: the mathematics behind its words take numpy along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.chances import chances_short
from deliverydesk.analysis.evidence.words import (
    alarm_words,
    basis_words,
    before_after_words,
    caution_words,
    judgement_line,
    left_out_words,
    limits_words,
    more_words,
    reach_line,
    reason_words,
)
from deliverydesk.charts.format import day, days_ago, number, with_unit
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui.panes.outcomes.figure_words import Figure
from deliverydesk.ui.panes.outcomes.words import NOTHING, verdict_label
from deliverydesk.ui.verdict_shapes import VERDICT_SHAPES

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence, Launch
    from deliverydesk.domain.entities import Outcome


def evidence_figures(outcome: Outcome, evidence: Evidence, today: date) -> tuple[Figure, ...]:
    """Verdict, chance of arriving, what moved after the last launch, and the smallest change that matters."""
    return (
        _verdict(outcome, evidence, today),
        _reach(outcome, evidence),
        _moved(outcome, evidence),
        smallest_figure(outcome, today),
    )


def evidence_line(outcome: Outcome, evidence: Evidence) -> str:
    """What will come of it, in a line: the crash test where there is a chance to tell, else the verdict; then how many
    readings more would settle what is open.
    """
    told = evidence.judgement
    line = reach_line(evidence.reach, outcome.unit) if evidence.reach.p is not None else _judged(outcome, evidence)
    return f"{line} {more_words(told)}" if told.more is not None else line


def evidence_basis(outcome: Outcome, evidence: Evidence) -> str:
    """All that the evidence rests on, a sentence a line, what matters most first: a long tooltip is cut."""
    told, reach, now = evidence.judgement, evidence.reach, evidence.behaviour.present
    cautions = dict.fromkeys((*told.cautions, *reach.cautions))
    lines = [
        evidence_line(outcome, evidence),
        _judged(outcome, evidence),
        alarm_words(reach),
        limits_words(now, outcome.unit) if now is not None else "",
        *(caution_words(each) for each in cautions),
        *left_out_words(evidence.readings),
        basis_words(told, outcome.unit),
    ]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def smallest_figure(outcome: Outcome, today: date) -> Figure:
    """The smallest change that matters, and who settled what is to be reached."""
    caption = tr("Smallest that matters")
    frozen, short = tr("nothing is frozen yet"), tr("not frozen yet")
    if outcome.frozen is not None:
        when, author = day(outcome.frozen, today), outcome.frozen_by
        frozen, short = tr("frozen on {day}", day=when), tr("set on {day}", day=when)
        if author:
            frozen = tr("frozen on {day} by {author}", author=author, day=when)
            short = tr("set by {author}", author=author)
    if outcome.smallest_change is None:
        basis = tr("Below it an outcome is called flat. Without it “flat” is never said.")
        return Figure(caption, NOTHING, tr("not said yet"), basis, key="smallest_change")
    words = number(outcome.smallest_change)
    basis = tr(
        "A change below {value} over the readings does not matter; {frozen}.",
        value=with_unit(outcome.smallest_change, outcome.unit),
        frozen=frozen,
    )
    return Figure(caption, words, ", ".join(filter(None, [outcome.unit, short])), basis, key="smallest_change")


def _judged(outcome: Outcome, evidence: Evidence) -> str:
    return judgement_line(evidence.judgement, outcome.unit)


def _verdict(outcome: Outcome, evidence: Evidence, today: date) -> Figure:
    told, n = evidence.judgement, len(evidence.readings)
    note = tr("no reading yet")
    if evidence.readings.last is not None:
        note = trn(
            "{n} reading, {ago}",
            "{n} readings, {ago}",
            n,
            n=figure(n),
            ago=days_ago(evidence.readings.last, today),
        )
    shape = VERDICT_SHAPES[told.verdict]
    basis = "\n".join(filter(None, [_judged(outcome, evidence), more_words(told), basis_words(told, outcome.unit)]))
    return Figure(tr("Verdict"), verdict_label(told.verdict), note, basis, key="verdict", shape=shape)


def _reach(outcome: Outcome, evidence: Evidence) -> Figure:
    reach = evidence.reach
    held = outcome.direction is Direction.HOLD
    caption = tr("Holds until due") if held else tr("Reaches target")
    basis = "\n".join(filter(None, [reach_line(reach, outcome.unit), alarm_words(reach)]))
    if reach.p is None:
        why = reason_words(reach.reason) if reach.reason else ""
        return Figure(caption, NOTHING, why, basis or why, key="chance_reach")
    note = tr("at the present slope")
    if reach.closed:
        note = trc("a date", "was due {day}", day=day(reach.goal.due)) if reach.goal else note
    elif reach.alarm:
        note = tr("twice in a row")
    role = "bad" if reach.alarm and not reach.closed else "text"
    return Figure(caption, chances_short(reach.p), note, basis, role=role, key="chance_reach")


def _moved(outcome: Outcome, evidence: Evidence) -> Figure:
    """The step after the latest launch of which it can be said; that the launch made it is never said."""
    caption = tr("Moved after launch")
    if not evidence.launches:
        return Figure(
            caption, NOTHING, tr("no launch yet"), tr("Nothing that is to move it is released yet."), key="moved_after"
        )
    launch = _told(evidence.launches)
    compared = launch.compared
    basis = "\n".join(
        [before_after_words(compared, outcome.unit), *(caution_words(each) for each in compared.cautions)]
    )
    if compared.step is None or compared.step_80 is None:
        why = reason_words(compared.reason) if compared.reason else ""
        return Figure(caption, NOTHING, why, basis, key="moved_after")
    step, low, high = (
        number(value, _decimals(compared.step_80.high - compared.step_80.low), signed=True)
        for value in (compared.step, compared.step_80.low, compared.step_80.high)
    )
    note = tr("{low} to {high}", low=low, high=high)
    role = {True: "ok", False: "bad", None: "text"}[compared.good]
    return Figure(caption, step, f"{note} {outcome.unit}".strip(), basis, role=role, key="moved_after")


def _told(launches: tuple[Launch, ...]) -> Launch:
    return next((each for each in reversed(launches) if each.compared.step is not None), launches[-1])


def _decimals(width: float) -> int:
    """As many as the width of an interval is worth."""
    return next((decimals for decimals in range(6) if width >= 10 ** (1 - decimals)), 6)
