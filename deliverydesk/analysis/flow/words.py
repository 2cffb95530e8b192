"""Why a figure of flow lacks, or a deliverable is not counted, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.flow.history import Doubt
from deliverydesk.analysis.flow.little import Fit
from deliverydesk.analysis.flow.throughput import Lacking
from deliverydesk.analysis.words import spoken
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.analysis.flow.history import Finding
    from deliverydesk.domain.portfolio import Portfolio

LACKING = {
    Lacking.NOTHING_DONE: tr("Nothing is done yet whose day is known."),
    Lacking.NO_WHOLE_PERIOD: tr("There is no whole week or month yet since the first day known."),
    Lacking.NO_WAITING_KNOWN: tr("Of no finished work it is known how long it waited before it was begun."),
}
"""Why there is no throughput, efficiency or distribution."""

FIT = {
    Fit.CONSISTENT: tr("The averages fit together."),
    Fit.MORE_UNDER_WAY: tr("More is under way than what was finished explains."),
    Fit.LESS_UNDER_WAY: tr("Much of what was finished was begun before these days."),
    Fit.NOTHING_DONE: tr("Nothing that was begun is done yet, so the averages cannot be checked."),
    Fit.NOTHING_UNDER_WAY: tr("Nothing was under way, so the averages cannot be checked."),
}
"""What Little's law says of the dates."""


def finding_words(portfolio: Portfolio, finding: Finding) -> str:
    """What is wrong with the dates of a deliverable, and what that means for the figures."""
    title = quoted(portfolio.deliverables[finding.deliverable].title)
    if finding.doubt is Doubt.DONE_BEFORE_START and finding.day is not None and finding.other is not None:
        end, start = spoken(finding.day, finding.other), spoken(finding.other)
        return tr(
            "{title} is not counted: it ended on {end}, before it began on {start}.", title=title, end=end, start=start
        )
    if finding.doubt is Doubt.IN_FUTURE and finding.day is not None and finding.stage is not None:
        day = spoken(finding.day, finding.other)
        stage = choice_words(finding.stage)
        return tr(
            "{title}: the day of {stage}, {day}, is in the future and left out.", title=title, stage=stage, day=day
        )
    if finding.doubt is Doubt.DONE_UNKNOWN:
        return tr("{title} is not counted: it is released, but has no actual end.", title=title)
    if finding.doubt is Doubt.STOP_UNKNOWN:
        return tr("{title} is not counted: it was begun and stopped, but has no actual end.", title=title)
    return tr("{title} has no time: the day it was begun is not known.", title=title)
