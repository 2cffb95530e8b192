"""The columns of the backlog in one table: what each is called, says, sorts by and is edited with. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from deliverydesk.charts.format import MINUS, between, day, number
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.values import Kind, ScoringModel, Stage
from deliverydesk.ui.panes.backlog.sight import Sight

if TYPE_CHECKING:
    from deliverydesk.charts.table import Cell, ColumnKind

Editor = Literal["", "rank", "text", "choice", "words", "effort", "date", "tags"]
"""How a cell is edited: nothing, a rank, free text, one of a list, free text with known words, and so on."""

Keys = Callable[[Sight], dict[int, Any]]
"""Sort keys by id, in bulk; an item without a key has nothing to sort by and goes last."""

STAGE_WORDS = {stage: stage.value.capitalize() for stage in Stage}
KIND_WORDS = {kind: kind.value.capitalize() for kind in Kind}
MODEL_WORDS = {
    ScoringModel.RICE: "RICE",
    ScoringModel.ICE: "ICE",
    ScoringModel.WSJF: "WSJF",
    ScoringModel.CD3: "CD3",
    ScoringModel.WEIGHTED: "Weighted",
}

_STAGE_ORDER = {stage: place for place, stage in enumerate(Stage)}
_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


class Column(NamedTuple):
    """One column. `text` is what the cell says; `cell` what an export takes where that is no text."""

    key: str
    title: str
    head: str
    width: int
    text: Callable[[Sight, Deliverable], str]
    keys: Keys
    up: str = "A to Z"
    down: str = "Z to A"
    right: bool = False
    editor: Editor = ""
    shown: bool = False
    kind: ColumnKind = "text"
    cell: Callable[[Sight, Deliverable], Cell] | None = None
    unit: str = ""


def score_text(sight: Sight, item: Deliverable) -> str:
    """The score as a figure, or why there is none: "No score: no reach". Empty before scores are computed."""
    value = sight.score_value(item.id)
    if value is not None:
        return number(value)
    score = sight.score(item.id)
    return "" if score is None else no_score(score.reason)


def no_score(reason: str | None) -> str:
    """Why there is no score, in the few words of a cell: "Reach is missing." is "No score: no reach"."""
    plain = (reason or "").strip().rstrip(".")
    if not plain:
        return "No score"
    for ending in (" is missing", " are missing"):
        if plain.endswith(ending):
            # The first is enough for the cell; the tooltip and the explanation name them all.
            plain = "no " + plain.removesuffix(ending).split(",")[0].split(" and ")[0].lower()
    return f"No score: {plain[:1].lower()}{plain[1:]}"


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


def target_warning(sight: Sight, item: Deliverable) -> str:
    """Why the target date is in danger, in a sentence; empty where it is not or no longer matters."""
    if item.target_date is None or not item.is_open:
        return ""
    due = day(item.target_date, sight.today)
    if item.target_date < sight.today:
        return f"The target date, {due}, has passed."
    if item.planned_end is not None and item.planned_end > item.target_date:
        late = (item.planned_end - item.target_date).days
        return f"Planned to end {day(item.planned_end, sight.today)}, {late} days after the target, {due}."
    return ""


def _attribute(read: Callable[[Deliverable], Any]) -> Keys:
    def keys(sight: Sight) -> dict[int, Any]:
        items = sight.portfolio.deliverables
        return {item.id: key for item in items if (key := read(item)) is not None and key != ""}

    return keys


def _score_keys(sight: Sight) -> dict[int, float]:
    scores = sight.scores
    if scores is None:
        return {}
    pairs = zip(scores.ids.tolist(), scores.values.tolist(), strict=True)
    return {entity_id: value for entity_id, value in pairs if value == value}


def _ranked(array: str) -> Keys:
    """Keys from an array of the scores, for the items that have a score rank."""

    def keys(sight: Sight) -> dict[int, int]:
        scores = sight.scores
        if scores is None:
            return {}
        rows = zip(scores.ids.tolist(), getattr(scores, array).tolist(), scores.ranks.tolist(), strict=True)
        return {entity_id: key for entity_id, key, rank in rows if rank}

    return keys


def _product_keys(sight: Sight) -> dict[int, str]:
    names = {product_id: name.casefold() for product_id, name in sight.product_names.items()}
    return {item.id: names[item.product] for item in sight.portfolio.deliverables if item.product is not None}


def _team_keys(sight: Sight) -> dict[int, str]:
    """By the team that has most to do, which is the one that the cell names first."""
    names = {team.id: team.name.casefold() for team in sight.portfolio.teams}
    keys: dict[int, str] = {}
    most: dict[int, float] = {}
    for demand in sight.portfolio.demands:
        effort = demand.likely or demand.high or 0.0
        if effort > most.get(demand.deliverable, -1.0):
            most[demand.deliverable] = effort
            keys[demand.deliverable] = names[demand.team]
    return keys


def _outcome_keys(sight: Sight) -> dict[int, str]:
    names = {outcome.id: outcome.name.casefold() for outcome in sight.portfolio.outcomes}
    return {c.deliverable: names[c.outcome] for c in sight.portfolio.contributions}


def _effort_keys(sight: Sight) -> dict[int, float]:
    keys = {}
    for item in sight.portfolio.deliverables:
        likely = item.effort_likely
        if likely is None:
            effort = sight.effort(item)
            known = [value for value in (effort.likely, effort.high, effort.low) if value is not None]
            likely = known[0] if known else None
        if likely is not None:
            keys[item.id] = likely
    return keys


def _owner_key(item: Deliverable) -> str:
    return item.owner.casefold()


COLUMNS: tuple[Column, ...] = (
    Column(
        key="title",
        title="Title",
        head="Title",
        width=200,
        text=lambda _sight, item: item.title,
        keys=_attribute(lambda item: item.title.casefold()),
        editor="text",
        shown=True,
    ),
    Column(
        key="rank",
        title="Rank",
        head="#",
        width=36,
        text=lambda sight, item: "" if item.archived else str(sight.rank(item.id)),
        keys=lambda sight: sight.ranks,
        up="first to last",
        down="last to first",
        right=True,
        editor="rank",
        shown=True,
        kind="whole",
        cell=lambda sight, item: None if item.archived else sight.rank(item.id),
    ),
    Column(
        key="product",
        title="Product",
        head="",
        width=34,
        text=lambda sight, item: sight.product_names.get(item.product or 0, ""),
        keys=_product_keys,
        editor="choice",
        shown=True,
    ),
    Column(
        key="stage",
        title="Stage",
        head="Stage",
        width=82,
        text=lambda _sight, item: STAGE_WORDS[item.stage],
        keys=_attribute(lambda item: _STAGE_ORDER[item.stage]),
        up="idea to cancelled",
        down="cancelled to idea",
        editor="choice",
        shown=True,
    ),
    Column(
        key="kind",
        title="Kind",
        head="Kind",
        width=76,
        text=lambda _sight, item: KIND_WORDS[item.kind],
        keys=_attribute(lambda item: _KIND_ORDER[item.kind]),
        up="feature to debt",
        down="debt to feature",
        editor="choice",
    ),
    Column(
        key="score",
        title="Score",
        head="Score",
        width=54,
        text=score_text,
        keys=_score_keys,
        up="lowest first",
        down="highest first",
        right=True,
        shown=True,
        kind="number",
        cell=lambda sight, item: sight.score_value(item.id),
    ),
    Column(
        key="score_rank",
        title="Rank by score",
        head="By score",
        width=60,
        text=score_rank_text,
        keys=_ranked("ranks"),
        up="first to last",
        down="last to first",
        right=True,
        kind="whole",
        cell=lambda sight, item: sight.score_rank(item.id),
    ),
    Column(
        key="gap",
        title="Gap between rank and score",
        head="Gap",
        width=76,
        text=gap_words,
        keys=_ranked("gaps"),
        up="ranked too high first",
        down="ranked too low first",
        right=True,
        shown=True,
        kind="whole",
        cell=lambda sight, item: sight.gap(item.id),
    ),
    Column(
        key="effort",
        title="Effort",
        head="Effort, pw",
        width=76,
        text=effort_text,
        keys=_effort_keys,
        up="smallest first",
        down="largest first",
        editor="effort",
        shown=True,
        kind="number",
        cell=lambda sight, item: sight.effort(item).likely,
        unit="person-weeks",
    ),
    Column(
        key="team",
        title="Team",
        head="Team",
        width=66,
        text=lambda sight, item: ", ".join(sight.team_names(item.id)),
        keys=_team_keys,
        editor="choice",
        shown=True,
    ),
    Column(
        key="target",
        title="Target date",
        head="Target",
        width=98,
        text=target_text,
        keys=_attribute(lambda item: item.target_date),
        up="earliest first",
        down="latest first",
        editor="date",
        shown=True,
        kind="date",
        cell=lambda _sight, item: item.target_date,
    ),
    Column(
        key="outcome",
        title="Outcome",
        head="Outcome",
        width=150,
        text=lambda sight, item: ", ".join(outcome.name for outcome in sight.outcomes(item.id)),
        keys=_outcome_keys,
        editor="choice",
    ),
    Column(
        key="owner",
        title="Owner",
        head="Owner",
        width=96,
        text=lambda _sight, item: item.owner,
        keys=_attribute(_owner_key),
        editor="words",
    ),
    Column(
        key="tags",
        title="Tags",
        head="Tags",
        width=110,
        text=lambda _sight, item: ", ".join(item.tags),
        keys=_attribute(lambda item: tuple(tag.casefold() for tag in item.tags) or None),
        editor="tags",
    ),
)

PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
"""Each column's place in COLUMNS, which is its number in the model.

The title is the first: it is what a row is called, and unlike the rank it stays as it is when rows come and go.
"""

ORDER = ("rank", "product", *(column.key for column in COLUMNS if column.key not in ("rank", "product")))
"""From left to right, as it is at first."""

BRIEF: dict[str, Callable[[Sight, Deliverable], str]] = {"team": team_text, "outcome": outcome_text}
"""What a cell shows of columns whose text names several things; screen readers, tooltips and exports get all."""

SCORED = frozenset({"score", "score_rank", "gap"})
"""The columns that a new score changes."""


def head_of(column: Column, model: ScoringModel) -> str:
    """What stands over the column; over the score the name of its model."""
    return MODEL_WORDS[model] if column.key == "score" else column.head


def tooltip_of(sight: Sight, item: Deliverable, column: Column) -> str:
    """All that a cell has to say, in plain words."""
    words = column.text(sight, item)
    if column.key == "title":
        told = (sight.product_names.get(item.product or 0, ""), item.need, "Archived" if item.archived else "")
        extra = [part for part in told if part]
        return "\n".join([item.title, *extra])
    if column.key == "target":
        return target_warning(sight, item) or words
    if column.key == "gap" and words:
        return _gap_sentence(sight, item)
    if column.key == "effort" and words:
        teams = sight.effort(item).teams
        summed = f", summed over {teams} teams" if teams > 1 else ""
        return f"{words} person-weeks{summed}"
    if column.key == "score" and (score := sight.score(item.id)) is not None:
        said = f"No score: {score.reason}" if score.reason else f"{words}. Click for how it came about."
        return " ".join([said, *score.flags])
    return words


def _gap_sentence(sight: Sight, item: Deliverable) -> str:
    gap, by_score = sight.gap(item.id) or 0, sight.score_rank(item.id)
    where = f"Rank {sight.rank(item.id)} of all, {by_score} by score among the open items that have one."
    if not gap:
        return f"{where} Both say the same."
    places = "1 place" if abs(gap) == 1 else f"{abs(gap)} places"
    return f"{where} The score would put it {places} {'higher' if gap > 0 else 'lower'}."
