"""The figures of reviews: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

REVIEWING = (
    Definition(
        "attention",
        tr("Value of attention"),
        tr(
            "What a look at a deliverable may be worth: much money still to be spent, much doubt that its outcome is "
            "reached, and a long time since anybody looked. Staleness counts in cadences, at most three. It orders the "
            "agenda and decides nothing."
        ),
        tr("money to come × (1 − chance that the outcome is reached) × time since the last look ÷ cadence"),
    ),
    Definition(
        "money_at_stake",
        tr("Money at stake"),
        tr(
            "What is still to be spent; what is spent already is left out. With ≈ it is the effort to come at the "
            "portfolio’s own price of a person-week."
        ),
        tr("cost − spent, else effort to come × Σ cost ÷ Σ likely effort"),
    ),
    Definition(
        "review_due",
        tr("Reviews due"),
        tr("A review is due once the cadence of its product, or of the portfolio, has gone by since the last one."),
        tr("day the last review was closed + cadence"),
    ),
    Definition(
        "product_health",
        tr("Health of a product"),
        tr(
            "It gets worse where the readings of an outcome do, or are outside its bounds. It asks for attention where "
            "work in flight is late or stalled, an outcome is flat, or a review is due. It does well where some "
            "outcome improves or holds, and none of that is so."
        ),
        tr("worst of outcomes, work in flight and review"),
    ),
)
