"""Values: frozen, equal by their fields, as a frozen dataclass with slots."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from deliverydesk.support.value import Value, value


@value
class Spot(Value):
    x: int
    y: int = 2


@value
class Dot(Value):
    x: int


def test_values_with_equal_fields_are_equal_and_of_one_type() -> None:
    assert Spot(1) == Spot(1, 2) == Spot(y=2, x=1) != Spot(1, 3)
    assert {Spot(1), Spot(1, 2)} == {Spot(1)}
    assert Dot(1) != Spot(1)
    assert Dot(1) == Dot(1) != Dot(2)
    assert hash(Dot(1)) == hash(Dot(1))


def test_a_value_does_not_change_and_has_no_room_for_more() -> None:
    spot = Spot(1)
    with pytest.raises(FrozenInstanceError):
        spot.x = 5  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del spot.x
    assert not hasattr(spot, "__dict__")


def test_a_value_is_made_of_its_fields_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="missing"):
        Spot()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected"):
        Spot(1, z=3)  # type: ignore[call-arg]


def test_a_value_is_copied_pickled_and_told() -> None:
    assert replace(Spot(1), y=9) == Spot(1, 9)
    assert pickle.loads(pickle.dumps(Spot(4))) == Spot(4)
    assert repr(Spot(4)) == "Spot(x=4, y=2)"
