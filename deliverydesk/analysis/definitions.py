"""What each figure of the program is: its term, its meaning, how it is computed, and who says so.

The formulas are those that the code computes. A source is named where the figure is not the program's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.bill_definitions import BILL
from deliverydesk.analysis.definition import Definition as Definition
from deliverydesk.analysis.evidence.definitions import EVIDENCE
from deliverydesk.analysis.flow.definitions import FLOW
from deliverydesk.analysis.forecast.definitions import FORECAST
from deliverydesk.analysis.forecast.definitions_ledger import LEDGER
from deliverydesk.analysis.models import MODELS
from deliverydesk.analysis.planning.definitions import PLANNING
from deliverydesk.analysis.readiness.definitions import VETTING
from deliverydesk.analysis.reviewing.definitions import REVIEWING
from deliverydesk.analysis.stopping.definitions import STOPPING
from deliverydesk.analysis.trouble import FRESH_DAYS, STALE_DAYS
from deliverydesk.domain.values import ScoringModel
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from collections.abc import Iterator


def _models() -> Iterator[Definition]:
    for model, told in MODELS.items():
        yield Definition(model.value, told.title, told.meaning, told.expression, told.source)


_MCBRIDE = MODELS[ScoringModel.RICE].source
_ELLIS = MODELS[ScoringModel.ICE].source
_SAFE = MODELS[ScoringModel.WSJF].source
_REINERTSEN = "Donald Reinertsen, “The Principles of Product Development Flow”, 2009"

_BACKLOG = (
    Definition(
        "rank",
        tr("Rank"),
        tr("Your own order of the backlog, from 1. It changes only when you move something, never with a score."),
    ),
    Definition(
        "score",
        tr("Score"),
        tr("What the chosen scoring model makes of an item. It is shown beside your rank and never changes it."),
        tr("that of the model: RICE, ICE, WSJF, CD3 or your weighted criteria"),
    ),
    Definition(
        "score_rank",
        tr("Rank by score"),
        tr("The place an item would have if the score alone decided. Items with the same score share a place."),
        tr("1 + number of open items with a higher score"),
    ),
    Definition(
        "gap",
        tr("Gap"),
        tr(
            "How far your rank is from the rank by score. With a plus the score would place the item higher than you "
            "do, with a minus lower. A large gap is no mistake; it is worth a reason."
        ),
        tr("rank − rank by score"),
    ),
    *_models(),
    Definition(
        "reach",
        tr("Reach"),
        tr("How many people an item reaches in a period. All items count over the same period, or the score misleads."),
        source=_MCBRIDE,
    ),
    Definition(
        "impact",
        tr("Impact"),
        tr("How much it does for each of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal."),
        source=_MCBRIDE,
    ),
    Definition(
        "confidence",
        tr("Confidence"),
        tr("How sure the other estimates are: 100 % high, 80 % medium, 50 % low."),
        source=_MCBRIDE,
    ),
    Definition(
        "ice_impact", tr("Impact (ICE)"), tr("How much it would move what matters, from 1 to 10."), source=_ELLIS
    ),
    Definition("ice_confidence", tr("Confidence (ICE)"), tr("How sure you are of that, from 1 to 10."), source=_ELLIS),
    Definition("ice_ease", tr("Ease"), tr("How easily it is done, from 1 to 10; 10 is easiest."), source=_ELLIS),
    Definition(
        "business_value",
        tr("User and business value"),
        tr("What it is worth to users or to the business, relative to the other items."),
        source=_SAFE,
    ),
    Definition(
        "time_criticality",
        tr("Time criticality"),
        tr("How much of the value is lost by waiting, relative to the other items."),
        source=_SAFE,
    ),
    Definition(
        "risk_opportunity",
        tr("Risk or opportunity value"),
        tr("What risk it takes away or what it makes possible, relative to the other items."),
        source=_SAFE,
    ),
    Definition("job_size", tr("Job size"), tr("How big the job is, relative to the other items."), source=_SAFE),
    Definition(
        "cost_of_delay",
        tr("Cost of delay"),
        tr("The money lost for each week that the result comes later."),
        source=_REINERTSEN,
    ),
    Definition(
        "duration_weeks", tr("Duration"), tr("How many weeks the work takes from start to end."), source=_REINERTSEN
    ),
    Definition(
        "effort",
        tr("Effort"),
        tr(
            "Person-weeks of work: the likely figure, and the range from low to high. An item's own estimate comes "
            "first; without one it is the sum of what it needs of its teams."
        ),
        tr("1 person-month = 52 ÷ 12 person-weeks"),
    ),
    Definition(
        "remaining",
        tr("Remaining effort"),
        tr("Person-weeks still to do, as estimated now. Time gone by is no progress and never enters."),
    ),
    Definition(
        "sum_of_effort",
        tr("Sum of effort"),
        tr("The effort of the items shown. What is not estimated is counted beside it, never as nothing."),
        tr("Σ likely effort, and Σ low to Σ high"),
    ),
    Definition(
        "leeway",
        tr("What would change the order"),
        tr(
            "How far one estimate may move before the item's rank by score changes, with everything else as it is. "
            "The narrower, the more that estimate is worth improving."
        ),
        tr("the score solved for one input, at the score of the item above and of the one below"),
    ),
    Definition(
        "override",
        tr("Move against the score"),
        tr(
            "A move that widened the gap beyond what the settings allow. Its reason is kept, so that it can be judged "
            "later whether you or the score was right."
        ),
    ),
    Definition(
        "wip_limit",
        tr("Limit of work in progress"),
        tr("How many items may stand in a stage at once. More can be put there; the board then warns."),
        tr("items in the stage ÷ limit"),
        "David J. Anderson, “Kanban”, 2010",
    ),
    Definition(
        "value",
        trc("value against effort", "Value"),
        tr(
            "The part of the score that is not effort: for RICE reach × impact × confidence, for CD3 the cost of delay."
        ),
    ),
    Definition(
        "cut_lines",
        tr("Cut lines"),
        tr(
            "They part the chart into quick wins, big bets, fill-ins and question marks. Drag them to where you want "
            "them."
        ),
        tr("at first the median effort and the median value of the items shown"),
    ),
)

_ROADMAP = (
    Definition(
        "delivery_progress",
        tr("Delivery"),
        tr("How much of the work is done, from what remains to be done. It says nothing about whether it helped."),
        tr("1 − remaining effort ÷ likely effort; 100 % once it has ended"),
    ),
    Definition(
        "too_early",
        tr("Too early"),
        tr("Work that is planned to start before what it waits for is over."),
        tr("start of the item < end of what it waits for; actual days go before planned ones"),
    ),
    Definition(
        "capacity",
        tr("Capacity"),
        tr(
            "The person-weeks a team can give to planned work in a week: its people who are there on each working day, "
            "with those lent to it and without those it lends, less what is kept free for upkeep. A team without "
            "people in the list has its number of members."
        ),
        tr("mean of the week's five days of people at work × focus × (1 − share kept for upkeep)"),
    ),
    Definition(
        "focus", tr("Focus"), tr("The share of their time that members have for planned work; the rest goes elsewhere.")
    ),
    Definition(
        "upkeep_reserve",
        tr("Kept free for upkeep"),
        tr(
            "The share of a team's time that is reserved before anything is planned, so that each product it works for "
            "gets its upkeep share. Its time is divided among products as its open work is; upkeep that is planned as "
            "work of its own counts towards it."
        ),
        tr("Σ over products of max(upkeep share × effort − effort of upkeep, 0) ÷ effort of all open work of the team"),
    ),
    Definition(
        "load",
        tr("Load"),
        tr(
            "The person-weeks that the plan asks of a team in a week. What is given by hand stands; the rest of the "
            "likely effort is spread evenly over the working days of the other weeks."
        ),
        tr("by hand, or (likely effort − all by hand) × working days in the week ÷ working days in weeks not by hand"),
    ),
    Definition(
        "guardrail",
        tr("Guardrail"),
        tr(
            "A band for the share of effort that one horizon, theme, kind or product gets in a period: of all planned "
            "effort, or of all that the teams can give. Both are the person-weeks that fall into the period; what is "
            "kept free for upkeep is in neither."
        ),
        tr("planned effort of the value ÷ all planned effort, or ÷ capacity of all teams"),
        "Scaled Agile Framework, “Guardrails”",
    ),
    Definition(
        "items_per_person",
        tr("Items per person"),
        tr(
            "On how many items a team works in the same week, for each of its people there. Beyond the number in the "
            "settings too much is lost between them."
        ),
        tr("items of the team in the week ÷ full-time equivalents at work"),
    ),
    Definition(
        "demand",
        tr("Demand"),
        tr("The person-weeks that the plan needs of one team, whenever they are worked."),
        tr("Σ likely effort that open items need of the team"),
    ),
    Definition(
        "utilisation",
        tr("Utilisation"),
        tr("How much of its capacity a team is planned to use. Above 100 % it is overloaded."),
        tr("load ÷ capacity"),
    ),
    Definition(
        "overload",
        tr("Overload"),
        tr("By how many person-weeks the plan asks more of a team than it can give in a week."),
        tr("load − capacity, where that is more than 0"),
    ),
    Definition(
        "slip",
        tr("Slip"),
        tr(
            "How many days later work now ends than in the saved plan it is compared with. Where no end was planned, "
            "its start counts."
        ),
        tr("planned end now − planned end in the baseline"),
    ),
    Definition(
        "now_next_later",
        tr("Now, next, later"),
        tr(
            "The roadmap without dates. Now: in delivery, or planned for this quarter. Next: planned to start in the "
            "quarter after. Later: planned after that, or with a target date or horizon alone."
        ),
    ),
    Definition(
        "horizon",
        tr("Horizon"),
        tr("1 defends the core, 2 builds what emerges, 3 creates options. All three need capacity at the same time."),
        source="Baghai, Coley and White, “The Alchemy of Growth”, 1999",
    ),
)

_OUTCOMES = (
    Definition(
        "outcome_progress",
        tr("Progress of an outcome"),
        tr(
            "How far the measured value has come from its baseline to its target; for an outcome to hold, whether it "
            "is within its bounds. How the work is going never enters."
        ),
        tr("(now − baseline) ÷ (target − baseline), from 0 to 100 %"),
        tr("the key-result score of objectives and key results, in its start-based form"),
    ),
    Definition(
        "baseline_value",
        tr("Baseline"),
        tr("The value agreed as the beginning, with its day. It is never taken from the first reading."),
    ),
    Definition(
        "target",
        tr("Target"),
        tr("The value to be reached by the due date. A change of target is drawn as a step, and the former one kept."),
    ),
    Definition(
        "bounds",
        tr("Bounds to hold"),
        tr("The lowest and the highest value wanted, where an outcome is to stay as it is and not to be moved."),
        tr("lower bound ≤ latest reading ≤ upper bound"),
    ),
    Definition(
        "change",
        tr("Change since baseline"),
        tr("How far the measured value is from its baseline, and whether that is better or worse."),
        tr("latest reading − baseline"),
    ),
    Definition(
        "required",
        tr("Required today"),
        tr("Where the value would be today on a straight line from baseline to target."),
        tr("baseline + (target − baseline) × days gone by ÷ days in all"),
    ),
    Definition(
        "behind",
        tr("Behind its path"),
        tr("How far the latest reading is from what is required today, on the wrong side."),
        tr("required today − latest reading (the other way round where less is better)"),
    ),
    Definition(
        "on_path",
        tr("Outcomes on their path"),
        tr(
            "How many outcomes of a product are at least where their path requires them today, or within their bounds. "
            "Those without a reading, or without a path or bounds, are not counted."
        ),
        tr("outcomes on their path or within ÷ outcomes of which it can be said"),
    ),
    Definition(
        "freshness",
        tr("Freshness"),
        tr(
            "How old the latest reading is. Fresh up to {fresh} days, stale after {stale} days or after the review "
            "cadence where that is longer.",
            fresh=FRESH_DAYS,
            stale=STALE_DAYS,
        ),
        tr("today − day of the latest reading"),
    ),
    Definition(
        "trouble",
        tr("Trouble"),
        tr(
            "What is wrong with an outcome, the worst first: hardly any chance of arriving, outside its bounds, behind "
            "its path, not read for too long, never measured."
        ),
        tr("within a kind by distance, relative to the way from baseline to target or to the width of the bounds"),
    ),
    Definition(
        "contribution",
        tr("Contribution"),
        tr(
            "What a deliverable is expected to do for an outcome, written down before the work: by how much, when, "
            "and how sure."
        ),
    ),
    Definition(
        "effort_to_come",
        tr("Effort to come"),
        tr("Where the work still to be done goes, by product, kind, horizon or theme."),
        tr("Σ remaining effort where it is kept, else likely effort, of open deliverables"),
    ),
    Definition(
        "money",
        tr("Money"),
        tr("What has been spent and what is still planned, by product, kind, horizon or theme."),
        tr("spent; cost − spent where that is more than 0"),
    ),
)

DEFINITIONS = {
    each.key: each
    for each in (
        *(*_BACKLOG, *_ROADMAP, *_OUTCOMES, *EVIDENCE, *BILL, *FLOW, *FORECAST, *LEDGER),
        *(*VETTING, *REVIEWING, *STOPPING, *PLANNING),
    )
}
"""Every definition by its key."""
