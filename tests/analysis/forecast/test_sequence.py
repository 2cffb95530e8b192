"""The order in which work is begun, and circles."""

from deliverydesk.analysis.forecast.sequence import Work, in_cycles, start_order


def test_work_is_begun_by_priority() -> None:
    assert start_order([Work({0: 1.0}), Work({0: 5.0}), Work({0: 1.0})], [1]) == [0, 1, 2]


def test_nobody_waits_idly_for_what_is_not_ready() -> None:
    """The second waits for the first, which another team works on for ten weeks: the third goes before it."""
    works = [Work({0: 10.0}), Work({1: 1.0}, (0,)), Work({1: 3.0})]
    assert start_order(works, [1, 1]) == [0, 2, 1]


def test_nobody_waits_idly_for_what_is_not_to_begin_yet() -> None:
    """The first begins in week 2 at the earliest: the second goes before it, and the third waits for the second."""
    assert start_order([Work({0: 1.0}, earliest=2.0), Work({0: 3.0}), Work({0: 1.0})], [1]) == [1, 0, 2]
    assert start_order([Work({0: 1.0}), Work({1: 1.0}, (0,), earliest=5.0), Work({1: 2.0})], [1, 1]) == [0, 2, 1]


def test_one_that_needs_two_teams_waits_for_both() -> None:
    works = [Work({0: 4.0}), Work({0: 1.0, 1: 1.0}), Work({1: 2.0}), Work({1: 9.0})]
    assert start_order(works, [1, 1]) == [0, 2, 3, 1]


def test_a_free_place_is_taken_by_the_next() -> None:
    assert start_order([Work({0: 9.0}), Work({0: 2.0}), Work({0: 1.0}, (1,)), Work({0: 1.0})], [2]) == [0, 1, 2, 3]


def test_those_in_a_circle_and_after_it_are_left_out() -> None:
    after = [(2,), (0,), (1,), (2,), (), (4,)]
    assert start_order([Work({0: 1.0}, each) for each in after], [1]) == [4, 5]
    assert in_cycles(after) == ({0, 1, 2}, {3})
    assert in_cycles([(0,), (0,)]) == ({0}, {1})
    assert in_cycles([(), (0,)]) == (set(), set())
    assert in_cycles([]) == (set(), set())
