"""The packed sort against the plain way of saying the same."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deliverydesk.analysis import ranks
from deliverydesk.analysis.ranks import comparable, ranked, tie_order

SCORES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 400.0, 399.99999999999994, 0.1 + 0.2, 0.3, -40.0, 1e308, -1e308, 5e-324]),
    st.integers(-5, 5).map(float),
)
EFFORTS = st.one_of(st.just(math.nan), st.floats(0.1, 500), st.integers(1, 3).map(float))
ROWS = st.lists(st.tuples(SCORES, EFFORTS, st.booleans()), max_size=60)


def naive(rows: list[tuple[float, float, bool]]) -> tuple[list[int], list[int]]:
    """Ids by score and rank per row: sort by (rounded score, effort, row), then count those that are better."""
    keys = comparable(np.array([score for score, _, _ in rows])).tolist()
    efforts = comparable(np.array([math.inf if math.isnan(effort) else effort for _, effort, _ in rows])).tolist()
    taking_part = [row for row, (_, _, part) in enumerate(rows) if part]
    order = sorted(taking_part, key=lambda row: (-keys[row], efforts[row], row))
    better = {row: 1 + sum(keys[other] > keys[row] for other in taking_part) for row in taking_part}
    return order, [better.get(row, 0) for row in range(len(rows))]


@pytest.mark.parametrize("row_bits", [ranks.ROW_BITS, 0])
@given(rows=ROWS)
@example(rows=[])
@example(rows=[(1.0, math.nan, False)])
def test_ranks_and_order_are_those_of_the_plain_way(row_bits: int, rows: list[tuple[float, float, bool]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "ROW_BITS", row_bits)  # 0: as with more rows than fit into the low bits
        values = np.array([score for score, _, _ in rows], dtype=np.float64)
        taking_part = np.array([part for _, _, part in rows], dtype=np.bool_)
        found = ranked(values, taking_part, tie_order(np.array([e for _, e, _ in rows], dtype=np.float64)))
    order, expected = naive(rows)
    assert found.rows.tolist() == order
    assert found.ranks.tolist() == expected


def test_a_score_that_misses_another_by_rounding_noise_is_a_tie() -> None:
    first, second, other = comparable(np.array([400.0, 399.99999999999994, 399.9999])).tolist()
    assert first == second > other


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_comparable_keeps_the_order_of_doubles(a: float, b: float) -> None:
    first, second = comparable(np.array([a, b])).tolist()
    if a < b:
        assert first <= second
        if abs(a - b) > 1e-9 * max(abs(a), abs(b)) and max(abs(a), abs(b)) > 1e-300:
            assert first < second
    elif a == b:
        assert first == second
