"""The guide: what is done most often, step by step, each step with the action that does it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from deliverydesk.support.language import tr


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `action` is the object name of the action that takes it, empty where a hand does."""

    words: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One journey: what it is good for, and its steps in order."""

    key: str
    title: str
    purpose: str
    steps: tuple[Step, ...]


TOPICS = (
    Topic(
        "bring-in",
        tr("Bring in a spreadsheet"),
        tr("From a table of work to a ranked backlog, in a few minutes and without losing a row."),
        (
            Step(tr("Choose the file, drop it on the window, or paste the table."), "window.import"),
            Step(tr("Look at what each column becomes, and change what was guessed wrong.")),
            Step(tr("Read what will be added, changed and left out, before anything is taken.")),
            Step(tr("Import. Importing the same table again changes only what is different.")),
            Step(tr("Take it back in one step if it was the wrong table."), "window.undo"),
        ),
    ),
    Topic(
        "monday",
        tr("Check in on Monday"),
        tr("In a quarter of an hour you know what to look at this week, and every outcome has its latest value."),
        (
            Step(
                tr("Open Today: stale outcomes, work that starts too early, ranks far from their score."),
                "window.today",
            ),
            Step(tr("Type the values you know; Tab and Enter go on, a column from a spreadsheet can be pasted.")),
            Step(tr("Press a line below to go to what it speaks of.")),
            Step(tr("See in the scoreboard which outcomes lag behind their path."), "outcomes.mode_scoreboard"),
            Step(tr("Save a checkpoint, so that next Monday has something to be compared with."), "window.checkpoint"),
        ),
    ),
    Topic(
        "reprioritise",
        tr("Rank the backlog again"),
        tr("Your order stays yours; the score beside it says where the two disagree, and a reason is kept."),
        (
            Step(tr("Narrow the list to the theme, product or team in question."), "backlog.find"),
            Step(tr("Drag rows to their new place, one or several, or type a rank into the first column.")),
            Step(tr("Say in one line why, where a move goes against the score. You may skip it."), "backlog.reason"),
            Step(tr("Change the scoring model: your rank stays, the gaps change."), "backlog.model_wsjf"),
            Step(tr("Ask which estimate would have to change before the order does."), "backlog.doubts"),
        ),
    ),
    Topic(
        "plan",
        tr("Plan inside what the teams can do"),
        tr("Work gets dates, and you see at once whose weeks are full."),
        (
            Step(tr("Open the work without dates, below the roadmap."), "roadmap.waiting"),
            Step(tr("Drag an item onto the timeline; drag a bar's end to make it longer.")),
            Step(tr("Drag from the edge of one bar to another to make the second wait for the first.")),
            Step(
                tr("Watch the capacity below while you drag: red cells are over what the team has."), "roadmap.capacity"
            ),
            Step(tr("Save the plan as a baseline; later it shows how far work has slipped."), "roadmap.save_baseline"),
        ),
    ),
    Topic(
        "best-set",
        tr("Choose what to take on"),
        tr("The set that is worth most within what the teams can give, with every reason in plain sight."),
        (
            Step(tr("Open the best set; say how long a period is, and what money there is."), "window.best_set"),
            Step(tr("Read why something is out, and what it would have to be worth to come in.")),
            Step(tr("Keep something in or leave it out by hand: it says what that costs.")),
            Step(tr("See what more people would add, what a guardrail costs, which estimate to improve first.")),
            Step(tr("Plan the set in one step, or try it in a what-if first."), "window.scenarios"),
        ),
    ),
    Topic(
        "present",
        tr("Present to the board"),
        tr("The charts go into your own template, as charts that can be edited there."),
        (
            Step(tr("Go through saved views on the whole screen."), "window.present"),
            Step(tr("Put together a pack of slides, and choose your company's template."), "window.pack"),
            Step(tr("Write the takeaway of each slide; its source line is there already.")),
            Step(tr("Next month refresh the same deck: the figures change, your layout stays."), "window.pack"),
            Step(tr("Export a single chart, a table or the roadmap instead."), "window.export"),
        ),
    ),
)
"""The journeys most walked."""
