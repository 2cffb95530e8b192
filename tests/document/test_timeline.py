"""What can be undone is worked out from the newest entries back, and is what reading all of them forwards gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.document.timeline import Step, Timeline


def _read(steps: list[Step], reads: list[int] | None = None):  # type: ignore[no-untyped-def]
    def read(limit: int, before: int | None) -> list[Step]:
        if reads is not None:
            reads.append(limit)
        return [step for step in reversed(steps) if before is None or step[0] < before][:limit]

    return read


def _forwards(steps: list[Step]) -> tuple[list[int], list[int]]:
    """The plain way: two stacks, filled from the first entry on."""
    done: list[int] = []
    undone: list[int] = []
    for seq, kind, of in steps:
        if kind == "do":
            undone.clear()
            done += [seq] * (seq > 1)
        elif kind == "undo":
            assert of == done[-1]
            undone.append(done.pop())
        else:
            assert of == undone[-1]
            done.append(undone.pop())
    return done, undone


def _history(choices: list[int]) -> list[Step]:
    """A journal that could be: gaps in the numbers are checkpoints."""
    steps: list[Step] = [(1, "do", None)]
    for choice in choices:
        done, undone = _forwards(steps)
        seq = steps[-1][0] + 1 + (choice == 9)
        if choice < 4 and done:
            steps.append((seq, "undo", done[-1]))
        elif choice < 7 and undone:
            steps.append((seq, "redo", undone[-1]))
        else:
            steps.append((seq, "do", None))
    return steps


@given(st.lists(st.integers(0, 9), max_size=300), st.integers(0, 300))
def test_backwards_gives_what_forwards_gives(choices: list[int], opened_at: int) -> None:
    steps = _history(choices)
    timeline = Timeline(_read(steps[:opened_at])) if opened_at < len(steps) else Timeline(_read(steps))
    for step in steps[opened_at:]:
        timeline.note(*step)
    done, undone = _forwards(steps)
    assert timeline.to_undo == (done[-1] if done else None)
    assert timeline.to_redo == (undone[-1] if undone else None)
    for seq, kind, _ in steps:
        if kind == "do":
            assert timeline.is_done(seq) == (seq in done or seq == 1)
    for since in {1, len(steps) // 2, steps[-1][0]}:
        assert timeline.done_since(since) == len([seq for seq in done if seq > since])


@given(st.lists(st.tuples(st.sampled_from(["do", "undo", "redo", "x"]), st.integers(-3, 40) | st.none()), max_size=40))
def test_a_damaged_journal_never_breaks_it(entries: list[tuple[str, int | None]]) -> None:
    steps = [(seq, kind, of) for seq, (kind, of) in enumerate(entries, start=1)]
    timeline = Timeline(_read(steps))
    for step in steps:
        timeline.note(*step)
    _ = timeline.to_undo, timeline.to_redo, timeline.done_since(0)


def test_a_long_history_is_not_read_to_know_what_undo_would_do() -> None:
    steps: list[Step] = [(seq, "do", None) for seq in range(1, 100_001)]
    reads: list[int] = []
    timeline = Timeline(_read(steps, reads))
    assert timeline.to_undo == 100_000
    assert timeline.to_redo is None
    assert timeline.is_done(99_950)
    assert sum(reads) <= 200
