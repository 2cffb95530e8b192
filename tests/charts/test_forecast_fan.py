"""The fan of what comes: it meets the backlog on the days that are told, and never shows one date alone."""

from datetime import date, timedelta

from deliverydesk.charts.catalogue import build
from deliverydesk.charts.columns import dated_columns
from deliverydesk.charts.forecast_fan import fan_chart
from deliverydesk.charts.spec import ChartSpec
from deliverydesk.domain.portfolio import Portfolio
from tests.analysis.forecast.test_burnup import ALL, TODAY, WEEKS, forecast, history_of, portfolio


def chart(made: Portfolio) -> ChartSpec:
    return fan_chart(made, history_of(made, TODAY), ALL, "here")


def ordinal(day: date | None) -> float:
    assert day is not None
    return float(day.toordinal())


def test_each_line_meets_the_backlog_in_the_week_that_is_told() -> None:
    spec, found = chart(portfolio()), forecast(portfolio())
    told = found.when.periods
    lines = [each for each in spec.series if each.purpose == "forecast"]
    for line, periods in zip(lines, (told.p50, told.p85, told.p95), strict=True):
        reached = [x for x, y in zip(line.xs, line.ys, strict=True) if y == sum(WEEKS) + 12]
        assert reached == [ordinal(found.when.day(periods)) + 1]
    days = [flag.at for flag in spec.flags if flag.kind == "event"]
    assert days == [ordinal(found.when.day(each)) for each in (told.p50, told.p85, told.p95)]
    (backlog,) = spec.references
    assert (backlog.value, backlog.label) == (sum(WEEKS) + 12, "all 12 open")


def test_what_was_done_is_the_steps_before_it_and_every_week_is_in_the_table() -> None:
    spec, found = chart(portfolio()), forecast(portfolio())
    done = spec.series[0]
    assert (done.xs[-1], done.ys[-1]) == (ordinal(TODAY), sum(WEEKS))
    assert list(done.ys) == sorted(y for y in done.ys if y is not None)
    assert len(spec.table.rows) == len(WEEKS) + 1 + len(found.course)
    assert [row[1] for row in spec.table.rows[: len(WEEKS)]] == [sum(WEEKS[: at + 1]) for at in range(len(WEEKS))]
    assert spec.table.rows[-1][0] == TODAY + timedelta(7 * len(found.course) - 1)


def test_it_says_three_days_what_growth_does_and_what_it_rests_on() -> None:
    spec = chart(portfolio())
    assert "in half of all cases" in spec.takeaway
    assert "in 85 %" in spec.takeaway
    assert "in about 9 of 10" in spec.takeaway
    assert "grows by up to 50" in spec.takeaway
    assert any("From the last 10 periods" in note for note in spec.footnotes)
    assert any("10,000 runs, seed 1" in note for note in spec.footnotes)
    assert spec.native is not None
    _, columns = dated_columns(spec.native)
    assert {"Done so far", "half of all cases", "about 9 of 10"} <= {each.name for each in columns}


def test_what_cannot_be_forecast_says_why() -> None:
    assert chart(Portfolio()).empty == "Nothing is open: there is nothing to forecast."
    assert build(portfolio(open_=0), "forecast", today=TODAY).empty.startswith("Nothing is open")
    few = Portfolio.of([each for each in portfolio().entities() if getattr(each, "actual_end", None) is None])
    spec = chart(few)
    assert spec.empty.startswith("Cannot tell yet: at least 6 periods are needed. 0 whole weeks lie")
    assert (spec.series, spec.bands, spec.flags) == ((), (), ())


def test_a_long_way_is_drawn_in_few_points_and_kept_in_all() -> None:
    spec, found = chart(portfolio(open_=160)), forecast(portfolio(open_=160))
    assert len(found.course) > 104
    assert max(len(each.xs) for each in spec.series if each.purpose == "forecast") <= 54
    assert len(spec.table.rows) == len(WEEKS) + 1 + len(found.course)
