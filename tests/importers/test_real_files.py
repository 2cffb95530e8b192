"""Real exports that nobody here wrote. Expectations are read off the files by hand; the files stay where they are."""

import datetime as dt
from pathlib import Path

import pytest

from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import WEEKS_PER_MONTH, Kind, Stage
from deliverydesk.importers import ImportProblem, Preview, Table, guess_plan, preview, read_source


@pytest.fixture
def real(shared_dir: Path) -> Path:
    folder = shared_dir / "realdata"
    if not folder.is_dir():
        pytest.skip("the collection of real files is not on this machine")
    return folder


def _imported(path: Path) -> tuple[Table, Preview, Portfolio]:
    table = read_source(path)
    plan = guess_plan(table, Portfolio())
    found = preview(table, plan, Portfolio())
    after = Portfolio().after(found.change_set)
    assert list(check_all(after)) == []
    again = preview(table, plan, after)
    assert not again.change_set
    assert again.unchanged == found.added
    return table, found, after


def _titled(portfolio: Portfolio, title: str) -> Deliverable:
    return next(item for item in portfolio.deliverables if item.title.startswith(title))


def test_jira_with_repeated_columns(real: Path) -> None:
    table, found, after = _imported(real / "jira/Maarten-DLVW__Jira.csv")
    assert (len(table.headers), table.row_count) == (48, 26)
    assert len(table.places("Sprint")) == 3
    assert table.guess("Created").date_format == "dd month yy"
    assert [product.name for product in after.products] == ["Werkplaats 2"]
    done = next(item for item in after.deliverables if item.external_key == "W2-29")
    assert (done.stage, done.actual_end) == (Stage.RELEASED, dt.date(2022, 12, 21))
    assert done.owner == "Ruben de Ruijter"
    assert found.report.columns_not_taken["Priority"] == 26


def test_jira_with_comments(real: Path) -> None:
    table, _, after = _imported(real / "jira/ericmedlock__Jira.csv")
    assert (len(table.headers), table.row_count) == (56, 22)
    assert [len(table.places(name)) for name in ("Comment", "Watchers", "Watchers Id")] == [3, 3, 3]
    bug = next(item for item in after.deliverables if item.external_key == "TES-24")
    assert (bug.title, bug.stage) == ("Bug Fixing: problem in production", Stage.DELIVERY)
    assert bug.owner == "Saicharan Basireddy"


def test_asana_with_doubled_ids(real: Path) -> None:
    _, found, after = _imported(real / "asana/chrisputnam9__Asana-Sample.csv")
    assert (found.added, found.left_out) == (11, 2)
    assert [problem.row for problem in found.problems] == [13, 14]
    second = next(item for item in after.deliverables if item.external_key == "1235")
    assert (second.tags, second.target_date) == (("Tag1", "Tag2"), dt.date(2024, 2, 20))
    third = _titled(after, "💻 Test task 3")
    assert third.notes == "This one has some notes\nMultiple lines in fact"
    assert _titled(after, "Test task 1").actual_end == dt.date(2024, 2, 1)


def test_clickup(real: Path) -> None:
    _, found, after = _imported(real / "clickup/chrisputnam9__ClickUp-Sample.csv")
    assert found.added == 6
    assert _titled(after, "Test task 1").stage is Stage.RELEASED
    assert _titled(after, "Test task 2").tags == ("Tag1", "Tag2")
    assert "“List (ClickUp)” has several values in 1 row; the first one is taken." in found.notices


def test_pivotal(real: Path) -> None:
    table, _, after = _imported(real / "pivotal/gSchool__stories.csv")
    assert table.guess("Iteration Start").date_format == "month dd, yyyy"
    first = next(item for item in after.deliverables if item.external_key == "74110646")
    assert (first.title, first.kind, first.job_size) == ("User can get to homepage", Kind.FEATURE, 1.0)
    assert first.notes.endswith("remember to write a test!")


def test_twenty_thousand_rice_rows(real: Path) -> None:
    path = real / "backlog/VedanshAvlani2__feature_prioritization.csv"
    table = read_source(path)
    assert table.row_count == 20_000
    _, found, after = _imported(path)
    assert found.added == 20_000
    first = after.deliverables[after.ranking[0]]
    assert (first.title, first.reach, first.impact) == ("Visualize turn-key bandwidth", 7370.0, 4.186171947440931)
    assert first.confidence == pytest.approx(0.5917173949330819)
    assert first.effort_likely == pytest.approx(8.017219002454922 * WEEKS_PER_MONTH, rel=1e-5)
    assert first.ice_ease == 6.371651421518383


def test_rows_torn_by_unquoted_commas_are_left_out(real: Path) -> None:
    table, found, after = _imported(real / "backlog/loihnt05__product_backlog.csv")
    assert table.source.delimiter == ","
    assert table.headers[1] == "User Story Title"
    assert (found.added, found.left_out) == (7, 23)
    assert found.problems[0].row == 2
    assert len(after.deliverables) == 7


def test_byte_order_mark_and_words_for_confidence(real: Path) -> None:
    table, found, after = _imported(real / "okr/Metricor__features.csv")
    assert table.headers[0] == "Feature_ID"
    assert [item.confidence for item in after.deliverables] == [1.0, 0.8, 0.5, None]
    assert [(problem.row, problem.value) for problem in found.problems] == [(5, "Unknown")]


def test_every_row_quoted_as_one_cell(real: Path) -> None:
    table, _, _ = _imported(real / "okr/Metricor__okrs.csv")
    assert table.headers == ("OKR_ID", "Objective", "Owner", "Status", "Last_Updated", "Comments")
    assert table.row(1) == ("O2", "Reduce user churn", "James", "At Risk", "2025-06-15", "Missing story linkage")


def test_a_workbook_with_dependencies(real: Path) -> None:
    table, found, after = _imported(real / "roadmap/mralexandersolovey__Roadmap.xlsx")
    assert (len(table.headers), table.row_count, found.added) == (10, 30, 30)
    assert not found.problems
    assert _titled(after, "Inventory application").cost == 12_000.0
    assert len(after.dependencies) == 41


def test_search_trends_with_lines_above_the_header(real: Path) -> None:
    table, _, after = _imported(real / "metrics/doublebyte1__multiTimeline.csv")
    assert table.options.header_row == 3
    assert [outcome.name for outcome in after.outcomes][:1] == ["diet: (Worldwide)"]
    first = after.measurements_of(next(iter(after.outcomes)).id)[0]
    assert (first.date, first.value) == (dt.date(2004, 1, 1), 100.0)


def test_line_ends_of_old_macs(real: Path) -> None:
    table, found, after = _imported(real / "metrics/facebook__example_air_passengers.csv")
    assert table.headers == ("ds", "y")
    assert table.row_count == 144
    assert (found.added, found.left_out) == (132, 12)  # the year 1949 lies before all dates that are kept
    assert found.problems[0].sentence.startswith("Row 2, ds: “1949-01-01” is no date")
    assert len(after.measurements) == 132


def test_four_thousand_tasks(real: Path) -> None:
    table, found, _ = _imported(real / "metrics/rueedlinger__jira.csv")
    assert (table.row_count, found.added) == (4123, 4123)
    assert table.columns[5][0] == "-1"


def test_a_column_for_each_of_nine_hundred_days(real: Path) -> None:
    table, found, after = _imported(real / "metrics/lotgd__dau.csv")
    assert (len(table.headers), table.row_count) == (908, 24)
    filled = sum(cell != "" for column in table.columns[1:] for cell in column)
    assert found.added == len(after.measurements) == filled
    assert len(after.outcomes) == 24
    assert not found.problems


def test_several_words_searched_for_by_month(real: Path) -> None:
    _, _, after = _imported(real / "metrics/doublebyte1__multiTimeline.csv")
    assert {outcome.name for outcome in after.outcomes} == {
        "diet: (Worldwide)",
        "gym: (Worldwide)",
        "finance: (Worldwide)",
    }
    assert after.measurements_of(next(iter(after.outcomes.ids)))[0].date == dt.date(2004, 1, 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ganttproject/bardsoftware__HouseBuildingSample.gan", "XML file"),
        ("mspdi/joniles__sample1.xml", "XML file"),
        ("trello/wekan__trello-project100.json", "JSON file"),
        ("taskjuggler/taskjuggler__tutorial.tjp", "Row 15 goes on after a closing quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(real: Path, name: str, words: str) -> None:
    with pytest.raises(ImportProblem, match=words):
        read_source(real / name)
