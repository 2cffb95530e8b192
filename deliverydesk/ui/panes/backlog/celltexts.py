"""What the cells of the backlog say, and what more there is to say in their tooltips. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.words import in_sentence
from deliverydesk.charts.format import MINUS, between, day, number
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.ui.panes.backlog.columns import Column
    from deliverydesk.ui.panes.backlog.sight import Sight


_HALF_A_YEAR = 182


def score_text(sight: Sight, item: Deliverable) -> str:
    """The score as a figure, or why there is none: "No score: no reach". Empty before scores are computed."""
    value = sight.score_value(item.id)
    if value is not None:
        return number(value)
    if sight.scores is None:
        return ""
    told = sight.scores.explain(item.id)
    return no_score(told.score.reason, told.missing)


def no_score(reason: str | None, missing: Sequence[str] = ()) -> str:
    """Why there is no score, in the few words of a cell: "No score: no reach"."""
    if missing:
        # The first is enough for the cell; the tooltip and the explanation name them all.
        return tr("No score: no {input}", input=in_sentence(missing[0]))
    plain = (reason or "").strip().rstrip(".")
    return tr("No score: {reason}", reason=in_sentence(plain[:1]) + plain[1:]) if plain else tr("No score")


def score_rank_text(sight: Sight, item: Deliverable) -> str:
    """The rank by score; ties share one."""
    rank = sight.score_rank(item.id)
    return "" if rank is None else str(rank)


def gap_words(sight: Sight, item: Deliverable) -> str:
    """The gap as a figure with its sign: +11, −26, 0."""
    gap = sight.gap(item.id)
    if gap is None:
        return ""
    return f"+{gap}" if gap > 0 else f"{MINUS}{-gap}" if gap else "0"


def effort_text(sight: Sight, item: Deliverable) -> str:
    """The likely effort and its range in words: "6, 4–9"."""
    effort = sight.effort(item)
    likely = "" if effort.likely is None else number(effort.likely)
    if effort.low is None or effort.high is None:
        return likely
    span = between(effort.low, effort.high)
    return f"{likely}, {span}" if likely else span


def effort_figure(sight: Sight, item: Deliverable) -> str:
    """The one figure of the effort that stands in the cell; a range without a likely effort stands as it is."""
    effort = sight.effort(item)
    if effort.likely is not None:
        return number(effort.likely)
    return effort_text(sight, item)


def team_text(sight: Sight, item: Deliverable) -> str:
    """The team that has most to do, and how many others: "Claims +1"."""
    return _first_of(sight.team_names(item.id))


def outcome_text(sight: Sight, item: Deliverable) -> str:
    """The first outcome that the item is to move, and how many others."""
    return _first_of([outcome.name for outcome in sight.outcomes(item.id)])


def _first_of(names: list[str]) -> str:
    return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)


def target_text(sight: Sight, item: Deliverable) -> str:
    """The target date: "6 Nov"; with its year when that is not this one."""
    return day(item.target_date, sight.today) if item.target_date is not None else ""


def target_text_brief(sight: Sight, item: Deliverable) -> str:
    """The target date without its year, where day and month alone name the one that is meant: within half a year."""
    due = item.target_date
    near = due is not None and abs((due - sight.today).days) <= _HALF_A_YEAR
    return day(due, due) if due is not None and near else target_text(sight, item)


def target_warning(sight: Sight, item: Deliverable) -> str:
    """Why the target date is in danger, in a sentence; empty where it is not or no longer matters."""
    if item.target_date is None or not item.is_open:
        return ""
    due = day(item.target_date, sight.today)
    if item.target_date < sight.today:
        return tr("The target date, {day}, has passed.", day=due)
    if item.planned_end is not None and item.planned_end > item.target_date:
        late = (item.planned_end - item.target_date).days
        end = day(item.planned_end, sight.today)
        return trn(
            "Planned to end {end}, {n} day after the target, {target}.",
            "Planned to end {end}, {n} days after the target, {target}.",
            late,
            end=end,
            n=figure(late),
            target=due,
        )
    return ""


def tooltip_of(sight: Sight, item: Deliverable, column: Column) -> str:
    """All that a cell has to say, in plain words."""
    words = column.text(sight, item)
    if column.key == "title":
        told = (sight.product_names.get(item.product or 0, ""), item.need, tr("Archived") if item.archived else "")
        extra = [part for part in told if part]
        return "\n".join([item.title, *extra])
    if column.key == "target":
        return target_warning(sight, item) or words
    if column.key == "gap" and words:
        return _gap_sentence(sight, item)
    if column.key == "effort" and words:
        teams = sight.effort(item).teams
        if teams > 1:
            return tr("{effort} person-weeks, summed over {teams} teams", effort=words, teams=teams)
        return tr("{effort} person-weeks", effort=words)
    if column.key == "score" and (score := sight.score(item.id)) is not None:
        if score.reason:
            said = tr("No score: {reason}", reason=score.reason)
        else:
            said = tr("{score}. Click for how it came about.", score=words)
        return " ".join([said, *score.flags])
    return words


def _gap_sentence(sight: Sight, item: Deliverable) -> str:
    gap, by_score = sight.gap(item.id) or 0, sight.score_rank(item.id)
    ranks = {"rank": sight.rank(item.id), "by_score": by_score}
    where = tr("Rank {rank} of all, {by_score} by score among the open items that have one.", **ranks)
    if not gap:
        return tr("{ranks} Both say the same.", ranks=where)
    n = figure(abs(gap))
    if gap > 0:
        return trn(
            "{ranks} The score would put it {n} place higher.",
            "{ranks} The score would put it {n} places higher.",
            gap,
            n=n,
            ranks=where,
        )
    return trn(
        "{ranks} The score would put it {n} place lower.",
        "{ranks} The score would put it {n} places lower.",
        -gap,
        n=n,
        ranks=where,
    )
