import json
from dataclasses import replace
from pathlib import Path

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers import guess_plan, keep_report, plan_for, preview, remember
from deliverydesk.support.paths import data_dir
from tests.importers.tables import imported, table_of

TEXT = "Summary,Due date,Status\nA,03/04/2024,Odd\nB,05/06/2024,New\n"


def test_a_plan_comes_back_for_the_next_table_with_the_same_header() -> None:
    table = table_of(TEXT)
    plan = guess_plan(table, Portfolio())
    changed = replace(
        plan.with_column(replace(plan.column("Due date"), field="planned_end", date_format="mm/dd/yyyy")),
        stages={"Odd": "tabled", "New": "ready"},
        default_product="Shop",
    )
    remember(table, changed)
    again = plan_for(table_of("Summary,Due date,Status\nC,01/02/2025,Odd\nD,01/03/2025,Done\n"), Portfolio())
    assert again.column("Due date") == changed.column("Due date")
    assert again.stages == {"Odd": "tabled", "New": "ready", "Done": "released"}
    assert again.default_product == "Shop"
    other = table_of("Summary,Status\nC,Odd\n")
    assert plan_for(other, Portfolio()) == guess_plan(other, Portfolio())


def test_a_remembered_format_gives_way_to_values_that_it_cannot_read() -> None:
    table = table_of(TEXT)
    remember(table, guess_plan(table, Portfolio()))
    again = plan_for(table_of("Summary,Due date,Status\nC,2025-02-01,Odd\n"), Portfolio())
    assert again.column("Due date").date_format == "yyyy-mm-dd"


def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path) -> None:
    table = table_of(TEXT)
    guess = guess_plan(table, Portfolio())
    for content in ("", "[]", "{", '{"x": 5}'):
        (tmp_path / "import-plans.json").write_text(content)
        assert plan_for(table, Portfolio(), tmp_path) == guess
    remember(table, guess, tmp_path)
    stored = json.loads((tmp_path / "import-plans.json").read_text("utf-8"))
    stored[next(key for key in stored if key != "x")]["columns"]["Summary"] = "nonsense"
    (tmp_path / "import-plans.json").write_text(json.dumps(stored))
    assert plan_for(table, Portfolio(), tmp_path) == guess


def test_the_oldest_plans_are_forgotten(tmp_path: Path) -> None:
    for number in range(205):
        table = table_of(f"Summary,Column {number},Status\nA,x,New\nB,y,New\n")
        remember(table, guess_plan(table, Portfolio()), tmp_path)
    assert len(json.loads((tmp_path / "import-plans.json").read_text("utf-8"))) == 200


def test_reports_are_kept_side_by_side() -> None:
    found, _ = imported("Title,Priority\nA,High\n,Low\n")
    paths = [keep_report(found.report, "2026-05-01T10:11:12") for _ in range(2)]
    assert len(set(paths)) == 2
    assert all(path.parent == data_dir() / "import-reports" for path in paths)
    kept = json.loads(paths[0].read_text("utf-8"))
    assert kept["imported"] == "2026-05-01T10:11:12"
    assert (kept["added"], kept["columns_not_taken"]) == (1, {"Priority": 2})


def test_a_report_is_plain_json() -> None:
    table = table_of("Title,Owner,Effort\nA,Mia,none\nB,Jo,5\nC,Jo,?!\n")
    found = preview(table, guess_plan(table, Portfolio()), Portfolio())
    assert json.loads(json.dumps(found.report.to_json())) == json.loads(json.dumps(found.report.to_json()))
    assert all(sentence.endswith(".") for sentence in found.report.sentences())


def test_another_series_of_the_same_header_is_not_taken_for_the_first(tmp_path: Path) -> None:
    text = "date,value\n2026-01-01,4\n2026-01-02,5\n"
    users, money = table_of(text, "DAU.csv"), table_of(text, "MRR-2026-01.csv")
    remember(users, guess_plan(users, Portfolio()), tmp_path)
    assert plan_for(money, Portfolio(), tmp_path).column("value").outcome == "MRR"
    told = plan_for(money, Portfolio(), tmp_path)
    remember(money, told.with_column(replace(told.column("value"), outcome="Revenue")), tmp_path)
    assert plan_for(users, Portfolio(), tmp_path).column("value").outcome == "Revenue"
