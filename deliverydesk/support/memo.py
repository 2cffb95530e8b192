"""Remembering what a function says of a type."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def per_type(function: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Compute once for each type. As functools.cache, whose typing takes no dataclass for hashable."""
    remembered: Callable[[Any], T] = cache(function)
    return remembered
