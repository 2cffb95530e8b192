"""The tables of a portfolio file, made from the entities. SQLAlchemy is imported here, so: on first write.

`schema.sql` beside this file is what these tables render to, for opening a file without SQLAlchemy; a test keeps
the two equal.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import (
    INTEGER,
    REAL,
    TEXT,
    VARCHAR,
    Column,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
)
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from deliverydesk.domain.coding import field_types
from deliverydesk.domain.entities import ENTITY_TYPES, REFERENCES, TABLE_NAMES, Entity

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _sql_type(kind: type) -> TypeEngine[Any]:
    if kind is float:
        return REAL()
    if kind in (int, bool) or (issubclass(kind, Enum) and issubclass(kind, int)):
        return INTEGER()
    assert kind in (str, tuple, date) or issubclass(kind, Enum), kind
    return TEXT()


def _entity_table(entity_type: type[Entity]) -> Table:
    targets = {
        reference.field: ForeignKey(
            f"{TABLE_NAMES[reference.target]}.id",
            deferrable=True,
            initially="DEFERRED",
        )
        for reference in REFERENCES.get(entity_type, ())
    }
    columns: list[Column[object]] = []
    for name, (kind, optional) in field_types(entity_type).items():
        if name == "id":
            columns.append(Column("id", INTEGER, primary_key=True))
        else:
            reference = (targets[name],) if name in targets else ()
            columns.append(Column(name, _sql_type(kind), *reference, nullable=optional, index=name in targets))
    return Table(TABLE_NAMES[entity_type], metadata, *columns, sqlite_strict=True)


ENTITY_TABLES: dict[type[Entity], Table] = {kind: _entity_table(kind) for kind in ENTITY_TYPES.values()}

JOURNAL = Table(
    "journal",
    metadata,
    Column("seq", INTEGER, primary_key=True),
    Column("at", TEXT, nullable=False),
    Column("author", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("of", INTEGER, nullable=True),
    Column("label", TEXT, nullable=False),
    Column("next_id", INTEGER, nullable=False),
    sqlite_strict=True,
)
"""One row a change set. `kind` is do, undo, redo or checkpoint; `of` the entry that is undone or done again."""

JOURNAL_CHANGES = Table(
    "journal_changes",
    metadata,
    Column("id", INTEGER, primary_key=True),
    Column("seq", INTEGER, ForeignKey("journal.seq"), nullable=False, index=True),
    Column("entity", TEXT, nullable=False),
    Column("entity_id", INTEGER, nullable=False),
    Column("before", TEXT, nullable=True),
    Column("after", TEXT, nullable=True),
    Index("ix_journal_changes_entity", "entity", "entity_id"),
    sqlite_strict=True,
)
"""One row a change: the changed fields before and after as JSON; all fields where one side is missing."""

SEALS = Table(
    "seals",
    metadata,
    Column("name", TEXT, primary_key=True, nullable=False),
    Column("row_count", INTEGER, nullable=False),
    Column("row_sum", INTEGER, nullable=False),
    sqlite_strict=True,
)
"""Per table how many rows there are and the sum of their hashes: finds damage that SQLite's own checks miss."""

ABOUT = Table(
    "about",
    metadata,
    Column("key", TEXT, primary_key=True, nullable=False),
    Column("value", TEXT, nullable=False),
    sqlite_strict=True,
)
"""The portfolio's own id and who made the file."""

Table(
    "alembic_version",
    metadata,
    Column("version_num", VARCHAR(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def render_schema() -> str:
    """The statements that make these tables in a new file, as `schema.sql` holds them."""
    from sqlalchemy.dialects.sqlite import dialect

    statements: list[str] = []
    for table in metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect())))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect())) for index in indexes]
    lines = (" ".join(statement.split()).replace("( ", "(").replace(" )", ")") for statement in statements)
    return "".join(f"{line};\n" for line in lines)
