"""`deliverydesk import`: what comes in, what is said of the rest, and that nothing is lost on the way."""

import hashlib
import json
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.storage import backups
from tests.cli.conftest import Run, read

TABLE = """Summary;Product;Status;Due;Effort (days)
Search in the archive;Claims;In progress;03/09/2026;12
Shorter form;Claims;To do;30/02/2026;about five
;Claims;Done;01/08/2026;3
Letters by post;Claims;To do;14/09/2026;4
Renewal notice;Claims;To do;28/09/2026;8
Callback;Claims;To do;05/10/2026;6
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "backlog.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_rows_come_in_and_what_does_not_is_named_by_row_and_column(run: Run, empty: Path, table: Path) -> None:
    answer = run("import", table, empty)

    portfolio = read(empty)
    assert [item.title for item in portfolio.deliverables][:2] == ["Search in the archive", "Shorter form"]
    assert next(iter(portfolio.deliverables)).effort_likely == pytest.approx(12 / 5)
    assert answer.code == 1, "a row and two cells were not taken"
    assert "5 deliverables added" in answer.out
    assert "1 left out" in answer.out
    assert "Row 3, Due: “30/02/2026”" in answer.out
    assert "Row 3, Effort (days): “about five”" in answer.out
    assert "Row 4" in answer.out
    assert answer.err == ""


def test_a_table_that_is_taken_whole_ends_with_0(run: Run, empty: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean.csv"
    clean.write_text("Title,Owner\nSearch,Ana\n", encoding="utf-8")

    assert run("import", clean, empty).code == 0


def test_the_second_time_nothing_changes(run: Run, empty: Path, table: Path) -> None:
    run("import", table, empty)
    before = digest(empty)

    answer = run("import", table, empty, "--json")

    assert json.loads(answer.out)["unchanged"] == 5
    assert json.loads(answer.out)["seq"] is None
    assert digest(empty) == before


def test_one_undo_takes_all_of_it_back_and_a_backup_was_taken_before(run: Run, sample: Path, table: Path) -> None:
    before = read(sample)
    run("import", table, sample)
    assert read(sample) != before

    document = Document.open(sample)
    label = document.undo()
    after = document.portfolio
    kept = backups.listed(document.store.portfolio_id)
    document.close()

    assert label == "import 5 deliverables from “backlog.csv”"
    assert after == before
    assert [backup.reason for backup in kept] == ["before an import"]


def test_a_dry_run_says_the_same_and_leaves_the_file_alone(run: Run, empty: Path, table: Path, user_home: Path) -> None:
    before = digest(empty)

    answer = run("import", table, empty, "--dry-run")

    assert digest(empty) == before
    assert "5 deliverables added" in answer.out
    assert "Nothing was changed" in answer.out
    assert not (user_home / "data" / "import-reports").exists()


def test_the_report_is_kept(run: Run, empty: Path, table: Path) -> None:
    answer = json.loads(run("import", table, empty, "--json").out)

    kept = json.loads(Path(answer["report"]).read_text(encoding="utf-8"))
    assert kept["left_out"] == answer["left_out"] == 1
    assert kept["source"] == "backlog.csv"
    due = next(problem for problem in answer["problems"] if problem["column"] == "Due")
    assert (due["row"], due["value"], due["consequence"]) == (3, "30/02/2026", "the field is left as it is")
    assert due["reason"]


@pytest.mark.parametrize("as_file", [True, False])
def test_a_mapping_says_what_columns_become(run: Run, empty: Path, tmp_path: Path, as_file: bool) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("A,B,C\nSearch,5,parked\n", encoding="utf-8")
    words = json.dumps(
        {
            "columns": {"A": "title", "B": {"field": "effort", "unit": "person-weeks"}, "C": "stage"},
            "stages": {"parked": "tabled"},
        }
    )
    mapping = tmp_path / "map.json"
    mapping.write_text(words, encoding="utf-8")

    assert run("import", table, empty, "--map", mapping if as_file else words).code == 0
    item = next(iter(read(empty).deliverables))
    assert (item.title, item.effort_likely, item.stage) == ("Search", 5.0, "tabled")


def test_a_mapping_is_remembered_for_the_next_table_with_its_header(run: Run, empty: Path, tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("A,B\nSearch,x\n", encoding="utf-8")
    run("import", table, empty, "--map", '{"columns": {"A": "owner", "B": "title"}}')
    table.write_text("A,B\nAna,Archive\n", encoding="utf-8")

    run("import", table, empty)

    assert [(item.title, item.owner) for item in read(empty).deliverables] == [("x", "Search"), ("Archive", "Ana")]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("{", "not JSON"),
        ("nowhere.json", "cannot be read"),
        ('{"columns": {"Sumary": "title"}}', "Did you mean “Summary”"),
        ('{"columns": {"Summary": "titel"}}', "Did you mean “title”"),
        ('{"colums": {}}', "Did you mean “columns”"),
        ("[1]", "must be a JSON object"),
    ],
)
def test_a_wrong_mapping_is_wrong_use_in_one_sentence(
    run: Run, empty: Path, table: Path, mapping: str, words: str
) -> None:
    before = digest(empty)

    answer = run("import", table, empty, "--map", mapping)

    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1
    assert digest(empty) == before


def test_files_that_are_not_there_are_wrong_use(run: Run, empty: Path, table: Path) -> None:
    assert run("import", table, "nowhere.ddesk").code == 2
    assert run("import", "nowhere.csv", empty).code == 2


def test_what_is_no_table_is_refused_in_one_sentence(run: Run, empty: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = digest(empty)

    answer = run("import", picture, empty)

    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "picture" in answer.err
    assert digest(empty) == before


def test_measurements_go_to_the_outcome_they_name(run: Run, sample: Path, tmp_path: Path) -> None:
    outcome = next(iter(read(sample).outcomes))
    table = tmp_path / "readings.csv"
    table.write_text(f"Date,Outcome,Value\n2026-08-17,{outcome.name},71.5\n", encoding="utf-8")

    assert run("import", table, sample).code == 0
    assert read(sample).measurements_of(outcome.id)[-1].value == 71.5


_REAL = [
    "jira/ericmedlock__Jira.csv",
    "jira/Maarten-DLVW__Jira.csv",
    "asana/chrisputnam9__Asana-Sample.csv",
    "clickup/chrisputnam9__ClickUp-Sample.csv",
    "pivotal/gSchool__stories.csv",
    "roadmap/mralexandersolovey__Roadmap.xlsx",
    "okr/Metricor__features.csv",
    "metrics/doublebyte1__multiTimeline.csv",
]


@pytest.mark.parametrize("name", _REAL)
def test_real_files_come_in_once_and_go_back_in_one_step(
    run: Run, empty: Path, shared_dir: Path, tmp_path: Path, name: str
) -> None:
    source = shared_dir / "realdata" / name
    before = read(empty)

    first = json.loads(run("import", source, empty, "--json").out)
    second = json.loads(run("import", source, empty, "--json").out)

    assert first["added"] > 0
    assert (second["added"], second["updated"], second["seq"]) == (0, 0, None)
    assert run("check", empty).code == 0
    document = Document.open(empty)
    document.undo()
    assert document.portfolio == before
    document.close()


@pytest.mark.parametrize("name", ["trello/nextcloud__data-trelloJson.json", "mspdi/joniles__sample1.xml"])
def test_files_of_other_kinds_are_refused(run: Run, empty: Path, shared_dir: Path, name: str) -> None:
    answer = run("import", shared_dir / "realdata" / name, empty)

    assert (answer.code, answer.err.count("\n")) == (1, 1)


def test_outcomes_come_in_by_one_step_and_what_does_not_fit_is_named(run: Run, empty: Path, tmp_path: Path) -> None:
    table = tmp_path / "goals.csv"
    table.write_text(
        "Wirkung;Einheit;Richtung;Ausgangswert;Zielwert;Fällig\n"
        "Verlängerungen;%;steigen;61,5;70;31.12.2026\nWartezeit;Tage;sinken;4;12;30.09.2026\n",
        encoding="utf-8",
    )
    answer = run("import", table, empty, "--json")

    said = json.loads(answer.out)
    assert (answer.code, said["what"], said["added"]) == (1, "outcomes", 2)
    (problem,) = said["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "Zielwert", "12")
    assert problem["reason"] == "does not fit: the outcome is to go down, from 4 to 12"
    rate = next(iter(read(empty).outcomes))
    assert (rate.name, rate.unit, rate.baseline, rate.target) == ("Verlängerungen", "%", 61.5, 70.0)
    document = Document.open(empty)
    assert document.undo() == "import 2 outcomes from “goals.csv”"
    assert not list(document.portfolio.outcomes)
    document.close()


def test_what_a_table_holds_can_be_said(run: Run, empty: Path, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("Name,Owner\nRenewals,Ana\nSpeed,Ben\n", encoding="utf-8")
    mapping = json.dumps({"what": "outcomes", "columns": {"Name": "name", "Owner": "owner"}})

    assert run("import", table, empty, "--map", mapping).code == 0
    assert [(each.name, each.owner) for each in read(empty).outcomes] == [("Renewals", "Ana"), ("Speed", "Ben")]
