"""The codes by which office programs write figures and days, after the style of the portfolio.

Decimal sign and thousands are the reader's own in every office program; the order of a day's parts is the portfolio's,
and the names of months are in the language of the program, which a translation says with a code such as [$-407].
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.charts.format import decimals_of
from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import DateStyle
from deliverydesk.support.language import trc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.charts.axes import CalendarUnit

# Translators: codes of Excel in its English notation, with the language of months before them: [$-407]d. mmm yyyy
_DAY_MONTH = (
    trc("code of a spreadsheet", "d mmm"),
    trc("code of a spreadsheet", "d mmm yy"),
    trc("code of a spreadsheet", "d mmm yyyy"),
)
_MONTH_DAY = (
    trc("code of a spreadsheet", "mmm d"),
    trc("code of a spreadsheet", "mmm d, yy"),
    trc("code of a spreadsheet", "mmm d, yyyy"),
)
_DAYS = {
    DateStyle.DAY_MONTH: _DAY_MONTH,
    DateStyle.MONTH_DAY: _MONTH_DAY,
    DateStyle.ISO: ("mm-dd", "yyyy-mm-dd", "yyyy-mm-dd"),
}
"""Without its year, with a short one, and whole."""
_MONTH, _MONTH_YEAR = trc("code of a spreadsheet", "mmm"), trc("code of a spreadsheet", "mmm yy")


def day_code() -> str:
    """For a day in a cell."""
    return _DAYS[formats().date_style][2]


def tick_code(unit: CalendarUnit, *, year: bool) -> str:
    """For the days at the ticks of an axis, with the ``year`` or without."""
    if unit == "year":
        return "yyyy"
    if unit == "month":
        return _MONTH_YEAR if year else _MONTH
    return _DAYS[formats().date_style][1 if year else 0]


def step_code(step: float) -> str:
    """For figures that are multiples of a step."""
    digits = decimals_of(step)
    return "#,##0" + ("." + "0" * digits if digits else "")


def parts_code(figures: Iterable[float | None]) -> str:
    """For the figures in the parts of a bar: thousands apart where all are whole; nothing for 0."""
    return "#,##0;;" if all(figure is None or float(figure).is_integer() for figure in figures) else "General;;"
