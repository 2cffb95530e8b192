"""The network against the same model in a plain loop, against closed forms, and its promises of seed and stop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.forecast.network import CHUNK, Crew, Part, Task, simulate
from deliverydesk.analysis.forecast.sequence import Work, start_order
from deliverydesk.analysis.forecast.three_point import Spread, distribution
from deliverydesk.support.progress import Cancelled


def certain(crew: int, effort: float) -> Part:
    return Part(crew, distribution(effort, effort, effort, Spread()), effort)


def likely(crew: int, effort: float) -> Part:
    return Part(crew, distribution(None, effort, None, Spread()), effort)


def finished(effort: float, begin: float, rate: float, strength: tuple[float, ...]) -> float:
    """When so much effort is done, a thousandth of a week at a time."""
    at, step = begin, 1e-3
    while effort > 1e-9:
        share = strength[int(at + 1e-9)] if int(at + 1e-9) < len(strength) else 1.0
        effort -= share * rate * step
        at += step
    return at


def by_hand(tasks: list[Task], crews: list[Crew], start: float) -> list[float]:
    """The ends, task by task and place by place."""
    works = [
        Work(
            {part.crew: part.expected * crews[part.crew].places / crews[part.crew].rate for part in task.parts},
            task.after,
            max(task.earliest - start, 0.0),
        )
        for task in tasks
    ]
    places = [[start] * crew.places for crew in crews]
    ends = [0.0] * len(tasks)
    for at in start_order(works, [crew.places for crew in crews]):
        task = tasks[at]
        begin = max(
            [min(places[part.crew]) for part in task.parts] + [ends[each] for each in task.after] + [task.earliest]
        )
        for part in task.parts:
            crew, mine = crews[part.crew], places[part.crew]
            end = finished(part.expected, begin, crew.rate / crew.places, crew.strength)
            mine[mine.index(min(mine))] = end
            ends[at] = max(ends[at], end)
    return ends


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Task], list[Crew]]:
    strengths = st.sampled_from([(), (1.0, 0.5), (0.0, 1.0, 0.25), (0.5, 0.0, 0.0, 1.0)])
    crews = [
        Crew(draw(st.sampled_from([1.0, 2.5])), draw(st.integers(1, 3)), 0.0, draw(strengths))
        for _ in range(draw(st.integers(1, 3)))
    ]
    tasks = []
    for at in range(draw(st.integers(1, 9))):
        needed = draw(st.lists(st.integers(0, len(crews) - 1), min_size=1, max_size=2, unique=True))
        after = draw(st.lists(st.integers(0, at - 1), max_size=2, unique=True)) if at else []
        parts = tuple(certain(crew, draw(st.sampled_from([0.05, 0.3, 1.1, 2.7]))) for crew in needed)
        tasks.append(Task(parts, tuple(after), draw(st.sampled_from([0.0, 0.0, 0.8, 2.0, 3.6]))))
    return tasks, crews


@given(networks(), st.sampled_from([0.0, 0.4]))
def test_certain_work_ends_as_in_a_plain_loop(network: tuple[list[Task], list[Crew]], start: float) -> None:
    tasks, crews = network
    ends = simulate(tasks, crews, start=start, paths=3)
    told = [float(ends.clocks[at].calendar(ends.times[at])[1]) for at in range(len(tasks))]
    assert told == pytest.approx(by_hand(tasks, crews, start), abs=0.02)


def test_what_needs_no_work_is_done_at_once() -> None:
    ends = simulate([Task((certain(0, 0.0),))], [Crew(1.0, strength=(0.0, 1.0))], paths=2)
    assert ends.percentiles([0], [0.5]) == pytest.approx(0.0)


def test_nothing_begins_before_its_earliest_moment_on_any_path() -> None:
    """The team is away in the second week, and works at half strength in the third."""
    crews = [Crew(1.0, 2, 0.5, (1.0, 0.0, 0.5)), Crew(1.0)]
    held = [Task((likely(0, 0.2),), earliest=1.4), Task((likely(0, 0.2), likely(1, 0.2)), earliest=3.0)]
    ends = simulate([*held, Task((likely(0, 0.2),))], crews, paths=500)
    first = [float(ends.clocks[at].calendar(ends.times[at]).min()) for at in range(3)]
    assert first[0] > 2
    assert first[1] > 3
    assert first[2] < 1  # nobody waits with it


def test_one_after_another_adds_up_and_the_worst_of_two_is_later_than_either() -> None:
    """Two lognormal efforts of one team one after the other; two of two teams, both awaited by a third of none."""
    crews = [Crew(1.0), Crew(1.0), Crew(1.0)]
    tasks = [Task((likely(0, 2.0),)), Task((likely(1, 2.0),)), Task((certain(2, 0.0),), (0, 1))]
    ends = simulate(tasks, crews, paths=40_000)
    p50 = ends.percentiles([0, 1, 2], [0.5])[:, 0]
    assert p50[:2] == pytest.approx([2.0, 2.0], rel=0.02)
    # P(both ≤ t) = F(t)², so the median of the later one is where F is √½: 2 · 1.7^(0.545/1.036).
    assert p50[2] == pytest.approx(2 * 1.7 ** (0.5450 / 1.0364), rel=0.02)


def test_a_shared_regime_makes_joint_chances_better_than_their_product() -> None:
    def joint(regime: float) -> tuple[float, float]:
        crews = [Crew(1.0, 5, regime)]
        ends = simulate([Task((likely(0, 1.0),)) for _ in range(5)], crews, paths=20_000)
        late = ends.percentiles(range(5), [0.85])[:, 0]
        done = [ends.done(at, float(late[at])) for at in range(5)]
        return float(np.mean(done[0])), float(np.logical_and.reduce(done).mean())

    alone, all_of_them = joint(0.0)
    assert (alone, all_of_them) == pytest.approx((0.85, 0.85**5), abs=0.012)  # .44: five at their own P85
    alone, all_of_them = joint(0.5)
    assert alone == pytest.approx(0.85, abs=0.01)
    assert all_of_them > 0.53


def test_equal_seeds_give_equal_bits() -> None:
    crews = [Crew(2.0, 2, 0.3, (0.5,)), Crew(1.0, 1, 0.3)]
    tasks = [Task((likely(at % 2, 1.0 + at),), (at - 1,) if at else ()) for at in range(9)]
    first, again, other = (simulate(tasks, crews, paths=501, seed=seed).times for seed in (4, 4, 5))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    tasks, told = [Task((certain(0, 1.0),)) for _ in range(3 * CHUNK)], []
    simulate(tasks, [Crew(1.0)], paths=4, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 48), (16, 48), (32, 48), (48, 48)]

    def stop(done: int, total: int) -> None:
        if done == CHUNK:
            raise Cancelled

    with pytest.raises(Cancelled):
        simulate(tasks, [Crew(1.0)], paths=4, progress=stop)


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="wait"):
        simulate([Task((certain(0, 1.0),), (1,)), Task((certain(0, 1.0),), (0,))], [Crew(1.0)], paths=4)
