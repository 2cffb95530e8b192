"""The figures of coverage, of the waste and delay bill and of the briefing: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

_REINERTSEN = "Donald Reinertsen, “The Principles of Product Development Flow”, 2009"

BILL = (
    Definition(
        "coverage",
        tr("Coverage"),
        tr(
            "How much of the work to come is for something that is measured. Measured is work of which an "
            "outcome has a chance to be reached; too early is what has too few readings, or whose lag is not "
            "over; the rest is not measured. Money that is spent already is told beside, and never added: it "
            "cannot be decided about any more."
        ),
        tr("effort to come of a kind ÷ effort to come of all open work; money: cost − spent"),
    ),
    Definition(
        "waste",
        tr("Waste and delay bill"),
        tr(
            "What goes into work in flight that moves nothing. Its outcome gets worse or stays flat: so say "
            "all outcomes of it that have a verdict. Its outcome is not measured: nobody can say. One "
            "deliverable may stand on several lines, so they are not added."
        ),
        tr("Σ remaining effort, and cost − spent, of deliverables in delivery or improving"),
    ),
    Definition(
        "too_long",
        tr("Under way too long"),
        tr(
            "Work that is under way for longer than 85 % of finished work took. Below six finished pieces of "
            "work nobody can say."
        ),
        tr("age > the ⌈0.85 (n + 1)⌉-th shortest cycle time"),
    ),
    Definition(
        "split_team",
        tr("Split team"),
        tr("A team that has more in delivery at once than half its people: each change of task costs."),
        tr("deliverables in delivery > people ÷ 2"),
    ),
    Definition(
        "waiting_cost",
        tr("What waiting costs"),
        tr(
            "The value that is lost each week in which ready work waits. What has no cost of delay is counted"
            " and said. So far: for the weeks since it became ready, where that day is known."
        ),
        tr("Σ cost of delay of ready work, a week; × weeks since it was ready"),
        _REINERTSEN,
    ),
    Definition(
        "briefing",
        tr("Briefing"),
        tr(
            "What deserves attention, in sentences made by rules from the figures, first things first: "
            "outcomes in alarm, work that moves nothing, what has waited, what is not measured, what waits "
            "and what is late. Equal figures give equal sentences, and each leads to what it stands on."
        ),
    ),
)
