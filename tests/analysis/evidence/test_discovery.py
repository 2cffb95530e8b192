"""False discovery control over many outcomes."""

import numpy as np
import pytest

from deliverydesk.analysis.evidence.discovery import benjamini_hochberg, discoveries
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.evidence.verdict import Judgement

# Benjamini & Hochberg 1995, section 3: fifteen tests of a study of thrombolysis; at .05 the four smallest are rejected.
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_published_case() -> None:
    shuffled = np.random.default_rng(3).permutation(15)
    found = benjamini_hochberg(np.array(PUBLISHED)[shuffled], 0.05)
    assert sorted(shuffled[found].tolist()) == [0, 1, 2, 3]


def test_no_test_and_none_passing() -> None:
    assert benjamini_hochberg(np.zeros(0), 0.1).tolist() == []
    assert benjamini_hochberg(np.array([0.5, 0.9]), 0.1).tolist() == [False, False]


def test_a_greater_p_may_pass_where_it_carries_a_smaller_one() -> None:
    assert benjamini_hochberg(np.array([0.06, 0.07, 0.09]), 0.1).tolist() == [True, True, True]


def judgement(p: float | None) -> Judgement:
    if p is None:
        return Judgement(Verdict.TOO_FEW)
    verdict = Verdict.IMPROVING if p >= 0.975 else Verdict.WORSENING if p <= 0.025 else Verdict.CANNOT_TELL
    return Judgement(verdict, p_good=p, p_chance=2 * min(p, 1 - p))


def test_a_weak_verdict_among_many_does_not_stand() -> None:
    middling = {at: judgement(0.5) for at in range(3, 21)}
    found = discoveries({1: judgement(0.98), 2: judgement(0.9999), **middling, 99: judgement(None)})
    assert (found.tested, found.claimed) == (20, 2)
    assert found.standing == {2}
    assert found.fallen == {1}


def test_alone_it_stands_and_what_claims_nothing_is_never_raised() -> None:
    assert discoveries({1: judgement(0.98)}).standing == {1}
    assert discoveries({1: judgement(0.96)}).standing == frozenset()


@pytest.mark.parametrize("p", [0.0001, 0.9999])
def test_both_ways_count(p: float) -> None:
    assert discoveries({1: judgement(p), 2: judgement(0.5)}).standing == {1}
