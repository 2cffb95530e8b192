"""What the figures of evidence are."""

from __future__ import annotations

from deliverydesk.analysis.definition import Definition
from deliverydesk.analysis.divergence import MOVING_CUT, ON_TIME_CUT
from deliverydesk.support.language import tr

EVIDENCE = (
    Definition(
        "chance_reach",
        tr("Chance of reaching the target"),
        tr(
            "How likely the level of the outcome is to be at its target on the due date, if it goes on as its readings "
            "have since the declared lag. At 10 % or less twice in a row it is an alarm."
        ),
        tr("least-squares line, its level at the due date with the standard error of the mean, Student’s t with n − 2"),
    ),
    Definition(
        "chance_on_time",
        tr("Chance of being on time"),
        tr(
            "In how many of the simulated courses of all open work this deliverable is done by its target date, or by "
            "its planned end where it has none."
        ),
        tr("paths in which it is done by then ÷ all paths"),
    ),
    Definition(
        "divergence",
        tr("Divergence"),
        tr(
            "Work in flight by both chances at once. What is on time and yet moves nothing is the crash that no status "
            "report shows. The field is cut at {on_time} % and {moving} %, every month the same.",
            on_time=round(100 * ON_TIME_CUT),
            moving=round(100 * MOVING_CUT),
        ),
    ),
    Definition(
        "evidence_line",
        tr("Evidence"),
        tr(
            "What the readings of the outcome say: how many there are, from where it is to go where by when, where it "
            "gets at the present slope (80 of 100 such ranges are right), and the chance of getting there."
        ),
    ),
)
