"""The best set with its reasons as they come, fit to be sent from one process to another."""

import os
import pickle
import threading
from pathlib import Path

import pytest

from deliverydesk.analysis.planning.selection_of import ChanceBasis, Measure, Selection
from deliverydesk.analysis.planning.selection_reasons import reasoned, reasoning, with_changes
from deliverydesk.domain.values import ScoringModel
from deliverydesk.support.clock import today
from deliverydesk.support.quiet import quiet_output
from tests.analysis.planning.selection.cases import published, small


@pytest.fixture
def selection(shared_dir: Path) -> Selection:
    problem = small(published(shared_dir))
    ids, teams = tuple(range(1, 11)), (900, 901, 902)
    chances = (ChanceBasis.NOTHING,) * 10
    return Selection(
        problem, today(), 13, 52, Measure.SCORE, ScoringModel.RICE, ids, teams, (), (), (), chances, {}, (1.0,) * 3, ()
    )


def test_the_plan_comes_first_and_then_one_answer_after_another(selection: Selection):
    states = list(reasoning(selection, 1.0, 0.5, 20))
    assert states[0].questions == 0
    assert states[-1].choice.value == pytest.approx(345)
    assert [each.done for each in states] == sorted(each.done for each in states)
    last = states[-1]
    assert last.done == last.questions == 1 + 10 + 3 + 20
    assert len(last.flips) == 10
    assert len(last.worth) == 9
    assert last.robustness is not None
    assert last.robustness.draws == 20


def test_the_reasons_alone_are_of_the_plan_that_is_given(selection: Selection):
    problem = with_changes(selection, (), [0])
    other = reasoned(problem, 1.0, samples=5).choice
    states = list(reasoning(problem, 0.0, 0.5, 5, other))
    assert {each.choice.value for each in states} == {other.value}
    assert states[-1].pins[0].price is not None
    assert states[-1].pins[0].price.found == pytest.approx(345 - other.value)


def test_what_was_said_by_hand_is_no_estimate_to_improve(selection: Selection):
    found = reasoned(with_changes(selection, [6], [0]), 1.0, samples=5)
    assert {0, 6}.isdisjoint(each.item for each in found.information)


def test_what_can_be_reckoned_again_is_not_sent(selection: Selection):
    fresh = len(pickle.dumps(selection.problem))
    assert selection.problem.gain.sum() > 0
    assert len(pickle.dumps(selection.problem)) == fresh
    assert pickle.loads(pickle.dumps(selection.problem)).gain.sum() == selection.problem.gain.sum()


def test_nothing_reaches_the_output_while_any_thread_asks_for_quiet(capfd: pytest.CaptureFixture[str]):
    within, out = threading.Event(), threading.Event()

    def other() -> None:
        with quiet_output():
            within.set()
            out.wait(10)

    thread = threading.Thread(target=other)
    with quiet_output():
        thread.start()
        assert within.wait(10)
        os.write(1, b"one ")
    os.write(1, b"two ")
    out.set()
    thread.join()
    os.write(1, b"three")
    assert capfd.readouterr().out == "three"
