"""Days of a deliverable's way through its stages, from tables: taken, named where they cannot be true, known again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.importers.importing import Preview
from deliverydesk.support.clock import today
from tests.importers.test_deliverables import imported

HEAD = "Key,Title,Created,Ready since,Dev.Started,Done\n"


def stage_dates(after: Portfolio) -> list[tuple[Stage, date]]:
    return sorted((each.stage, each.date) for each in after.stage_dates)


def reasons(found: Preview) -> list[tuple[str, str, str]]:
    return [(each.column, each.value, each.reason) for each in found.problems]


def test_flow_columns_become_actual_days_and_days_of_stages() -> None:
    found, after = imported(HEAD + "A-1,Search,2026-01-05,2026-01-12,2026-02-02,2026-03-06\n")
    (item,) = after.deliverables
    assert (item.actual_start, item.actual_end, item.stage) == (date(2026, 2, 2), date(2026, 3, 6), Stage.RELEASED)
    assert stage_dates(after) == [(Stage.IDEA, date(2026, 1, 5)), (Stage.READY, date(2026, 1, 12))]
    assert found.problems == ()
    (passage,) = history_of(after, date(2026, 4, 1)).passages
    assert passage.entered[0].day == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2026-01-05,,2026-03-06,2026-02-02", ("Done", "2026-02-02", "is before “Dev.Started” (6 Mar 2026)")),
        ("2026-01-05,2026-02-10,2026-02-02,", ("Ready since", "2026-02-10", "is after “Dev.Started” (2 Feb 2026)")),
        ("2199-01-05,,,", ("Created", "2199-01-05", "is after today and cannot have been yet")),
    ],
)
def test_impossible_days_are_named_and_the_rest_of_the_row_is_taken(row: str, problem: tuple[str, str, str]) -> None:
    found, after = imported(HEAD + f"A-1,Search,{row}\n")
    assert reasons(found) == [problem]
    assert [item.title for item in after.deliverables] == ["Search"]


def test_importing_again_corrects_a_day_and_adds_none() -> None:
    _found, once = imported(HEAD + "A-1,Search,2026-01-05,2026-01-12,,\n")
    _found, again = imported(HEAD + "A-1,Search,2026-01-05,2026-01-12,,\n", once)
    assert again == once
    _found, corrected = imported(HEAD + "A-1,Search,2026-01-05,2026-01-19,,\n", once)
    assert stage_dates(corrected) == [(Stage.IDEA, date(2026, 1, 5)), (Stage.READY, date(2026, 1, 19))]


def test_german_headers_do_as_well() -> None:
    _found, after = imported("Schlüssel,Titel,Begonnen,Erledigt\nA-1,Suche,2026-02-02,2026-03-06\n")
    (item,) = after.deliverables
    assert (item.actual_start, item.actual_end) == (date(2026, 2, 2), date(2026, 3, 6))


def test_rows_without_titles_are_named_by_their_keys_or_places() -> None:
    found, after = imported("id,start,done\nPRJ-7,2026-02-02,2026-03-06\n")
    assert [item.title for item in after.deliverables] == ["PRJ-7"]
    assert any("named by its key" in notice for notice in found.notices)
    found, after = imported("Dev.Started,Done\n2026-02-02,2026-03-06\n")
    assert [item.title for item in after.deliverables] == ["Row 2 of table"]
    assert any("named by its place" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("name", "rows", "ended", "problems"),
    [
        ("7digital2012", 3238, 3238, 45),
        ("magennis_team1", 151, 141, 0),
        ("jsherer_items", 225, 113, 0),
        ("magennis_example4_swapped_dates", 1146, 624, 510),
    ],
)
def test_published_flow_data_comes_in_whole(
    name: str, rows: int, ended: int, problems: int, shared_dir: Path, tmp_path: Path
) -> None:
    """3,238 of 7digital, 113 of 225 done of jsherer, and 510 mirrored rows of Magennis (README of the collection)."""
    from deliverydesk.cli.main import main

    path = tmp_path / "flow.ddesk"
    Document.create(path, Portfolio()).close()
    source = shared_dir / "oracles" / "flow" / f"{name}.csv"
    assert main(["import", str(source), str(path)]) == (1 if problems else 0)
    document = Document.open(path, read_only=True)
    items = list(document.portfolio.deliverables)
    document.close()
    assert (len(items), sum(item.actual_end is not None for item in items)) == (rows, ended)
    assert all(item.actual_end is None or item.actual_end <= today() for item in items)
    assert not [item for item in items if item.actual_start and item.actual_end and item.actual_end < item.actual_start]
