"""What a table holds: the kind of thing that its columns can name and say most of."""

from collections.abc import Mapping

from deliverydesk.importers.fields import DAYS, What
from deliverydesk.importers.looks import of_figures, repeats, title_column
from deliverydesk.importers.model import Table, cell_text
from deliverydesk.importers.vocabulary import fields_for

Assigned = Mapping[str, str]
"""Column name to field, as the columns would be read for one kind of thing."""

_GOALS = frozenset({"baseline", "target", "direction", "hold_low", "hold_high"})
_TELL_OUTCOMES = _GOALS | {"unit", "smallest_change", "lag_days", "window_days", "baseline_date", "frozen"}
_TELL_NO_WORK = frozenset(
    {"title", "key", "product", "outcome", "owner", "target_date", "notes", "need", "kind", "stage", "theme", "team"}
)
"""Fields of deliverables whose words head tables of outcomes too."""
_PARTED_BY: dict[What, str] = {"outcomes": "product", "people": "team"}
"""What tells two things of the same name apart."""
_NAMED: tuple[What, ...] = ("outcomes", "products", "teams", "people")


def kind_of_table(table: Table, assigned: Mapping[What, Assigned]) -> What:
    """What most likely becomes of the table, by what its columns would be for each kind of thing."""
    work, measured = assigned["deliverables"], assigned["measurements"]
    if _have_goals(work, assigned["outcomes"], table):
        return "outcomes"
    loosely = _may_be_measurements(work, measured, table)
    if loosely and {"value", "date"} <= set(measured.values()):
        return "measurements"
    dates = {guess.name for guess in table.guesses if guess.kind == "date"} if loosely else set()
    rivals = [what for what in _NAMED if dates <= assigned[what].keys() and _rivals(table, what, assigned[what], work)]
    if rivals:
        return max(rivals, key=lambda what: (len(assigned[what]), -_distance(_naming(assigned[what]), what, "name")))
    return "measurements" if loosely else "deliverables"


def _have_goals(work: Assigned, outcomes: Assigned, table: Table) -> bool:
    """Whether each row is an outcome: a name of its own, with a goal and no word of work to be done."""
    found = set(outcomes.values())
    if "name" not in found or not found & _GOALS or len(found & _TELL_OUTCOMES) < 2:
        return False
    if len(set(work.values()) - _TELL_NO_WORK) >= len(found & _TELL_OUTCOMES):
        return False
    return _each_its_own(table, "outcomes", outcomes)


def _rivals(table: Table, what: What, found: Assigned, work: Assigned) -> bool:
    """Whether a table says more of this kind of thing than of work: it names one in each row and no work, or more of
    its words are about it.
    """
    if "name" not in found.values() or not _each_its_own(table, what, found):
        return False
    own = found.keys() - work.keys()
    foreign = work.keys() - found.keys()
    titles = [column for column, field in work.items() if field == "title"]
    if not titles:
        if any(work[column] == "key" or work[column] in DAYS for column in foreign):
            return len(own) > sum(work[column] != "key" for column in foreign)
        other = title_column(table, set(work))
        return not other or other in found
    if titles != [_naming(found)]:
        return False
    nearer = _distance(titles[0], what, "name") < _distance(titles[0], "deliverables", "title")
    return len(own) > len(foreign) and len(own) >= (1 if nearer else 2)


def _naming(found: Assigned) -> str:
    return next(column for column, field in found.items() if field == "name")


def _distance(header: str, what: What, field: str) -> float:
    return dict(fields_for(header, what)).get(field, 1000.0)


def _each_its_own(table: Table, what: What, found: Assigned) -> bool:
    """Whether nearly every row names another thing."""
    parted = next((column for column, field in found.items() if field == _PARTED_BY.get(what)), None)
    places = [table.places(column)[0] for column in (_naming(found), parted) if column is not None]
    rows = [tuple(cell_text(table.columns[place][row]) for place in places) for row in range(table.row_count)]
    filled = [row for row in rows if row[0]]
    return len(set(filled)) > 0.9 * len(filled)


def _may_be_measurements(work: Assigned, measured: Assigned, table: Table) -> bool:
    dates = [guess.name for guess in table.guesses if guess.kind == "date"]
    numbers = [guess.name for guess in table.guesses if guess.kind == "number" or of_figures(table, guess)]
    telling = set(work.values()) - {"title", "outcome", "notes", "need", "product", "business_value", "team"}
    telling -= {"planned_start", "target_date", "idea_since"}
    if telling or not dates or not numbers:
        return False
    if "value" in measured.values() and "date" in measured.values():
        return True
    words = [
        guess.name
        for guess in table.guesses
        if guess.kind == "text" and guess.name not in measured and guess.name not in numbers
        if not any(field == "date" for field, _ in fields_for(guess.name, "measurements"))  # months by their names
    ]
    return "title" not in work.values() and all(repeats(table, name) for name in words)
