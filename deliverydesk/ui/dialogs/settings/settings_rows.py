"""The rows of what holds for the whole portfolio. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from deliverydesk.analysis.models import MODELS
from deliverydesk.domain.entities import Settings
from deliverydesk.domain.formats import Formats
from deliverydesk.domain.values import DateStyle, NumberStyle, Period
from deliverydesk.support.language import tr, trc
from deliverydesk.ui.dialogs.settings.tables import must, name_cell
from deliverydesk.ui.rows import Common, Row

_PERIOD_WORDS = {
    Period.WEEK: tr("a week"),
    Period.MONTH: tr("a month"),
    Period.QUARTER: tr("a quarter"),
    Period.YEAR: tr("a year"),
}
MONTHS = {
    1: trc("whole month", "January"),
    2: trc("whole month", "February"),
    3: trc("whole month", "March"),
    4: trc("whole month", "April"),
    5: trc("whole month", "May"),
    6: trc("whole month", "June"),
    7: trc("whole month", "July"),
    8: trc("whole month", "August"),
    9: trc("whole month", "September"),
    10: trc("whole month", "October"),
    11: trc("whole month", "November"),
    12: trc("whole month", "December"),
}
DAYS = {
    1: tr("Monday"),
    2: tr("Tuesday"),
    3: tr("Wednesday"),
    4: tr("Thursday"),
    5: tr("Friday"),
    6: tr("Saturday"),
    7: tr("Sunday"),
}


_EXAMPLE = date(2026, 11, 6)
DATE_WORDS = {style: Formats(date_style=style).day(_EXAMPLE) for style in DateStyle}
NUMBER_WORDS = {
    NumberStyle.POINT: "1,234.5",
    NumberStyle.COMMA: "1.234,5",
    NumberStyle.SPACE: "1 234,5",
    NumberStyle.APOSTROPHE: "1’234.5",
}


def format_rows(common: Common[Settings]) -> tuple[Row, ...]:
    """How days, numbers and money are written, here and in what is exported."""
    return (
        common.choice("date_style", trc("how they are written", "Dates"), DATE_WORDS),
        common.choice("number_style", trc("how they are written", "Numbers"), NUMBER_WORDS),
        common.text("currency", tr("Currency"), hint="€"),
        common.choice("week_start", tr("Weeks begin on"), DAYS),
    )


def portfolio_rows(common: Common[Settings]) -> tuple[Row, ...]:
    """What holds for the whole portfolio."""
    return (
        name_cell(common),
        common.choice("fiscal_year_start", tr("Fiscal year begins in"), MONTHS),
        must(
            lambda c: c.whole("review_cadence_days", tr("Review every"), trc("after their number", "days")),
            tr("The days between reviews"),
        )(common),
        _weeks("ready_low", tr("Ready work, at least"), tr("The fewest weeks of ready work"))(common),
        _weeks("ready_high", tr("Ready work, at most"), tr("The most weeks of ready work"))(common),
        must(
            lambda c: c.whole("stall_days", tr("Stalled after"), trc("after their number", "days")),
            tr("The days without progress"),
        )(common),
        must(lambda c: c.whole("max_items", tr("Items a person, at most")), tr("The most items a person"))(common),
    )


def _weeks(name: str, caption: str, what: str) -> Callable[[Common[Settings]], Row]:
    return must(lambda common: common.number(name, caption, trc("after their number", "weeks")), what)


def scoring_rows(common: Common[Settings]) -> tuple[Row, ...]:
    """The scoring model in use, and how it counts."""
    ice = {False: tr("Product of the three"), True: tr("Mean of the three")}
    return (
        common.choice("scoring_model", tr("Score by"), {model: told.summary for model, told in MODELS.items()}),
        common.choice("reach_period", tr("Reach is counted"), _PERIOD_WORDS),
        common.choice("ice_as_mean", tr("ICE is the"), ice),
        must(
            lambda c: c.whole("rank_gap", tr("A reason is asked from"), tr("ranks of gap")),
            tr("The gap that deserves a reason"),
        )(common),
    )
