"""The figures of flow, and of work against its plan: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

_ANDERSON = "David J. Anderson, “Kanban”, 2010"
_VACANTI = "Daniel Vacanti, “Actionable Agile Metrics for Predictability”, 2015"

FLOW = (
    Definition(
        "cycle_time",
        tr("Cycle time"),
        tr(
            "The days from the day work was begun to the day it was done, both counted. It is begun when it first "
            "comes to delivery, and done when it is released. A date that was written down goes before the history."
        ),
        tr("day done − day begun + 1"),
        _VACANTI,
    ),
    Definition(
        "lead_time",
        tr("Lead time"),
        tr("The days from the day work was ready, vetted and waiting for a team, to the day it was done."),
        tr("day done − day ready + 1"),
        _ANDERSON,
    ),
    Definition(
        "work_item_age",
        tr("Age of work"),
        tr("The days since work under way was begun, today counted. What is older than the 85 % line deserves a talk."),
        tr("today − day begun + 1"),
        _VACANTI,
    ),
    Definition(
        "service_level",
        tr("Service level"),
        tr(
            "The days within which a share of work like this is done, judging by what is finished. It holds for the "
            "next piece, not only for those counted: 85 % takes 6 finished, 95 % takes 19. By design 15 of 100 take "
            "longer. Where more than a fifth is still open, the figure with it counted stands beside."
        ),
        tr("the ⌈p (n + 1)⌉-th shortest cycle time; with open work by Kaplan and Meier"),
        _VACANTI,
    ),
    Definition(
        "throughput",
        tr("Throughput"),
        tr("How many deliverables are done in a whole week or month. Periods with nothing count; partial ones do not."),
        tr("number done in the period"),
        _VACANTI,
    ),
    Definition(
        "work_in_progress",
        tr("Work in progress"),
        tr("How many deliverables are begun and neither done nor stopped on a day."),
        source=_ANDERSON,
    ),
    Definition(
        "cumulative_flow",
        tr("Cumulative flow"),
        tr(
            "How many came to each stage, or to a later one, by each day. The width of a band is what is in a stage; a "
            "band that widens says that more comes in than goes out."
        ),
        source=_ANDERSON,
    ),
    Definition(
        "flow_efficiency",
        tr("Flow efficiency"),
        tr(
            "The share of its days in which finished work was worked on. Shaping, delivery and improving count as "
            "work, ready as waiting; work whose wait is not known is left out."
        ),
        tr("days in active stages ÷ all days since it left the ideas"),
        _ANDERSON,
    ),
    Definition(
        "flow_distribution",
        tr("Flow distribution"),
        tr("Which kinds of work were done in the last year: features, upkeep, risks, debts."),
        tr("done of a kind ÷ all done"),
        "Mik Kersten, “Project to Product”, 2018",
    ),
    Definition(
        "littles_law",
        tr("Little’s law"),
        tr(
            "Whether the averages fit together: work in progress, what is done per day, and the days each takes. From "
            "0.8 to 1.25 they do. Over it, work piles up or lacks its end; under it, much was begun before. It checks "
            "the dates and forecasts nothing."
        ),
        tr("L ÷ λW: work in progress ÷ (done per day × days each takes)"),
        "J. D. C. Little, Operations Research 9, 1961",
    ),
    Definition(
        "earned_value",
        tr("Earned value"),
        tr(
            "What the work done so far was planned to take, held against what was planned by now and what it really "
            "took. It says whether work keeps to its plan, and nothing about whether it helped."
        ),
        tr("SPI = EV ÷ PV, CPI = EV ÷ AC, EAC = BAC ÷ CPI, TCPI = (BAC − EV) ÷ (BAC − AC)"),
        "ANSI/PMI 19-006-2019",
    ),
    Definition(
        "earned_schedule",
        tr("Earned schedule"),
        tr(
            "When the plan was to have reached what is done now. Divided by the time gone by it is SPI(t): under 1 the "
            "work is behind its plan, and stays so even when it is done late."
        ),
        tr("ES = C + (EV − PV[C]) ÷ (PV[C+1] − PV[C]); SPI(t) = ES ÷ time gone by; IEAC(t) = planned time ÷ SPI(t)"),
        "Walter Lipke, “Schedule is Different”, The Measurable News, 2003",
    ),
)
"""In the order in which a person meets them."""
