"""What is said of a place in the divergence: how delivery stands, and which witness says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.chances import chance_percent
from deliverydesk.analysis.divergence import ON_PLAN_CUT, Health
from deliverydesk.analysis.earned import Undefined
from deliverydesk.domain.formats import formats
from deliverydesk.domain.wording import day_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.analysis.divergence import Place

HEALTHS = {
    Health.AGREE: tr("chance, effort agrees"),
    Health.DIFFER: tr("chance, effort differs"),
    Health.CHANCE_ONLY: tr("chance alone"),
    Health.EFFORT_ONLY: tr("effort alone"),
    Health.UNKNOWN: tr("not known"),
}
"""What the place across stands on, in a cell."""
_WHY = {
    Undefined.NOT_A_NUMBER: tr("a figure is no number"),
    Undefined.NOTHING_PLANNED: tr("nothing is planned by now"),
    Undefined.NOTHING_SPENT: tr("nothing is spent"),
    Undefined.NOTHING_EARNED: tr("nothing is done yet"),
    Undefined.BUDGET_SPENT: tr("the whole budget is spent"),
    Undefined.NO_TIME: tr("its planned start is still ahead"),
    Undefined.NO_PLAN: tr("planned start, planned end or effort is missing"),
    Undefined.PROGRESS_UNKNOWN: tr("nobody has said what effort remains"),
    Undefined.TOO_SOON: tr("under a fifth of its planned time has gone by"),
    Undefined.STOPPED: tr("it is tabled or cancelled"),
}


def why_words(why: Undefined) -> str:
    """Why a figure of work against its plan has no value, to follow a colon."""
    return _WHY[why]


def spi_figure(spi_t: float) -> str:
    """SPI(t) with two decimals: "0.87"."""
    return formats().styled(f"{spi_t:.2f}")


def effort_words(place: Place) -> str:
    """Effort against plan in a line: "effort against plan: SPI(t) 0.80, behind"."""
    if place.spi_t is None:
        why = place.effort_why or Undefined.NO_PLAN
        return tr("effort against plan is not known: {why}", why=why_words(why))
    spi = spi_figure(place.spi_t)
    if place.spi_t < ON_PLAN_CUT:
        return tr("effort against plan: SPI(t) {spi}, behind", spi=spi)
    return tr("effort against plan: SPI(t) {spi}, on plan", spi=spi)


def delivery_lines(place: Place) -> list[str]:
    """How delivery stands: the chance, effort against plan, and which of them decides where that is not plain."""
    lines: list[str] = []
    if place.on_time is not None and place.due is not None:
        chance, due = chance_percent(place.on_time), day_words(place.due)
        lines.append(tr("on time for {due}: {chance}", due=due, chance=chance))
    elif place.due is None:
        lines.append(tr("no chance of being on time: it is promised for no day"))
    else:
        lines.append(tr("no chance of being on time can be said"))
    lines.append(effort_words(place))
    if place.health is Health.DIFFER:
        lines.append(tr("the two differ; the chance decides"))
    elif place.health is Health.EFFORT_ONLY:
        lines.append(tr("effort against plan decides the side"))
    return lines
