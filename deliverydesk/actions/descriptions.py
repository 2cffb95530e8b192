"""What each action does, for the help of the command line."""

from __future__ import annotations

from deliverydesk.support.language import tr

DESCRIPTIONS = {
    "add_deliverable": tr("Add a deliverable at a rank (from 1; at the end without one)."),
    "quick_add": tr("Add a deliverable by one line, such as “Fix refunds #claims @haas ~3-8 >2027-Q1 !ready /MA”."),
    "edit_deliverables": tr("Set the same fields of one or many deliverables."),
    "add_deliverables": tr(
        "Add deliverables by their titles, one below the other from a rank on (from 1; at the end without one)."
    ),
    "duplicate_deliverables": tr(
        "Copy deliverables, each to just below the one it copies, with their demands, contributions and ratings."
    ),
    "archive_deliverables": tr(
        "Archive deliverables: they keep their place in the order, but have no part in ranks, scores and sums."
    ),
    "unarchive_deliverables": tr(
        "Take deliverables out of the archive, back to the place in the manager's order that they had."
    ),
    "move_deliverables": tr(
        "Move deliverables together, in their present order, so that the first of them has `rank` (from 1)."
    ),
    "move_above": tr("Move deliverables to just above another one; to the end where `anchor` is None."),
    "move_below": tr("Move deliverables to just below another one."),
    "move_by": tr("Move deliverables up (negative) or down by so many ranks, counted from the first of them."),
    "set_team": tr("Give deliverables wholly to one team, or to none."),
    "set_outcome": tr("Make one outcome the only one that the deliverables are to move, or none."),
    "add_tags": tr("Give deliverables these tags as well; those that they have stay, and none comes twice."),
    "remove_tags": tr("Take these tags off deliverables, however they are written; their other tags stay."),
    "shift_targets": tr(
        "Move the target dates of deliverables by so many days, back where negative. Those without one stay without."
    ),
    "scale_effort": tr(
        "Multiply the efforts of deliverables, own estimates and what teams need for them, the remaining effort too."
    ),
    "scale_cost": tr("Multiply the costs of deliverables. What is spent already stays."),
    "rate": tr("Rate a deliverable by a criterion of the weighted model; None takes the rating back."),
    "move_to_stage": tr(
        "Take deliverables to a stage, and rank them just above or below another one; without one they keep "
        "their ranks."
    ),
    "set_stage_limit": tr("Say how many deliverables may be in a stage at a time; no limit where `limit` is None."),
    "appraise": tr("Set the likely effort of a deliverable in person-weeks, and one input of its value."),
    "save_baseline": tr(
        "Save the present plan under a name: planned dates and likely effort of every deliverable that has dates."
    ),
    "schedule": tr(
        "Plan a deliverable from `start` to `end`, both included. Without an end it keeps its length, or gets one."
    ),
    "shift": tr("Move the planned dates of deliverables by so many days. Those without dates stay as they are."),
    "unschedule": tr("Take deliverables off the roadmap: their planned dates are emptied."),
    "add_dependency": tr("Let `successor` wait for `predecessor`."),
    "delete_dependency": tr("Take a dependency away."),
    "allocate": tr(
        "Give a deliverable so many person-weeks of a team in a week, or evenly in several; with null it is automatic "
        "again."
    ),
    "shift_allocation": tr("Take what a deliverable gets of a team in a week, or in several, to another week."),
    "clear_allocations": tr("Spread a deliverable automatically again, of one team or of all."),
    "move_away": tr("Move a deliverable because a team has too much to do, and keep why as a decision."),
    "lend": tr("Let people of one team work for another from `start` to `end`, both included."),
    "accept_overload": tr("Accept that a team has more to do than it can, for a reason that is kept."),
    "record_measurement": tr(
        "Record a reading of an outcome; a reading of a day that has one already replaces its value."
    ),
    "retarget": tr(
        "Change what an outcome is to reach from a day on (today by default), and keep what it was to reach before."
    ),
    "freeze": tr("Settle today what an outcome is to reach; from then on a change of it is a step."),
    "forget_step": tr(
        "Make the last change of an outcome's target a correction: its step is forgotten, the target stays as it is."
    ),
    "note_event": tr(
        "Put an event from outside on the timeline, and mark the outcomes and deliverables that it touches for a fresh "
        "look."
    ),
    "mark_touched": tr("Mark more of what an event touches; what is marked already stays as it is."),
    "mark_seen": tr("Say that the fresh look which an event asked for was taken today."),
    "split_phase": tr("Begin a new phase of an outcome's behaviour chart on a day, for a reason that is kept."),
    "lock_limits": tr(
        "Let the limits of the latest phase stand on its readings up to a day; with null they follow all readings."
    ),
    "propose": tr(
        "Put a deliverable, an outcome or one because of the other on the agenda of the next review: explain, wait, "
        "refine or table."
    ),
    "close_agenda_items": tr("Take items off the agenda; what was proposed stays in the record."),
    "set_up_gates": tr("Add the usual gates of readiness, of those that the portfolio does not have."),
    "pass_gate": tr("Say that deliverables meet a gate, on what evidence and until when."),
    "take_back_pass": tr("Take back that deliverables meet a gate."),
    "approve": tr("Vet deliverables that meet every gate: they become ready."),
    "withdraw_approval": tr("Withdraw the approval of deliverables: they go back to shaping."),
    "decide": tr(
        "Decide on a deliverable or a product (continue, refine, more, less, table, cancel, retire): applied to the "
        "plan, and kept with its reason."
    ),
    "stop_and_refill": tr(
        "Table or cancel a deliverable, or retire a product, and begin vetted work with the people whom that sets free."
    ),
    "resolve_decision": tr("Say what came of a decision, beside what was expected of it."),
    "judge_assumption": tr("Say whether what a decision took for granted was so."),
    "start_review": tr("Begin a review of a product, or of the whole portfolio, today."),
    "note_lenses": tr("Write down what a review says of a product or a deliverable through its three lenses."),
    "note_follow_up": tr("Write down what somebody takes on in a review, or by a decision."),
    "finish_follow_up": tr("Say that what was taken on is done, or is not after all."),
    "new_scenario": tr("Begin a what-if from the present portfolio, with more or less capacity if wanted."),
    "duplicate_scenario": tr("Make another what-if that supposes the same as one."),
    "promote": tr("Make what a what-if supposes the plan; the plan until now is kept as a baseline."),
    "close_review": tr("Close a review; the next one is due after the cadence, or on a day."),
    "take_on": tr(
        "Plan deliverables for a period from `start` to `end`; work under way and what is planned within it already "
        "stay as they are."
    ),
    "apply_schedule": tr(
        "Plan deliverables from each of `starts` to each of `ends`, in the order of `ids`; what is pinned is not moved."
    ),
    "widen_forecasts": tr("Multiply the spread of forecasts for a team by a factor; 1 is without correction."),
    "save_view": tr(
        "Keep a way of looking at a pane under a name, after its other views; a view of that name is replaced."
    ),
    "update_view": tr("Let a view be how its pane looks now."),
    "rename_view": tr("Give a view another name."),
    "delete_view": tr("Delete views. How the panes look now stays."),
    "move_view": tr("Put a view at a position, from 1, among the views of its pane."),
    "edit_settings": tr("Set what holds for the whole portfolio, the scoring model among it."),
    "begin": tr(
        "Make the product, the outcome and the portfolio's name from the answers; an empty one leaves its part out."
    ),
}
"""By the name of the action; those that add, edit and delete any entity are described by its word."""
