"""How the desk scores its own forecasts, and forecasts from throughput: the terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

LEDGER = (
    Definition(
        "calibration",
        tr("Calibration"),
        tr(
            "How often forecasts came true, held against how often they were to: of days that were named with 85 %, 85 "
            "of 100 are to be kept. The first forecast kept of each piece of work counts, once its day has passed; "
            "what is still open then has missed it, and what was cancelled stays in the record. Under 20 nothing "
            "is said."
        ),
        tr("days kept ÷ days that came due, with the 90 % range of such a share (Wilson)"),
        "Kupiec, Journal of Derivatives 3, 1995",
    ),
    Definition(
        "pinball_loss",
        tr("Pinball loss"),
        tr("How far off days of one percentile were, lateness and earliness weighted as it promises. Lower is better."),
        tr("p · days late where it was late, (1 − p) · days early where it was early, on average"),
        "Koenker & Bassett, Econometrica 46, 1978",
    ),
    Definition(
        "brier_score",
        tr("Brier score"),
        tr("How well chances were told: 0 is perfect, 0.25 is a coin."),
        tr("mean of (chance − 1 if it came true, 0 if not)²"),
        "Brier, Monthly Weather Review 78, 1950",
    ),
    Definition(
        "widening",
        tr("Widening"),
        tr(
            "How many times wider than common the forecasts of a team are. Its own record proposes it once 20 of its "
            "forecasts came due: so wide that 85 % of its P85 had been kept. It is taken only when you say so."
        ),
        tr("85 % of ln(actual ÷ P50) ÷ ln(P85 ÷ P50), from 1 to 3"),
    ),
    Definition(
        "throughput_forecast",
        tr("How many by when"),
        tr(
            "When all open work is done, and how much of it by each week, judging by what was done in each of the last "
            "20 whole weeks. Weeks are drawn again and again, and on each path the team may be faster or slower than "
            "it was. Work is counted and not sized. If more is added meanwhile, the later days hold."
        ),
        tr("weeks drawn by the Bayesian bootstrap × exp(N(0, s²)), s² = ln(1 + (1.5 · standard error ÷ mean)²)"),
        "Rubin, The Annals of Statistics 9, 1981",
    ),
)
"""In the order in which a person meets them."""
