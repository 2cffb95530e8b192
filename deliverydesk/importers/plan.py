"""The plan of an import: what each column becomes and how its values are read. Shown, changeable, kept as JSON."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from deliverydesk.domain.values import Kind, Stage
from deliverydesk.importers.dates import FORMATS, format_words, parse_date
from deliverydesk.importers.fields import DAYS, FIELDS, ImportField, What
from deliverydesk.importers.figures import STYLES
from deliverydesk.importers.model import ImportProblem, ReadOptions, Table, quoted, wrong_kind
from deliverydesk.support.language import tr

_NEEDED = {
    "title": tr("No column is to become the title; say which one is."),
    "date": tr("No column is to become the date; say which one is."),
    "value": tr("No column is to become the value; say which one is."),
}
_NEEDED_NAME: dict[What, str] = {
    "outcomes": tr("No column is to become the outcome's name; say which one is."),
    "products": tr("No column is to become the product's name; say which one is."),
    "teams": tr("No column is to become the team's name; say which one is."),
    "people": tr("No column is to become the person's name; say which one is."),
}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column becomes."""

    column: str
    field: str = ""
    """Name of a field of FIELDS; empty: the column is not taken."""
    date_format: str = ""
    number_style: str = ""
    unit: str = ""
    """One of the field's units; empty where it has none."""
    separators: str = ""
    """Characters that part several values in one cell."""
    outcome: str = ""
    """For values of measurements: the outcome that the column measures, where no column names it."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """How a table becomes deliverables, or another kind of thing."""

    what: What = "deliverables"
    columns: tuple[ColumnPlan, ...] = ()
    read: ReadOptions = field(default_factory=ReadOptions)
    stages: Mapping[str, str] = field(default_factory=dict)
    """Status word as in the file to a stage; "" where nobody has said what the word means."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    default_product: str = ""
    """Product of rows that name none; empty: they get none."""
    update: bool = True
    """Whether rows that are known already update them; else they are left as they are."""
    clear_empty: bool = False
    """Whether an empty cell empties the field of a known deliverable; else the field stays."""
    take_overlong: bool = False
    """Whether rows with more cells than the header are taken; their cells may stand in the wrong columns."""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    """Name of an outcome as in the file to the name of the outcome that it means, "" for none: its values are left out.
    Only what a person has said; a name that is not here means the outcome of that name.
    """

    def column(self, name: str) -> ColumnPlan:
        """The plan of a column; one that takes nothing where the plan does not name it."""
        return next((column for column in self.columns if column.column == name), ColumnPlan(name))

    def of_field(self, name: str) -> tuple[ColumnPlan, ...]:
        """The columns that become a field."""
        return tuple(column for column in self.columns if column.field == name)

    def with_column(self, changed: ColumnPlan) -> "ImportPlan":
        """The plan with one column's plan changed; a field of one column only leaves the column that had it."""
        known = FIELDS[self.what].get(changed.field)
        columns = []
        for column in self.columns:
            if column.column == changed.column:
                columns.append(changed)
            elif known is not None and not known.many and column.field == changed.field:
                columns.append(replace(column, field="", unit=""))
            else:
                columns.append(column)
        if changed.column not in {column.column for column in columns}:
            columns.append(changed)
        return replace(self, columns=tuple(columns))

    def check(self, table: Table) -> None:
        """Raises ImportProblem where the plan does not fit the table or contradicts itself."""
        names = set(table.names)
        for column in self.columns:
            if column.field and column.column not in names:
                sentence = tr("The table has no column {column}.", column=quoted(column.column))
                raise ImportProblem(_with_nearest(sentence, column.column, table.names))
        for name, known in FIELDS[self.what].items():
            columns = self.of_field(name)
            if len(columns) > 1 and not known.many:
                raise ImportProblem(
                    tr(
                        "The columns {first} and {second} are both to become “{field}”; choose one of them.",
                        first=quoted(columns[0].column),
                        second=quoted(columns[1].column),
                        field=known.label,
                    )
                )
        self._check_dated()
        for name in self._needed():
            if not self.of_field(name):
                raise ImportProblem(_NEEDED_NAME[self.what] if name == "name" else _NEEDED[name])

    def _needed(self) -> tuple[str, ...]:
        """The fields without which nothing can be taken. What has a key or a day of its own can go without a title."""
        if self.what in _NEEDED_NAME:
            return ("name",)
        if self.what == "measurements":
            return () if self.of_field("dated") else ("date", "value")
        return () if any(self.of_field(name) for name in ("key", *DAYS)) else ("title",)

    def _check_dated(self) -> None:
        """A column whose header is to be a date has one in its header."""
        for column in self.of_field("dated"):
            if not column.date_format or parse_date(column.column, column.date_format) is None:
                header = quoted(column.column)
                if not column.date_format:
                    raise ImportProblem(tr("The header {header} is no date of the form that is known.", header=header))
                form = format_words(column.date_format)
                raise ImportProblem(tr("The header {header} is no date of the form {form}.", header=header, form=form))

    def to_json(self) -> dict[str, Any]:
        """The whole plan as plain JSON values, the inverse of :meth:`from_json`."""
        columns: dict[str, Any] = {}
        for column in self.columns:
            extra = {key: value for key, value in asdict(column).items() if value and key not in ("column", "field")}
            columns[column.column] = {"field": column.field, **extra} if extra else column.field
        return {
            "what": self.what,
            "columns": columns,
            "read": self.read.to_json(),
            "stages": dict(self.stages),
            "kinds": dict(self.kinds),
            "outcomes": dict(self.outcomes),
            "default_product": self.default_product,
            "update": self.update,
            "clear_empty": self.clear_empty,
            "take_overlong": self.take_overlong,
        }

    @classmethod
    def from_json(cls, data: object, base: "ImportPlan | None" = None) -> "ImportPlan":
        """A plan from JSON values; what they do not say is taken from ``base``, usually the guess for the table.

        ``columns`` maps a column's name to a field, to null for "not taken", or to an object such as
        ``{"field": "target_date", "date_format": "dd/mm/yyyy"}``. Raises ImportProblem naming the wrong entry.
        """
        if not isinstance(data, Mapping):
            raise _no_mapping()
        known = (
            "what",
            "columns",
            "read",
            "stages",
            "kinds",
            "outcomes",
            "default_product",
            "update",
            "clear_empty",
            "take_overlong",
        )
        for key in data:
            if key not in known:
                sentence = tr("The mapping has no entry {entry}.", entry=quoted(str(key)))
                raise ImportProblem(_with_nearest(sentence, str(key), known))
        plan = base or cls()
        what = data.get("what", plan.what)
        if what not in FIELDS:
            raise ImportProblem(tr('The entry "what" must be one of {kinds}.', kinds=", ".join(FIELDS)))
        if what != plan.what:
            plan = replace(plan, what=what, columns=tuple(replace(c, field="", unit="") for c in plan.columns))
        given = data.get("columns", {})
        if not isinstance(given, Mapping):
            raise ImportProblem(tr('The entry "columns" must be an object from column names to fields.'))
        for name, value in given.items():
            plan = plan.with_column(_column_from_json(str(name), value, plan))
        changes: dict[str, Any] = {
            "stages": {**plan.stages, **_words(data.get("stages", {}), "stages", tuple(Stage))},
            "kinds": {**plan.kinds, **_words(data.get("kinds", {}), "kinds", tuple(Kind))},
        }
        changes["outcomes"] = {**plan.outcomes, **_names(data.get("outcomes", {}))}
        for name in ("update", "clear_empty", "take_overlong"):
            changes[name] = _typed(data, name, bool, getattr(plan, name))
        changes["default_product"] = _typed(data, "default_product", str, plan.default_product)
        if "read" in data:
            changes["read"] = ReadOptions.from_json(data["read"])
        return replace(plan, **changes)


def read_options(data: object) -> ReadOptions:
    """The reading options in a mapping's JSON, needed before there is a table. Raises ImportProblem."""
    if not isinstance(data, Mapping):
        raise _no_mapping()
    return ReadOptions.from_json(data.get("read", {}))


def _column_from_json(name: str, value: object, plan: ImportPlan) -> ColumnPlan:
    column = plan.column(name)
    where = {"column": quoted(name)}
    if value is None or isinstance(value, str):
        value = {"field": value or ""}
    if not isinstance(value, Mapping):
        raise ImportProblem(
            tr('The entry "columns" of {column} must be a field, null, or an object with a field.', **where)
        )
    checks: dict[str, Callable[[str], Iterable[str] | None]] = {
        "field": lambda _: ("", *FIELDS[plan.what]),
        "date_format": lambda _: ("", *FORMATS),
        "number_style": lambda _: ("", *STYLES),
        "unit": lambda chosen: ("", *_units(plan.what, chosen)),
        "separators": lambda _: None,
        "outcome": lambda _: None,
    }
    chosen = value.get("field", column.field) or ""
    if chosen != column.field:
        column = replace(column, unit="")
    for key, entry in value.items():
        if key not in checks:
            sentence = tr('The entry "columns" of {column} has no {key}.', key=quoted(str(key)), **where)
            raise ImportProblem(_with_nearest(sentence, str(key), checks))
        if entry is None:
            entry = ""
        if not isinstance(entry, str):
            raise ImportProblem(tr('The entry "columns" of {column} needs text for {key}.', key=key, **where))
        allowed = checks[key](str(chosen))
        if allowed is not None and entry not in (allowed := tuple(allowed)):
            sentence = tr(
                'The entry "columns" of {column} has the {key} {value}, which is unknown.',
                key=key,
                value=quoted(entry),
                **where,
            )
            raise ImportProblem(_with_nearest(sentence, entry, allowed))
        column = replace(column, **{str(key): entry})
    return column


def _units(what: What, name: str) -> tuple[str, ...]:
    known: ImportField | None = FIELDS[what].get(name)
    return known.units if known else ()


def _words(data: object, name: str, allowed: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(data, Mapping):
        raise ImportProblem(tr('The entry "{entry}" must be an object from words to {entry}.', entry=name))
    for word, value in data.items():
        if value not in ("", *allowed):
            raise ImportProblem(
                tr(
                    'The entry "{entry}" maps {word} to {value}; it must be one of {choices}.',
                    entry=name,
                    word=quoted(str(word)),
                    value=quoted(str(value)),
                    choices=", ".join(allowed),
                )
            )
    return {str(word): str(value) for word, value in data.items()}


def _names(data: object) -> dict[str, str]:
    if not isinstance(data, Mapping) or not all(value is None or isinstance(value, str) for value in data.values()):
        raise ImportProblem(tr('The entry "outcomes" must be an object from names in the table to names of outcomes.'))
    return {str(name): value or "" for name, value in data.items()}


def _typed(data: Mapping[Any, Any], name: str, kind: type, default: Any) -> Any:
    value = data.get(name, default)
    if not isinstance(value, kind):
        raise wrong_kind(name, kind)
    return value


def _no_mapping() -> ImportProblem:
    return ImportProblem(tr('The mapping must be a JSON object, such as {"columns": {"Summary": "title"}}.'))


def _with_nearest(sentence: str, name: str, names: Iterable[str]) -> str:
    """The sentence that a name is unknown, and behind it which one may be meant."""
    names = [each for each in names if each]
    lower = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), list(lower), 1, 0.6)
    near = near or [each for each in lower if name and name.casefold() in each][:1]
    if near:
        return tr("{sentence} Did you mean {name}?", sentence=sentence, name=quoted(lower[near[0]]))
    if not names:
        return sentence
    return tr("{sentence} There are: {names}.", sentence=sentence, names=", ".join(names[:40]))
