"""Every chart there is, by the name that the command line and the window call it.

Builders are imported when they are first called, so that a list of names costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deliverydesk.charts.spec import ChartSpec
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr

By = Literal["product", "kind", "horizon", "theme"]
_Build = Callable[[Portfolio, int | None, date, str], ChartSpec]


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of chart. ``of_outcome`` charts are of one outcome each, whose id or name goes with the call."""

    name: str
    title: str
    about: str
    build: _Build
    of_outcome: bool = False


def _outcome(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.outcome import outcome_chart

    if subject is None:
        raise NotFound(tr("Say which outcome, as in outcome:12 or outcome:Renewal rate."))
    from deliverydesk.analysis.evidence.page import evidence_of

    evidence = evidence_of(portfolio, subject, today)
    return outcome_chart(portfolio, subject, today=today, source=source, evidence=evidence)


def _progress(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.progress import progress_chart

    del subject
    return progress_chart(portfolio, today=today, source=source)


def _scores(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.scores import scores_chart

    del subject
    return scores_chart(portfolio, today=today, source=source)


def _effort(measure: str, by: By) -> _Build:
    def build(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
        from deliverydesk.charts.effort import effort_chart, money_chart

        del subject
        chart = effort_chart if measure == "effort" else money_chart
        return chart(portfolio, today=today, source=source, by=by)

    return build


def _where_it_goes() -> Iterator[Entry]:
    effort: dict[By, tuple[str, str]] = {
        "product": (tr("Effort by product"), tr("Effort still to come of every product, by stage.")),
        "kind": (tr("Effort by kind"), tr("Effort still to come of every kind, by stage.")),
        "horizon": (tr("Effort by horizon"), tr("Effort still to come of every horizon, by stage.")),
        "theme": (tr("Effort by theme"), tr("Effort still to come of every theme, by stage.")),
    }
    money: dict[By, tuple[str, str]] = {
        "product": (tr("Money by product"), tr("Money spent and still to be spent on every product.")),
        "kind": (tr("Money by kind"), tr("Money spent and still to be spent on every kind.")),
        "horizon": (tr("Money by horizon"), tr("Money spent and still to be spent on every horizon.")),
        "theme": (tr("Money by theme"), tr("Money spent and still to be spent on every theme.")),
    }
    for measure, entries in (("effort", effort), ("money", money)):
        for by, (title, about) in entries.items():
            name = measure if by == "product" else f"{measure}-{by}"
            yield Entry(name, title, about, _effort(measure, by))


def _coverage(measure: Literal["effort", "money"]) -> _Build:
    def build(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
        from deliverydesk.charts.coverage import coverage_chart

        del subject
        return coverage_chart(portfolio, today=today, source=source, measure=measure)

    return build


def _waste(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.waste import waste_chart

    del subject
    return waste_chart(portfolio, today=today, source=source)


def _delay(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.waste import delay_chart

    del subject
    return delay_chart(portfolio, today=today, source=source)


def _earned(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.earned import earned_chart

    del subject
    return earned_chart(portfolio, today=today, source=source)


def _value_effort(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.value_effort import value_effort_chart

    del subject
    return value_effort_chart(portfolio, today=today, source=source)


def _divergence(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.analysis.divergence import divergence_of
    from deliverydesk.charts.divergence import chart_of

    del subject
    return chart_of(portfolio, divergence_of(portfolio, today), source=source)


def _capacity(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.load_chart import capacity_chart

    del subject
    return capacity_chart(portfolio, today=today, source=source)


def _guardrails(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
    from deliverydesk.charts.guardrails import guardrails_chart

    del subject
    return guardrails_chart(portfolio, today=today, source=source)


def _reviewing(name: str) -> _Build:
    def build(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
        from deliverydesk.charts import reviewing

        del subject
        charts = {
            "agenda": reviewing.agenda_chart,
            "decisions": reviewing.decisions_chart,
            "minutes": reviewing.minutes_chart,
        }
        return charts[name](portfolio, today=today, source=source)

    return build


def _flow(name: str) -> _Build:
    def build(portfolio: Portfolio, subject: int | None, today: date, source: str) -> ChartSpec:
        from deliverydesk.charts.flow.build import flow_chart

        del subject
        return flow_chart(portfolio, name, today=today, source=source)

    return build


def _how_it_flows() -> Iterator[Entry]:
    entries = {
        "cycle-time": (
            tr("Cycle time"),
            tr("How long finished work took, and within how many days 50, 85 and 95 % was done."),
        ),
        "throughput": (tr("Done per week"), tr("How much was done in each of the latest whole weeks.")),
        "throughput-month": (tr("Done per month"), tr("How much was done in each of the latest whole months.")),
        "ageing": (tr("Age of work under way"), tr("How old the work under way is, against the 85 % line.")),
        "cumulative-flow": (tr("Cumulative flow"), tr("How many came to each stage by each day of the last year.")),
        "flow-kinds": (tr("Done by kind"), tr("How much of each kind of work was done in the last year.")),
        "forecast": (
            tr("How many by when, and when all"),
            tr("The open backlog against what was done in each recent week, with the range of days."),
        ),
        "calibration": (
            tr("Did the forecasts come true?"),
            tr("How often days that were forecast were kept, against how often they were to be."),
        ),
    }
    for name, (title, about) in entries.items():
        yield Entry(name, title, about, _flow(name))


CHARTS: tuple[Entry, ...] = (
    Entry(
        "outcome",
        tr("Outcome over time"),
        tr("Measured values against baseline, target and the path between."),
        _outcome,
        of_outcome=True,
    ),
    Entry("progress", tr("Outcome progress"), tr("How far every outcome has come from baseline to target."), _progress),
    Entry("scores", tr("Score beside rank"), tr("The scores of the first items in the manager’s order."), _scores),
    *_where_it_goes(),
    Entry(
        "value-effort",
        tr("Value against effort"),
        tr("Every open item by what it is worth and what it takes."),
        _value_effort,
    ),
    Entry(
        "divergence",
        tr("Divergence of delivery and outcome"),
        tr("Work in flight by whether it is on time and whether it moves what it is for."),
        _divergence,
    ),
    Entry(
        "capacity",
        tr("Capacity of the teams"),
        tr("What the plan asks of each team in the next half year."),
        _capacity,
    ),
    Entry(
        "guardrails",
        tr("Guardrails"),
        tr("Shares of effort of the quarter ahead by horizon, theme, kind and product, against their bands."),
        _guardrails,
    ),
    *_how_it_flows(),
    Entry(
        "earned-schedule",
        tr("Work against its plan"),
        tr("Planned value by each day, what is earned now, and when it ends at this pace."),
        _earned,
    ),
    Entry(
        "coverage",
        tr("Coverage"),
        tr("Effort to come of every product, by whether what it is for is measured."),
        _coverage("effort"),
    ),
    Entry(
        "coverage-money",
        tr("Coverage of the money"),
        tr("Money to come of every product, by whether what it is for is measured."),
        _coverage("money"),
    ),
    Entry(
        "waste",
        tr("Waste and delay bill"),
        tr("Work in flight that moves nothing or is old, and what it still takes."),
        _waste,
    ),
    Entry("delay", tr("What waiting costs"), tr("Ready work by the cost of a week’s delay."), _delay),
    Entry(
        "agenda",
        tr("What deserves attention"),
        tr("Work in flight by the value of attention: money at stake, doubt, and how long nobody looked."),
        _reviewing("agenda"),
    ),
    Entry("decisions", tr("Decisions"), tr("All decisions by choice, and what came of them."), _reviewing("decisions")),
    Entry("minutes", tr("Minutes"), tr("What the latest review decided, and who took on what."), _reviewing("minutes")),
)


def names(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Every name that :func:`build` takes for this portfolio, with its title: one for each outcome
    ("outcome:12").
    """
    for entry in CHARTS:
        if not entry.of_outcome:
            yield entry.name, entry.title
            continue
        for outcome in portfolio.outcomes:
            yield f"{entry.name}:{outcome.id}", f"{entry.title}: {outcome.name}"


def build(portfolio: Portfolio, name: str, *, today: date, source: str = "") -> ChartSpec:
    """The chart called ``name``: "progress", "outcome:12" (by id) or "outcome:Renewal rate" (by name, letter
    case does not matter). Raises NotFound in one sentence.
    """
    kind, _, wanted = name.partition(":")
    entry = next((entry for entry in CHARTS if entry.name == kind), None)
    if entry is None:
        known = ", ".join(entry.name for entry in CHARTS)
        raise NotFound(tr("There is no chart called {name}; there are {known}.", name=name, known=known))
    subject = outcome_id(portfolio, wanted.strip()) if entry.of_outcome and wanted.strip() else None
    return entry.build(portfolio, subject, today, source)


def outcome_id(portfolio: Portfolio, wanted: str) -> int:
    """The outcome that is meant by its number or its name. Raises NotFound."""
    if re.fullmatch(r"[0-9]{1,18}", wanted) and int(wanted) in portfolio.outcomes:
        return int(wanted)
    found = [outcome.id for outcome in portfolio.outcomes if outcome.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            tr(
                "{n} outcomes are called {name}; name one by its number, such as outcome:{number}.",
                n=figure(len(found)),
                name=wanted,
                number=found[0],
            )
        )
    raise NotFound(tr("There is no outcome called {name}; export --list names them all.", name=wanted))


def default_subject(portfolio: Portfolio) -> int | None:
    """The outcome to show where none is chosen: the one with the most readings, the earlier added of two."""
    return max(
        portfolio.outcomes.ids,
        key=lambda outcome_id: (len(portfolio.measurements.by("outcome", outcome_id)), -outcome_id),
        default=None,
    )
