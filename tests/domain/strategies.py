"""Random values, entities and portfolios for property tests."""

import string
from datetime import date
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from deliverydesk.domain.coding import field_types
from deliverydesk.domain.entities import ENTITY_TYPES, Entity

# Letters of several alphabets, what spreadsheets trip over, and nothing that no file can hold.
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
NAMES = st.text(string.ascii_letters + "äéß日本 ", min_size=1, max_size=8).filter(str.strip)
DATES = st.dates(date(1950, 1, 1), date(2199, 12, 31))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
IDS = st.integers(1, 2**40)


def of_kind(kind: type) -> st.SearchStrategy[Any]:
    """Values of a field's type, whatever the rules say of them."""
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return {
        str: TEXTS,
        int: st.integers(-(2**62), 2**62),
        float: NUMBERS,
        bool: st.booleans(),
        date: DATES,
        tuple: st.lists(TEXTS.map(str.strip).filter(bool), max_size=3).map(tuple),
    }[kind]


def entities(entity_type: type[Entity]) -> st.SearchStrategy[Entity]:
    """Arbitrary entities of a type; their references go nowhere and rules do not hold."""
    fields = {
        name: st.none() | of_kind(kind) if optional else of_kind(kind)
        for name, (kind, optional) in field_types(entity_type).items()
    }
    return st.builds(entity_type, **{**fields, "id": IDS})


ANY_ENTITY = st.sampled_from(list(ENTITY_TYPES.values())).flatmap(entities)
