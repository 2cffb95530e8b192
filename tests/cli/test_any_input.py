"""`edit` is fed by programs: whatever a field gets, the answer is one JSON line with a sentence, and undo undoes it."""

import json
from datetime import date

import pytest

from deliverydesk.cli.editing import carry_out, edit_actions
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.importers.sample import sample_portfolio
from tests.cli.conftest import Run

_TODAY = date(2026, 8, 19)
_VALUES = (
    None, True, 0, -1, 2**63, 10**400, 1e308, 0.1, "", " ", "x" * 100_000, "\ud800", "\0", "\u202eabc", "é" * 300,
    "1950-01-01", "2026-13-01", "nan", "3-8", "１２", [], {}, [None], [[1]], ["x"] * 2_000, "<img src=x>", "1" * 5_000,
)  # fmt: skip


@pytest.mark.parametrize("action", sorted(edit_actions()))
def test_every_value_in_every_field_is_answered(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = MemoryDocument(sample_portfolio(_TODAY))
    start = document.portfolio
    right = {
        "ids": [start.ranking[0]], "title": "T", "name": "N", "anchor": start.ranking[3], "rank": 2, "steps": 1,
        "days": 3, "date": "2026-09-01", "value": 2, "weight": 1, "start": "2026-09-01",
        "deliverable": start.ranking[1],
        "predecessor": start.ranking[1], "successor": start.ranking[2], "team": next(iter(start.teams)).id,
        "outcome": next(iter(start.outcomes)).id, "product": next(iter(start.products)).id,
    }  # fmt: skip
    for field in edit_actions()[action].fields:
        needed = {each.name: right.get(each.name, 1) for each in edit_actions()[action].fields if each.required}
        for value in _VALUES:
            line = json.dumps({"action": action, **needed, field.name: value})
            carry_out(document, [line.encode()])
            said = capsys.readouterr().out
            answer = json.loads(said.encode())
            if not answer["ok"]:
                assert 10 < len(answer["error"]) < 500
                assert answer["error"][-1] in ".!?…”"
    while document.undo() is not None:
        pass
    assert document.portfolio == start


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, "\ufeff{}", "null", '{"action":"undo",', "\xff"])
def test_what_is_no_request_is_a_sentence(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(MemoryDocument(sample_portfolio(_TODAY)), [line.encode("latin-1" if line == "\xff" else "utf-8")])
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert answer["error"].endswith(".")


def test_a_name_that_is_too_long_makes_no_file(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("new") / "long.ddesk"
    answer = run("new", path, "--name", "x" * 600)
    assert answer.code == 2
    assert "500" in answer.err
    assert not path.exists()
