"""Actions by name: fields as plain JSON, and a sentence for everything that does not fit."""

import json
from typing import Any

import pytest

from deliverydesk.actions.registry import actions
from deliverydesk.domain.entities import Criterion, Deliverable, Outcome, Product, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio

BASE = Portfolio.of(
    [
        Product(10, "Shop"),
        Team(11, "Web"),
        Outcome(12, "Found"),
        Criterion(13, "Fit", 1.0),
        Deliverable(1, "Search", 100, external_key="AB-1"),
        Deliverable(2, "Twin", 200),
        Deliverable(3, "twin", 300),
    ]
)


def done(line: str) -> Portfolio:
    given = json.loads(line)
    return BASE.after(actions()[given.pop("action")].prepare(BASE, given))


def test_references_are_ids_names_or_external_keys() -> None:
    after = done('{"action": "edit_deliverables", "ids": ["ab-1", 2], "product": "shop"}')
    assert [after.deliverables[each].product for each in (1, 2, 3)] == [10, 10, None]


@pytest.mark.parametrize(
    ("effort", "expected"),
    [
        ("3/5/8", (3.0, 5.0, 8.0)),
        (4, (None, 4.0, None)),
        ("10 days", (None, 2.0, None)),
        (None, (None, None, None)),
    ],
)
def test_effort_is_a_number_a_text_or_nothing(effort: Any, expected: tuple[float | None, ...]) -> None:
    after = done(json.dumps({"action": "add_deliverable", "title": "New", "effort": effort}))
    item = after.deliverables[14]
    assert (item.effort_low, item.effort_likely, item.effort_high) == expected


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"action": "add_deliverable"}, "“add_deliverable” needs the field “title”."),
        (
            {"action": "move_by", "ids": [1], "steps": 1, "far": True},
            "“move_by” has no field “far”. It has: ids, steps.",
        ),
        ({"action": "move_by", "ids": [1], "steps": "up"}, '“steps” is a whole number, not "up".'),
        ({"action": "move_by", "ids": ["Nothing"], "steps": 1}, "There is no deliverable called “Nothing”."),
        ({"action": "move_by", "ids": [77], "steps": 1}, "There is no deliverable 77 in this portfolio."),
        ({"action": "move_by", "ids": ["TWIN"], "steps": 1}, "2 deliverables are called “TWIN”; use the id."),
        (
            {"action": "set_outcome", "ids": [1], "outcome": [12]},
            "An outcome is named by its id or its name, not by [12].",
        ),
        (
            {"action": "add_deliverable", "title": "New", "effort": True},
            "“effort” is a text, not true.",
        ),
        (
            {"action": "add_deliverable", "title": "New", "effort": 10**400},
            "“effort” has more than 300 digits; no such number can be kept.",
        ),
        (
            {"action": "edit_settings", "scoring_model": "best"},
            "“scoring_model” is one of rice, ice, wsjf, cd3, weighted, not “best”.",
        ),
    ],
)
def test_what_does_not_fit_is_a_sentence(line: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DeskError) as error:
        done(json.dumps(line))
    assert str(error.value) == sentence


def test_every_action_and_field_is_described() -> None:
    for name, action in actions().items():
        assert action.name == name
        assert action.words.endswith("."), name
        for field in action.fields:
            assert field.words or field.describe(), (name, field.name)


def test_no_field_lets_an_id_or_an_order_key_be_set() -> None:
    for action in actions().values():
        names = {field.name for field in action.fields}
        assert "order_key" not in names
        assert "id" not in names or action.name.startswith("edit_")


def test_an_entity_of_two_words_has_actions_of_one() -> None:
    after = done('{"action": "add_saved_view", "name": "Mine", "pane": "backlog"}')
    assert [view.name for view in after.saved_views] == ["Mine"]
    assert {"add_stage_limit", "edit_former_target", "delete_baseline_item"} <= actions().keys()


def test_a_schedule_gives_each_deliverable_its_dates() -> None:
    line = {"action": "apply_schedule", "ids": [1, 2], "starts": ["2027-01-11", "2027-01-04"]}
    after = done(json.dumps({**line, "ends": ["2027-01-15", "2027-01-08"]}))
    assert [str(after.deliverables[each].planned_end) for each in (1, 2)] == ["2027-01-15", "2027-01-08"]
    with pytest.raises(DeskError, match="a start and an end for each"):
        done(json.dumps({**line, "ends": ["2027-01-15"]}))
