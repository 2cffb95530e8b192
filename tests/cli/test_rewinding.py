"""`deliverydesk changes` and `report --on`: how it stood, what changed, and what cannot be known."""

import json
from pathlib import Path

import pytest

from deliverydesk.actions import backlog, records
from deliverydesk.document.document import Document
from deliverydesk.domain.entities import Deliverable
from tests.cli.conftest import Run


@pytest.fixture
def lived(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begun on the 19th; two items on the 20th, one of them moved, renamed and released on the 24th."""
    document = Document.open(empty)
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-20")
    for title in ("Search", "Refunds"):
        values = {"title": title, "effort_likely": 3, "planned_end": "2026-09-10"}
        document.apply(backlog.add_deliverable(document.portfolio, values))
    document.checkpoint("Before Monday")
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-24")
    second = document.portfolio.ranking[1]
    values = {"title": "Returns", "planned_end": "2026-09-24", "stage": "delivery", "effort_likely": 5.0}
    document.apply(backlog.edit_deliverables(document.portfolio, [second], values))
    document.apply(backlog.move_deliverables(document.portfolio, [second], 1))
    document.close()
    return empty


def test_sentences_by_topic_with_their_sums(run: Run, lived: Path) -> None:
    answer = run("changes", lived, "--from", "2026-08-20")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Scope changed: 1 change.",
        "  “Refunds” is called “Returns” now.",
        "Effort: 1 change; 2 person-weeks more.",
        "  The likely effort of “Returns” was 3 person-weeks and is 5 now.",
        "Stages: 1 change.",
        "  “Returns” went from idea to delivery.",
        "Order: 1 change.",
        "  “Returns” was moved up from rank 2 to 1.",
        "Dates: 1 change; 1 later by 14 days.",
        "  The planned end of “Returns” is 14 days later: 24 Sep 2026, not 10 Sep 2026.",
    ]


def test_a_checkpoint_and_an_entry_are_moments_too(run: Run, lived: Path) -> None:
    by_day = run("changes", lived, "--from", "2026-08-20").out
    assert run("changes", lived, "--from", "before monday").out == by_day
    assert run("changes", lived, "--from", "3", "--to", "6").out == by_day
    assert run("changes", lived, "--from", "Before Monday", "--to", "2026-08-20").out == "Nothing changed.\n"


def test_json_has_moments_topics_and_what_each_point_is_about(run: Run, lived: Path) -> None:
    told = json.loads(run("changes", lived, "--from", "2026-08-19", "--to", "2026-08-20", "--json").out)
    assert [told["from"]["seq"], told["to"]["label"]] == [1, "Before Monday"]
    (added,) = told["topics"]
    assert (added["topic"], added["effort_more"], added["summary"]) == (
        "added",
        6.0,
        "2 deliverables; 6 person-weeks more",
    )
    assert added["changes"][0]["words"] == "“Search” was added at rank 1: 3 person-weeks."
    assert added["changes"][0]["deliverables"] == [added["changes"][0]["id"]]


def test_the_report_of_a_past_day_is_the_report_that_was_made_then(
    run: Run, lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = run("report", lived, "--json", "--on", "2026-08-24").out
    document = Document.open(lived)
    document.apply(records.delete(document.portfolio, Deliverable, document.portfolio.ranking.ids))
    document.close()
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-11-02")
    assert run("report", lived, "--json", "--on", "2026-08-24").out != run("report", lived, "--json").out
    monkeypatch.setenv("DELIVERYDESK_TODAY", "2026-08-25")
    assert json.loads(run("report", lived, "--json", "--on", "2026-08-20").out)["deliverables"][1]["title"] == "Refunds"
    assert json.loads(then)["deliverables"][0]["title"] == "Returns"


@pytest.mark.parametrize(
    ("moment", "refused"),
    [
        ("2026-08-18", "the history of this file begins on 19 Aug 2026"),
        ("2026-12-01", "1 Dec 2026 is still to come"),
        ("never", "“never” is no day such as 2026-08-19, and no checkpoint of this file has that name."),
        ("99", "The history has no entry 99; the newest is 6."),
        ("2026-02-31", "is no day such as 2026-08-19"),
        ("", "is no day such as"),
    ],
)
def test_what_cannot_be_known_is_refused_with_a_sentence(run: Run, lived: Path, moment: str, refused: str) -> None:
    for answer in (run("changes", lived, "--from", moment), run("report", lived, "--json", "--on", moment)):
        assert answer.code == 1
        assert refused in answer.err


def test_a_portfolio_with_nothing_in_it_has_no_changes(run: Run, empty: Path) -> None:
    assert run("changes", empty, "--from", "2026-08-19").out == "Nothing changed.\n"
