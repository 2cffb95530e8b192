"""The figures of the vetted backlog: their terms, formulas and sources."""

from deliverydesk.analysis.definition import Definition
from deliverydesk.support.language import tr

VETTING = (
    Definition(
        "readiness",
        tr("Readiness"),
        tr(
            "Which gates a deliverable meets before capacity may go to it. Gates of facts (need, customer, outcome "
            "with its measure, size of every team, owner) are met while the portfolio says so, the others by what "
            "somebody said, until that expires. Vetted is what is ready, meets every gate and is approved."
        ),
        tr("gates met ÷ gates of the portfolio"),
    ),
    Definition(
        "ready_depth",
        tr("Ready depth"),
        tr(
            "For how many weeks vetted work would keep a team busy. Below its band the team runs dry before more can "
            "be vetted; above it, what is vetted grows old before it is begun."
        ),
        tr("Σ effort to come of vetted work ÷ mean weekly capacity of the next 12 weeks, per team"),
    ),
    Definition(
        "overtaking",
        tr("Ready work that outranks work in flight"),
        tr(
            "A vetted deliverable is worth more, for each person-week of the scarcest team that both need, than what "
            "that team is working on. What is spent already is left out, so work that is nearly done is hard to beat."
        ),
        tr("cost of delay a week ÷ effort to come of the team that both need and that is the most loaded"),
        "Donald Reinertsen, “The Principles of Product Development Flow”, 2009",
    ),
)
