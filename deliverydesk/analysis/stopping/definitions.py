"""The figures of stopping work: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

STOPPING = (
    Definition(
        "forward_case",
        tr("The case from here on"),
        tr(
            "What is still to be spent on a deliverable against what is still to be won by it, as if it were "
            "begun today. What is spent already is left out: it is gone whether the work goes on or not. The chance p "
            "is what the readings of the outcome say, else the confidence that was given to it, else 1."
        ),
        tr("cost − spent; p × cost of delay a week × weeks from its P50 end to a year from now"),
    ),
    Definition(
        "zombie",
        tr("Signs of a zombie"),
        tr(
            "Work that uses people, has no live case and does not end. The signs: its outcome does not move; its "
            "estimate has grown by a quarter since the first saved plan; nobody owns it, or two reviews of its "
            "product were missed; it is nearly done and does not move; its teams have more under way than their "
            "people can carry. Three are an alarm. What nobody can judge counts neither way."
        ),
    ),
    Definition(
        "refill",
        tr("Refill from the vetted backlog"),
        tr(
            "What to begin with the people that are set free: vetted work alone, no more of it than is set free, "
            "within what the teams can give, once what it depends on is done. Three aims: the fewest people who move, "
            "the most value, the best of the bad cases when estimates are wrong; a plan that is best at several leaves "
            "room for the next best. By hand a plan may ask for more than is set free, and then says so. Value "
            "recovered is the value to come of what begins less that of what stops, both as in the case from here on, "
            "by the forecast of the portfolio as it would be; in a portfolio without costs of delay both are scores, "
            "and no money is recovered."
        ),
        tr("Σ p × cost of delay a week × weeks from the P50 end to a year from now, or the score, of what begins"),
    ),
)
