"""What the figures of evidence are."""

from __future__ import annotations

from deliverydesk.analysis.definition import Definition
from deliverydesk.analysis.divergence import MOVING_CUT, ON_PLAN_CUT, ON_TIME_CUT
from deliverydesk.domain.formats import formats
from deliverydesk.support.language import tr

_WHEELER = "Donald J. Wheeler, “Understanding Variation”, 1993"
_BENJAMINI = "Benjamini and Hochberg, “Controlling the False Discovery Rate”, 1995"

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
            "report shows. The field is cut at {on_time} % and {moving} %, every month the same. Effort against plan "
            "stands beside the chance of being on time; where there is no such chance it decides the side alone, on "
            "plan from SPI(t) {on_plan} on, and the point is a diamond. It is left out before a fifth of the planned "
            "time has gone by.",
            on_time=round(100 * ON_TIME_CUT),
            moving=round(100 * MOVING_CUT),
            on_plan=formats().styled(f"{ON_PLAN_CUT:.2f}"),
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
    Definition(
        "verdict",
        tr("Verdict"),
        tr(
            "What the readings say of an outcome. Improving or worsening from 97.5 chances in 100 on; flat only where "
            "a change is very probably smaller than the smallest that matters; under five readings nothing. Of twenty "
            "series in which nothing moves, at most one is called moving."
        ),
        tr("P(slope in the good direction) ≥ 0.975 or ≤ 0.025; flat: P(|change| ≤ smallest that matters) ≥ 0.9"),
        tr("Bayesian slope with Jeffreys’ prior of the noise; change over the window ~ N(0, (2 σ)²)"),
    ),
    Definition(
        "projected_level",
        tr("Projected level"),
        tr(
            "The fan from the latest reading to the due date: where the level is with 50, 80 and 95 chances in 100, if "
            "the present slope goes on. Single readings scatter more than the level. Readings that resemble each other "
            "make it wider, and where they wander, wider still from day to day."
        ),
        tr("least-squares line ± Student’s t × σ √(1/n + (t − mean t)²/Sxx)"),
    ),
    Definition(
        "moved_after",
        tr("Moved after launch"),
        tr(
            "How far the mean of the readings after a launch is from that before it, with the range that holds it 80 "
            "times in 100. That it moved after the launch does not say that the launch moved it."
        ),
        tr("mean after − mean before, from the declared lag on; pooled t with both numbers of readings − 2"),
    ),
    Definition(
        "smallest_change",
        tr("Smallest change that matters"),
        tr(
            "The change below which you would not act, in the unit of the outcome. Say it before looking; who settled "
            "it and the target, and when, is kept."
        ),
    ),
    Definition(
        "natural_limits",
        tr("Natural limits"),
        tr(
            "Between them lies routine variation: what it always does. They come from a locked baseline of twelve "
            "readings and stay, so that what is judged does not move its own judge; with fewer they are on trial. A "
            "new phase has limits of its own and a reason."
        ),
        tr("mean ± 2.66 × mean moving range"),
        _WHEELER,
    ),
    Definition(
        "signals",
        tr("No routine variation"),
        tr("A reading beyond a limit, eight in a row on one side of the centre, or three of four near one limit."),
        tr("rules 1 to 3"),
        _WHEELER,
    ),
    Definition(
        "tested_together",
        tr("Tested together"),
        tr(
            "Of many outcomes some look as if they moved by chance alone. Of the verdicts that are shown, one in ten "
            "is expected to be false at most; weaker ones are shown as “cannot tell yet”."
        ),
        tr("the k smallest p with p₍ₖ₎ ≤ k × 0.1 ÷ m"),
        _BENJAMINI,
    ),
    Definition(
        "money_towards",
        tr("Spent, to come"),
        tr("The money of the deliverables that are to move an outcome, each counted whole."),
        tr("Σ spent; Σ cost − spent of what is open, where that is more than 0"),
    ),
)
