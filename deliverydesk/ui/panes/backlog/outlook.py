"""How likely each deliverable is to be done by the end of a period, and where that cuts the manager's order. No Qt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.format import day
from deliverydesk.charts.roadmap_scale import quarter
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.rows import Rows

ASKED = (50, 70, 85, 95)
"""The chances, in per cent, that a cut line can be asked for."""
PERIODS = 3
"""So many quarters can be asked for: this one, the next, the one after."""


class Outlook(NamedTuple):
    """What a forecast says of the end of a period."""

    by: date
    asked: int | None
    """The chance in per cent that the cut line asks for; None without a line."""
    chances: Mapping[int, float]
    """0 to 1, of those that can be scheduled."""
    last: int | None
    """The last deliverable in the manager's order that has the chance; None where there is none."""
    short: int
    """How many above it have a smaller one."""


def period_end(portfolio: Portfolio, today: date, ahead: int) -> date:
    """The last day of the fiscal quarter of today, or of one so many quarters later."""
    _, after = quarter(today.toordinal(), ahead, portfolio.settings.fiscal_year_start)
    return date.fromordinal(after) - timedelta(days=1)


def outlook_of(forecast: PortfolioForecast, by: date, asked: int | None) -> Outlook:
    """Some 10 µs a deliverable: not in the window's thread."""
    chances = forecast.chances(by)
    if asked is None:
        return Outlook(by, None, chances, None, 0)
    line = forecast.cut_line(by, asked / 100)
    return Outlook(by, asked, chances, line.last, len(line.short))


def chance_words(chance: float | None) -> str:
    """A chance in a cell: "62 %"; empty where nobody can say."""
    if chance is None:
        return ""
    if 0 < chance < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < chance < 1 else f"{chance * 100:.0f} %"


def line_words(outlook: Outlook, today: date) -> str:
    """What stands at the cut line."""
    told = {"chance": figure(outlook.asked or 0), "day": day(outlook.by, today)}
    if outlook.last is None:
        return tr("Cut line: nothing is done by {day} with at least {chance} in 100", **told)
    words = tr("Cut line: at least {chance} in 100 to be done by {day}", **told)
    if not outlook.short:
        return words
    less = trn("{n} above is less likely", "{n} above are less likely", outlook.short, n=figure(outlook.short))
    return tr("{line}; {less}", line=words, less=less)


def cut_row(rows: Rows) -> int | None:
    """The row under which the cut line lies, -1 above all of them; None where rows are not in the manager's order."""
    outlook = rows.sight.outlook
    if outlook is None or outlook.asked is None or rows.sort is not None or rows.grouping or not rows.ids:
        return None
    if outlook.last is None:
        return -1
    if (row := rows.row_of(outlook.last)) is not None:
        return row
    # A filter hides it: the line lies under the last shown that is ranked above it.
    live = rows.sight.ranks
    rank = live.get(outlook.last, 0)
    above = (row for row in range(len(rows.ids) - 1, -1, -1) if live.get(rows.ids[row], rank + 1) <= rank)
    return next(above, -1)
