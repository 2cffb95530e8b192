"""The figures of forecasts: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

FORECAST = (
    Definition(
        "forecast",
        tr("Forecast"),
        tr(
            "The days by which work is done in half of all simulated runs, in 85 and in 95 of 100. In each run teams "
            "take work in your order, none before its planned start, efforts are drawn from their ranges, and each "
            "team may be faster or slower than planned. Planned dates are not changed by it."
        ),
        tr("P50, P85 and P95 of the simulated ends"),
        "Daniel Vacanti, “Actionable Agile Metrics for Predictability”, 2015",
    ),
    Definition(
        "milestone_chance",
        tr("Chance of a milestone"),
        tr(
            "The share of runs in which all that a milestone of delivery needs is done on its day; for one of an "
            "outcome the chance that its readings, at their present slope, reach the target by then."
        ),
        tr("runs in which everything is done ÷ all runs"),
    ),
    Definition(
        "cut_line",
        tr("Cut line"),
        tr(
            "How far down your order items are done by the end of the period with at least the chance asked for. "
            "Above it there may be items that are less likely: bigger ones, or those of a busier team; below it some "
            "that are likely. It lies where the fewest are on the wrong side."
        ),
        tr("rank with the fewest less likely above it and likely below it; likely: runs done ÷ all runs ≥ the chance"),
    ),
)
"""In the order in which a person meets them."""
