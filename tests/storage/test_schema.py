"""One schema, said in three places: the tables, the statements that open without SQLAlchemy, and the revisions."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from deliverydesk.domain.coding import to_row
from deliverydesk.domain.entities import ENTITY_TYPES, field_names
from deliverydesk.storage import schema
from deliverydesk.storage.migrate import Plan
from deliverydesk.storage.rows import to_rows
from deliverydesk.storage.seal import Seals, row_hash
from deliverydesk.storage.tables import render_schema
from tests.support.portfolios import synthetic_portfolio


def _new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    schema.create(connection)
    return connection


def test_the_statements_are_those_of_the_tables() -> None:
    """Where this fails, write `tables.render_schema()` to schema.sql, raise schema.VERSION and add a revision."""
    assert "".join(f"{statement};\n" for statement in schema.statements()) == render_schema()


def test_the_revisions_lead_to_the_same_schema() -> None:
    with contextlib.closing(_new()) as connection:
        assert Plan().statements(schema.VERSION) == schema.found_in(connection)


def test_columns_stand_in_the_order_of_the_fields() -> None:
    """The seal hashes a row in the order of its columns, and a migration can only add columns at the end."""
    with contextlib.closing(_new()) as connection:
        for name, entity_type in ENTITY_TYPES.items():
            columns = tuple(row[1] for row in connection.execute(f"PRAGMA table_info({name})"))
            assert columns == field_names(entity_type)


def test_rows_made_together_are_those_made_one_by_one() -> None:
    portfolio = synthetic_portfolio(100)
    for entity_type in ENTITY_TYPES.values():
        entities = list(portfolio.table(entity_type))
        assert to_rows(entity_type, entities) == [to_row(entity) for entity in entities]


def test_rows_come_back_from_sqlite_with_the_same_hash() -> None:
    """Else a file would be called damaged that is not."""
    portfolio = synthetic_portfolio(100)
    with contextlib.closing(_new()) as connection:
        for name, entity_type in ENTITY_TYPES.items():
            rows = to_rows(entity_type, list(portfolio.table(entity_type)))
            marks = ", ".join("?" * len(field_names(entity_type)))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            back = connection.execute(f"SELECT * FROM {name}").fetchall()
            assert sorted(map(row_hash, rows)) == sorted(map(row_hash, back))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((1, "x", None, 2.5), 0),
        ((1, "Ünïcode ’", 2**62, -0.5), 0),
    ],
)
def test_hashes_do_not_depend_on_how_a_text_came_about(row: tuple[object, ...], expected: int) -> None:
    again = tuple(value if not isinstance(value, str) else "".join(list(value)) for value in row)
    assert row_hash(row) - row_hash(again) == expected


def test_the_hash_is_the_same_in_every_version_of_python() -> None:
    """A figure worked out once; files made by one Python are checked by another."""
    assert row_hash((1, "Search", None, 2.5, "", -3)) == FIXED


FIXED = 15697524536762192289


def test_seals_are_signed_64_bit_sums() -> None:
    seals = Seals()
    seals.add_all("teams", [(n, "x" * n) for n in range(50)])
    seals.remove_all("teams", [(n, "x" * n) for n in range(25, 50)])
    again = Seals([seals.row("teams")])
    again.add("teams", (99, "y"))
    assert again.row("teams")[1] == 26
    assert -(2**63) <= again.row("teams")[2] < 2**63
    assert Seals([seals.row("teams")]).digest() == seals.digest() != again.digest()


def test_the_package_carries_statements_and_revisions() -> None:
    """What `pip install` must bring along, beside the modules that read it."""
    folder = Path(schema.__file__).parent
    for name in (
        "schema.sql",
        "migrations/env.py",
        "migrations/versions/0001_first_schema.py",
        "migrations/versions/0001_first_schema.sql",
        "migrations/versions/0002_views_baselines_targets.py",
        "migrations/versions/0002_views_baselines_targets.sql",
        "migrations/versions/0003_evidence.py",
        "migrations/versions/0003_evidence.sql",
        "migrations/versions/0004_decisions.py",
        "migrations/versions/0004_decisions.sql",
    ):
        assert (folder / name).is_file(), name
