"""What there is to learn from a time, as text to read: made by rules, with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.forecast.words import correction_words, record_words, verdict_words
from deliverydesk.analysis.reviewing.backtest import PRESENT
from deliverydesk.analysis.reviewing.following import Happened
from deliverydesk.analysis.reviewing.learning import WhoWasRight
from deliverydesk.analysis.reviewing.words import HAPPENED, aftermath_words, expected_words, subject_words
from deliverydesk.analysis.words import percent
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.wording import day_words, figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.analysis.reviewing.backtest import Played
    from deliverydesk.analysis.reviewing.following import Aftermath
    from deliverydesk.analysis.reviewing.learning import Gain, Judged, Learnt, Stopped
    from deliverydesk.domain.portfolio import Portfolio

_RIGHT = {
    WhoWasRight.MANAGER: tr("its outcome moved: the manager was right"),
    WhoWasRight.SCORE: tr("its outcome did not move: the score was right"),
    WhoWasRight.NOBODY_KNOWS: tr("nobody can say yet"),
}
_MOST = 30
"""So many lines of a part are told; who reads on looks at the log, or at the outcomes."""
_TOLD = (Happened.REACHED, Happened.MISSED, Happened.NOT_MEASURED, Happened.TOO_EARLY)


def title_words(found: Learnt) -> str:
    """What it is about: "What there is to learn, 1 Oct 2026 to 29 Nov 2026"."""
    return tr("What there is to learn, {first} to {last}", first=day_words(found.since), last=day_words(found.until))


def learnt_words(portfolio: Portfolio, found: Learnt) -> str:
    """All of it as Markdown."""
    parts = [f"# {title_words(found)}"]
    for caption, nothing, lines in (
        (tr("Forecasts against what came true"), tr("No forecast is kept yet."), _forecasts(portfolio, found)),
        (
            tr("Decisions against what came of them"),
            tr("No effect was expected of a decision in this time."),
            _decisions(portfolio, found),
        ),
        (
            tr("Moves against the score"),
            tr("Nothing was moved against its score with a reason."),
            [_override(portfolio, each) for each in found.overrides],
        ),
        (
            tr("What was stopped, and what began instead"),
            tr("Nothing was tabled, cancelled or retired."),
            [_stop(portfolio, each) for each in found.stops],
        ),
        (
            tr("How far outcomes came, for the work on them"),
            tr("No outcome has two readings that tell of this time."),
            [_gain(portfolio, each) for each in found.gains],
        ),
        (
            tr("Was the alarm to be trusted?"),
            tr("No outcome with a target came due in this time, so no rule can be held to what happened."),
            _rules(found.rules),
        ),
    ):
        parts += [f"## {caption}", _listed(lines) or nothing]
    return "\n\n".join(parts) + "\n"


def _forecasts(portfolio: Portfolio, found: Learnt) -> list[str]:
    if not portfolio.forecasts:
        return []
    score = found.record.p85
    lines = [record_words(score)]
    if score.coverage is not None:
        lines.append(verdict_words(score))
    told = [each for each in found.corrections if each.proposed is not None and each.team is not None]
    return lines + [correction_words(each, portfolio.teams[each.team or 0].name) for each in told]


def _decisions(portfolio: Portfolio, found: Learnt) -> list[str]:
    if not found.decisions:
        return []
    counts = [tr("{n} {came}", n=figure(count), came=HAPPENED[each]) for each in _TOLD if (count := found.came(each))]
    return [", ".join(counts), *(_decision(portfolio, each) for each in found.decisions)]


def _decision(portfolio: Portfolio, each: Aftermath) -> str:
    held = portfolio.decisions[each.decision]
    told = tr(
        "{choice}: {what}. Expected: {expected}; {came}",
        choice=choice_label(held.choice),
        what=subject_words(portfolio, held),
        expected=expected_words(portfolio, held),
        came=aftermath_words(portfolio, held, each),
    )
    return f"{told}. {held.result}" if held.result else told


def _override(portfolio: Portfolio, each: Judged) -> str:
    move = portfolio.overrides[each.override]
    said = (
        tr("moved up, {came}", came=_RIGHT[each.right])
        if each.up
        else tr("moved down; what it would have been nobody can say")
    )
    return tr(
        "{item}: rank {rank}, its score said {score}; {said}. “{reason}”",
        item=portfolio.deliverables[each.deliverable].title,
        rank=figure(move.rank_after),
        score=tr("nothing") if move.score_rank is None else figure(move.score_rank),
        said=said,
        reason=move.reason,
    )


def _stop(portfolio: Portfolio, each: Stopped) -> str:
    held = portfolio.decisions[each.decision]
    told = [tr("{choice}: {what}", choice=choice_label(held.choice), what=subject_words(portfolio, held))]
    if each.freed:
        told.append(tr("{effort} person-weeks set free", effort=figure(round(each.freed, 1))))
    if each.recovered is not None:
        money, currency = figure(round(each.recovered)), portfolio.settings.currency
        told.append(tr("{money} {currency} recovered", money=money, currency=currency))
    if each.began:
        names = ", ".join(portfolio.deliverables[one].title for one in each.began)
        n, done = figure(len(each.began)), figure(len(each.done))
        told.append(tr("began instead: {names}; in use by now: {done} of {n}", names=names, done=done, n=n))
    else:
        told.append(tr("nothing began instead"))
    return "; ".join(told)


def _gain(portfolio: Portfolio, each: Gain) -> str:
    outcome = portfolio.outcomes[each.outcome]
    end = f"{figure(each.end)} {outcome.unit}".strip()
    way = tr("{start} → {end}", start=figure(each.start), end=end)
    if each.gained is None:
        return tr("{outcome}: {way}; without baseline and target nobody can say how far", outcome=outcome.name, way=way)
    share = percent(round(abs(each.gained), 2))
    if each.gained < 0:
        effort = figure(round(each.effort, 1))
        return tr(
            "{outcome}: {way}, back by {share} of the way, with {effort} person-weeks on it",
            outcome=outcome.name,
            way=way,
            share=share,
            effort=effort,
        )
    if each.per_week is None:
        return tr(
            "{outcome}: {way}, {share} of the way; no work on it is known", outcome=outcome.name, way=way, share=share
        )
    return tr(
        "{outcome}: {way}, {share} of the way for {effort} person-weeks, {each} a person-week",
        outcome=outcome.name,
        way=way,
        share=share,
        effort=figure(round(each.effort, 1)),
        each=percent(round(each.per_week, 3)),
    )


def _rules(rules: Sequence[Played]) -> list[str]:
    return [_rule(each) for each in rules if each.n]


def _rule(each: Played) -> str:
    rule = trn(
        "Chance of {share} or less at {n} reading",
        "Chance of {share} or less at {n} readings in a row",
        each.rule.in_a_row,
        share=percent(each.rule.at_most),
        n=figure(each.rule.in_a_row),
    )
    told = tr(
        "{rule}: {right} rightly alarmed, {false} falsely, {overlooked} missed without alarm, {quiet} rightly quiet",
        rule=tr("{rule} (the present rule)", rule=rule) if each.rule == PRESENT else rule,
        right=figure(len(each.right)),
        false=figure(len(each.false)),
        overlooked=figure(len(each.overlooked)),
        quiet=figure(len(each.quiet)),
    )
    if each.warning_days is None:
        return told
    return tr("{said}; {days} days before it was due, in the mean", said=told, days=figure(round(each.warning_days)))


def _listed(lines: Sequence[str]) -> str:
    told = [" ".join(line.split()) for line in lines[:_MOST]]
    if (more := len(lines) - _MOST) > 0:
        told.append(tr("and {n} more", n=figure(more)))
    return "\n".join(f"- {line}" for line in told)
