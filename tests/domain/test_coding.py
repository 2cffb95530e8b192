"""Entities to rows and dictionaries and back: exactly."""

import json
import math
import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.coding import coerce, from_plain, from_rows, to_plain, to_row
from deliverydesk.domain.entities import ENTITY_TYPES, Deliverable, Entity, Outcome, Settings
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.values import Horizon, Stage
from tests.domain.strategies import ANY_ENTITY, entities


@given(ANY_ENTITY)
def test_a_row_gives_the_entity_back(entity: Entity) -> None:
    (back,) = from_rows(type(entity), [to_row(entity)])
    assert back == entity
    assert type(back) is type(entity)
    assert [type(getattr(back, field.name)) for field in fields(back)] == [  # type: ignore[arg-type]
        type(getattr(entity, field.name))
        for field in fields(entity)  # type: ignore[arg-type]
    ]


@given(ANY_ENTITY)
def test_json_gives_the_entity_back(entity: Entity) -> None:
    assert from_plain(type(entity), json.loads(json.dumps(to_plain(entity)))) == entity


@given(st.sampled_from(list(ENTITY_TYPES.values())).flatmap(lambda kind: st.lists(entities(kind), max_size=5)))
def test_many_rows_keep_their_order(many: list[Entity]) -> None:
    if many:
        assert list(from_rows(type(many[0]), [to_row(entity) for entity in many])) == many


def test_what_is_made_from_rows_is_as_frozen_as_any_other() -> None:
    item = Deliverable(1, "Search", 100, stage=Stage.READY, tags=("a", "b"))
    (made,) = from_rows(Deliverable, [to_row(item)])
    assert (made, hash(made), repr(made)) == (item, hash(item), repr(item))
    with pytest.raises(FrozenInstanceError):
        made.title = "Other"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        made.unheard_of = 1  # type: ignore[attr-defined]


@given(ANY_ENTITY)
def test_an_entity_is_frozen_and_goes_to_another_process_as_it_is(entity: Entity) -> None:
    with pytest.raises(FrozenInstanceError):
        entity.id = 7
    with pytest.raises(FrozenInstanceError):
        del entity.id
    there = pickle.loads(pickle.dumps(entity))
    assert (type(there), repr(there)) == (type(entity), repr(entity))


def test_what_an_entity_is_made_of_is_checked() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'order_key'"):
        Deliverable(1, "Search")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unheard_of"):
        Deliverable(1, "Search", 100, unheard_of=1)  # type: ignore[call-arg]


def test_no_rows_make_no_entities() -> None:
    assert list(from_rows(Deliverable, [])) == []


@pytest.mark.parametrize(
    "row",
    [
        to_row(Settings(1))[:-1],
        (*to_row(Settings(1)), 7),
        (1, "Name", "no such model", "quarter", 0, "€", 1),
    ],
)
def test_a_row_that_does_not_fit_is_an_error(row: tuple[Any, ...]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        list(from_rows(Settings, [row]))


@pytest.mark.parametrize(
    ("entity_type", "plain", "sentence"),
    [
        (Outcome, {"id": 1, "name": "A", "colour": 1}, "An outcome has no field “colour”."),
        (Outcome, {"id": 1}, "An outcome needs the field “name”."),
        (Deliverable, {"id": 1, "title": "A", "order_key": 1.5}, "“order_key” is a whole number, not 1.5."),
        (Deliverable, {"id": 1, "title": None, "order_key": 1}, "“title” may not be empty."),
        (Deliverable, {"id": 1, "title": 7, "order_key": 1}, "“title” is a text, not 7."),
        (
            Deliverable,
            {"id": 1, "title": "A", "order_key": 1, "stage": "started"},
            "“stage” is one of idea, shaping, ready, delivery, released, improving, tabled, cancelled, not “started”.",
        ),
        (
            Deliverable,
            {"id": 1, "title": "A", "order_key": 1, "target_date": "3.9.2026"},
            "“target_date” is a date such as 2026-03-31, not “3.9.2026”.",
        ),
        (
            Deliverable,
            {"id": 1, "title": "A", "order_key": 1, "target_date": "2026-02-30"},
            "“target_date” is a date such as 2026-03-31, not “2026-02-30”.",
        ),
        (Deliverable, {"id": 1, "title": "A", "order_key": 1, "tags": [1]}, "“tags” is a list of texts, not [1]."),
        (Deliverable, {"id": 1, "title": "A", "order_key": 1, "reach": True}, "“reach” is a number, not true."),
        (
            Deliverable,
            {"id": 1, "title": "A", "order_key": 1, "reach": 10**400},
            "“reach” has more than 300 digits; no such number can be kept.",
        ),
    ],
)
def test_a_dictionary_that_does_not_fit_is_a_sentence(
    entity_type: type[Entity], plain: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DeskError) as error:
        from_plain(entity_type, plain)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3, float, 3.0),
        ("a, b,,c ", tuple, ("a", "b", "c")),
        ("READY", Stage, Stage.READY),
        (2, Horizon, Horizon.TWO),
        (datetime(2026, 8, 19, 12), date, date(2026, 8, 19)),
        ("2026-08-19", date, date(2026, 8, 19)),
    ],
)
def test_values_are_read_as_people_and_programs_write_them(value: Any, kind: type, expected: Any) -> None:
    read = coerce("field", value, kind, optional=False)
    assert read == expected
    assert type(read) is type(expected)


def test_a_minus_zero_and_a_whole_number_come_back_as_sqlite_gives_them() -> None:
    row = to_row(Deliverable(1, "A", 1, reach=-0.0, impact=3))
    assert math.copysign(1, row[[f.name for f in fields(Deliverable)].index("reach")]) == 1  # type: ignore[arg-type]
    assert type(row[[f.name for f in fields(Deliverable)].index("impact")]) is float
