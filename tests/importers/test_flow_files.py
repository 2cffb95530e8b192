"""Real tables of work with nothing but ids and dates: what flow reckons of them is what was published of them."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from deliverydesk.analysis.flow.history import Doubt, History, history_of
from deliverydesk.analysis.flow.little import little
from deliverydesk.analysis.flow.throughput import throughput_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.cli.main import main
from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio

AFTER_ALL = date(2020, 12, 31)


@pytest.fixture
def flow_dir(shared_dir: Path) -> Path:
    folder = shared_dir / "oracles" / "flow"
    if not folder.is_dir():
        pytest.skip("the collection of flow data is not on this machine")
    return folder


def _imported(source: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, object], Portfolio]:
    """What the command line says of an import into a new portfolio at ``path``, and what is in it then."""
    Document.create(path, Portfolio()).close()
    main(["import", str(source), str(path), "--json"])
    said = json.loads(capsys.readouterr().out)
    document = Document.open(path, read_only=True)
    try:
        return said, document.portfolio
    finally:
        document.close()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def _holidays(flow_dir: Path) -> list[date]:
    cells = [cell for row in _rows(flow_dir / "england-wales-hols.csv") for cell in row.values() if cell.strip()]
    return [datetime.strptime(cell, "%d %b %Y").date() for cell in cells]


def _history(portfolio: Portfolio) -> History:
    return history_of(portfolio, AFTER_ALL)


def test_three_years_of_a_kanban_company(flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """R. Bowley's 7digital data. The published times count working days; 98.4 % of cycle times agree, the others began
    or ended on a free day. Lead times lack where the work was ready only after it was begun.
    """
    said, portfolio = _imported(flow_dir / "7digital2012.csv", tmp_path / "p.ddesk", capsys)
    rows = _rows(flow_dir / "7digital2012.csv")
    assert (said["added"], said["left_out"], len(portfolio.deliverables)) == (3238, 0, 3238)
    late = [row for row in rows if _day(row["Prioritised"]) > _day(row["Dev.Started"])]
    problems = said["problems"]
    assert isinstance(problems, list)
    assert len(problems) == len(late) == 45
    assert {problem["column"] for problem in problems} == {"Prioritised"}
    times = times_of(_history(portfolio), _holidays(flow_dir))
    by_title = {item.id: item.title for item in portfolio.deliverables}
    found = {by_title[each.deliverable]: each for each in times.finished}
    kept = [found[f"Row {n} of 7digital2012"].cycle == int(row["Cycle.Time"]) for n, row in enumerate(rows, 2)]
    oracle = json.loads((flow_dir.parent / "flow_times_7digital.json").read_text())
    assert sum(kept) / len(kept) == pytest.approx(oracle["match_cycle_all_rows"])
    leads = [
        found[f"Row {n} of 7digital2012"].lead == int(row["Lead.Time"])
        for n, row in enumerate(rows, 2)
        if row not in late
    ]
    assert sum(leads) / len(leads) > 0.98


def test_little_s_law_has_its_published_figures(
    flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, portfolio = _imported(flow_dir / "7digital2012.csv", tmp_path / "p.ddesk", capsys)
    expected = json.loads((flow_dir.parent / "littles_law.json").read_text())["real_data_7digital_2010-01_2012-06"]
    passages = _history(portfolio).passages
    starts = [each.started for each in passages if each.started is not None]
    assert len(starts) == len(passages)
    found = little(starts, [each.done for each in passages], date(2010, 1, 4), date(2012, 6, 29), [])
    assert found.in_progress == pytest.approx(expected["avg_WIP"], abs=5e-4)
    assert found.rate == pytest.approx(expected["throughput_per_workday"], abs=5e-5)
    assert found.time == pytest.approx(expected["avg_cycle_workdays"], abs=5e-5)


def _day(words: str) -> date:
    return datetime.strptime(words, "%d/%m/%Y").date()


def _cycles(rows: list[dict[str, str]]) -> list[int]:
    spans = [
        (date.fromisoformat(row["done"]) - date.fromisoformat(row["start"])).days + 1
        for row in rows
        if row["start"] and row["done"]
    ]
    return sorted(span for span in spans if span > 0)


@pytest.mark.parametrize(
    ("name", "rows", "done"),
    [("magennis_team1", 151, 141), ("jsherer_items", 225, 113), ("magennis_example4_swapped_dates", 1146, 624)],
)
def test_cycle_times_are_those_of_the_rows_that_can_be_true(
    name: str, rows: int, done: int, flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = flow_dir / f"{name}.csv"
    said, portfolio = _imported(source, tmp_path / "p.ddesk", capsys)
    table = _rows(source)
    assert (len(table), said["added"]) == (rows, rows)
    times = times_of(_history(portfolio))
    assert len(times.finished) == done
    assert sorted(times.cycles) == _cycles(table)


def test_mirrored_rows_are_named_one_by_one(flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """510 rows have start and end the wrong way round (README of the collection)."""
    source = flow_dir / "magennis_example4_swapped_dates.csv"
    said, portfolio = _imported(source, tmp_path / "p.ddesk", capsys)
    problems = said["problems"]
    assert isinstance(problems, list)
    swapped = [
        n for n, row in enumerate(_rows(source), 2) if row["start"] and row["done"] and row["done"] < row["start"]
    ]
    assert [problem["row"] for problem in problems] == swapped
    assert len(swapped) == 510
    assert problems[0] == {
        "row": 2,
        "column": "done",
        "value": "2016-04-28",
        "reason": "is before “start” (13 May 2016)",
        "consequence": "neither date is taken",
    }
    doubts = [finding.doubt for finding in _history(portfolio).findings]
    assert doubts.count(Doubt.DONE_UNKNOWN) == 510, "flow says of each that nobody knows when it was done"


def test_nothing_but_a_stamp_counts_as_throughput(
    flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = flow_dir / "laukkanen2017_issues.csv"
    said, portfolio = _imported(source, tmp_path / "p.ddesk", capsys)
    assert (said["added"], said["problems"]) == (5339, [])
    assert "5,339 rows are named by their places" in " ".join(said["notices"])  # type: ignore[arg-type]
    assert sum(throughput_of(_history(portfolio)).counts) == 5339
    assert times_of(_history(portfolio)).cycles == ()


@pytest.mark.parametrize("name", ["7digital2012", "jsherer_items", "laukkanen2017_issues", "magennis_team1"])
def test_the_second_time_nothing_changes(
    name: str, flow_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, path = flow_dir / f"{name}.csv", tmp_path / "p.ddesk"
    _, once = _imported(source, path, capsys)
    main(["import", str(source), str(path), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (said["added"], said["updated"], said["unchanged"]) == (0, 0, len(once.deliverables))
