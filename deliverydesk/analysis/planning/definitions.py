"""The figures of choosing what to take on: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

PLANNING = (
    Definition(
        "flip_value",
        tr("Value at which an item turns"),
        tr(
            "What an item would have to be worth to come into the best set, or to fall out of it, all else staying as "
            "it is. It is found by choosing again with the item’s place turned."
        ),
        tr("out: value + what the best set with it loses; in: value − what the best set without it loses"),
    ),
    Definition(
        "inclusion",
        tr("Stays in"),
        tr(
            "In how many of 500 draws an item is in the best set when values are off by up to a factor of 2. From 90 % "
            "on it is core, up to 10 % it is out, and between them it may go either way: there an estimate is worth "
            "improving."
        ),
        tr("draws whose best set has the item ÷ draws"),
        "Juuso Liesiö, Pekka Mild, Ahti Salo, European Journal of Operational Research 181, 2007",
    ),
    Definition(
        "chance_in_period",
        tr("In time"),
        tr(
            "The chance that an item is done by the end of its period, from the forecast of all open work as it is "
            "ranked now; of what is out, by the end of the last period."
        ),
    ),
    Definition(
        "next_best",
        tr("Next best set"),
        tr("The best of all sets but the chosen one. Where it is worth hardly less, taste may decide."),
    ),
    Definition(
        "condition_price",
        tr("What a condition costs"),
        tr(
            "What the best set would be worth more without one guardrail, one thing that must be done, or one that was "
            "left out by hand, the others staying. It says nothing against the condition; it says its price."
        ),
        tr("value of the best set without the condition − value of the best set with it"),
    ),
    Definition(
        "people_worth",
        tr("What more people would add"),
        tr(
            "What the best set would be worth more with one, two or four more people in one team for all periods, "
            "found by choosing again. Where one more person is not enough for the next item, it adds nothing."
        ),
        tr("value of the best set with them − value of the best set without them"),
    ),
    Definition(
        "improve_first",
        tr("The estimate to improve first"),
        tr(
            "The item whose true value is worth most to know before choosing, as knowing it would change the set most "
            "often or by most."
        ),
        tr("E max(value − value at which it turns, 0) for what is out, the reverse for what is in"),
        "Howard Raiffa, Robert Schlaifer, “Applied Statistical Decision Theory”, 1961",
    ),
)
