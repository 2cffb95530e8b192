"""Tables as strangers make them: the kinds that were seen to be taken wrongly, each made small."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.importers import guess_plan, read_bytes
from tests.importers.tables import imported, table_of, workbook


def _fields(text: str) -> dict[str, str]:
    plan = guess_plan(table_of(text), Portfolio())
    return {column.column: column.field for column in plan.columns if column.field}


def test_codes_are_keys_and_never_titles() -> None:
    assert _fields("ID Épica,Título de la Épica,Prioridad\nEP-01,Reservas,Alta\nEP-02,Pagos,Baja\n") == {
        "ID Épica": "key",
        "Título de la Épica": "title",
    }
    assert _fields("risk_id,severity,description\nR-001,High,Cutover conflicts\nR-002,High,Legacy steps\n") == {
        "risk_id": "key",
        "description": "title",
    }


def test_what_most_rows_share_is_no_key_of_theirs() -> None:
    rows = "".join(f"{number % 4},Order {number}\n" for number in range(30))
    found, _ = imported(f"ID,Title\n{rows}")
    assert (found.added, found.left_out) == (30, 0)
    doubled = "".join(f"{max(number, 2)},Order {number}\n" for number in range(30))
    assert imported(f"ID,Title\n{doubled}")[0].left_out == 2


def test_what_is_only_numbered_is_named_by_its_keys() -> None:
    _, after = imported("ref_code,team\nAA-1,Red\nAA-2,Red\nAA-3,Blue\n")
    assert [item.title for item in after.deliverables] == ["AA-1", "AA-2", "AA-3"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Issue summary", "title"),
        ("Issue Status", "stage"),
        ("state_name", "stage"),
        ("createdAt", "idea_since"),
        ("OriginalEstimate", "effort"),
        ("Descripción Breve", "notes"),
        ("Descripcion", "notes"),
        ("User Stories", "title"),
        ("Planned Delivery Date", "planned_end"),
        ("Issue Original Estimate", "effort"),
        ("Data de início", "planned_start"),
        ("開始日", "planned_start"),
        ("担当者", "owner"),
    ],
)
def test_headers_are_known_in_other_clothes(header: str, field: str) -> None:
    values = {"idea_since": "2026-01-05", "planned_end": "2026-01-05", "planned_start": "2026-01-05", "effort": "3"}
    values |= {"stage": "Done"}
    value = values.get(field, "Some words")
    other = "Other words" if field == "title" else value
    assert _fields(f"Nr,{header}\n1,{value}\n2,{other}\n")[header] == field


@pytest.mark.parametrize("header", ["Status Category", "Parent id", "Assignee Email", "Reporter Id", "Status changed"])
def test_another_side_of_a_thing_is_not_the_thing(header: str) -> None:
    assert header not in _fields(f"Title,Nr,{header}\nPay,1,a\nShip,2,b\nSend,3,a\n")


def test_a_title_over_a_table_of_numbered_rows_is_no_header() -> None:
    rows = [["Review list"], [], ["No", "Subject", "Owner", "Date"]]
    rows += [[number, f"Thing {number}" if number < 3 else "", "", ""] for number in range(1, 11)]
    table = read_bytes(workbook(rows), "list.xlsx")
    assert (table.options.header_row, table.headers) == (3, ("No", "Subject", "Owner", "Date"))


def test_years_and_days_head_columns() -> None:
    rows = "Chile,CHL,Prices,3.1,,4.5\nPeru,PER,Prices,1.9,4.2,7.9\n"
    text = f"Country Name,Country Code,Indicator,2020,2021,2022\n{rows}"
    found, after = imported(text)
    assert found.added == 5
    chile = next(outcome for outcome in after.outcomes if outcome.name == "Chile")
    assert [each.date for each in after.measurements_of(chile.id)] == [dt.date(2020, 1, 1), dt.date(2022, 1, 1)]
    assert table_of("ID,Task,1,2,3\n1,Draw,5,4,0\n2,Paint,8,8,7\n").options.header_row == 1


def test_years_and_months_apart_make_a_date() -> None:
    rows = "2025,11,40\n2025,12,42\n2026,1,45\n"
    _, after = imported(f"Year,Month,Orders\n{rows}")
    (orders,) = after.outcomes
    assert [each.date for each in after.measurements_of(orders.id)] == [
        dt.date(2025, 11, 1),
        dt.date(2025, 12, 1),
        dt.date(2026, 1, 1),
    ]
    _, days = imported("year,month,date_of_month,day_of_week,births\n1994,1,1,6,8096\n1994,1,2,7,7772\n")
    assert [each.name for each in days.outcomes] == ["births"]
    assert {each.date for each in days.measurements} == {dt.date(1994, 1, 1), dt.date(1994, 1, 2)}
    _, words = imported("Jahr;Monat;Umsatz\n2025;Januar;1,5\n2025;Februar;2,5\n")
    assert {each.date for each in words.measurements} == {dt.date(2025, 1, 1), dt.date(2025, 2, 1)}
    assert table_of("Year,Month,Date,Orders\n2025,11,2025-11-01,40\n2025,12,2025-12-01,42\n").headers[-1] == "Orders"


@given(st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31)), min_size=2, max_size=20, unique=True))
def test_any_day_comes_back_from_its_parts(days: list[dt.date]) -> None:
    rows = "".join(f"{day.year},{day.month},{day.day},{at}\n" for at, day in enumerate(days))
    table = table_of(f"Year,Month,Day,Value\n{rows}")
    assert table.columns[table.places("Date")[0]] == tuple(day.isoformat() for day in days)


def test_a_column_of_years_is_a_column_of_dates() -> None:
    found, after = imported("Year,Mean,Uncertainty\n2020,412.4,0.1\n2021,414.7,0.1\n2022,417.1,0.1\n")
    assert found.added == 6
    assert {each.name for each in after.outcomes} == {"Mean", "Uncertainty"}


def test_days_before_the_calendar_of_the_program_are_named_one_by_one() -> None:
    found, _ = imported("Date,Price\n1913-01-01,9.8\n1949-12-01,23.1\n1950-01-01,23.5\n")
    assert (found.report.what, found.added, found.left_out) == ("measurements", 1, 2)
    assert [problem.value for problem in found.problems] == ["1913-01-01", "1949-12-01"]


def test_several_figures_for_several_series() -> None:
    rows = "2026-01-01,web,10,1\n2026-01-01,app,20,3\n2026-01-02,web,11,2\n2026-01-02,app,21,4\n"
    found, after = imported(f"date,channel,sessions,orders\n{rows}")
    assert (found.added, found.left_out) == (8, 0)
    assert {each.name for each in after.outcomes} == {"web: sessions", "web: orders", "app: sessions", "app: orders"}


def test_counters_and_keys_are_measured_by_nobody() -> None:
    rows = "0,0,77,2021,jan21,4.5\n1,1,12,2021,feb21,4.7\n2,2,77,2021,mar21,4\n"
    found, after = imported(f",index,license_id,sale_year,sale_month,price\n{rows}")
    assert [each.name for each in after.outcomes] == ["price"]
    assert found.added == 3


def test_a_word_of_keys_within_a_header_leaves_its_figures() -> None:
    found, _ = imported("Day,Series ID: RBRTE.D Dollars per Barrel\n08/26/2019,58.6\n08/23/2019,58.9\n")
    assert found.added == 2
    assert imported("Day,id\n2026-01-01,7\n2026-01-02,9\n")[0].added == 2


def test_a_table_of_kpis_with_goals_holds_outcomes() -> None:
    text = "id,kpi_name,unit,baseline,target,direction\nk-1,Renewals,%,71,80,up\nk-2,Days to pay,days,9,5,down\n"
    assert imported(text)[0].report.what == "outcomes"


def test_single_events_are_told_from_readings() -> None:
    rows = "".join(f"2026-01-0{1 + number % 2},{number}.5\n" for number in range(20))
    found, _ = imported(f"sale_date,price\n{rows}")
    assert (found.added, found.left_out) == (2, 18)
    assert any("18 values are further ones of a day" in notice for notice in found.notices)


def test_a_lone_series_takes_its_name_from_the_file() -> None:
    table = table_of("ds,y\n2026-01-01,4\n2026-01-02,5\n", "passengers.csv")
    assert next(c.outcome for c in guess_plan(table, Portfolio()).columns if c.field == "value") == "passengers"


def test_a_calendar_of_bars_is_no_table_of_readings() -> None:
    days = ",".join(f"2026-03-{day:02}" for day in range(1, 20))
    rows = "".join(f"Task {number},Open" + "," * 19 + "\n" for number in range(1, 8))
    assert imported(f"Task,Status,{days}\n{rows}")[0].report.what == "deliverables"


def test_marks_up_to_ten_are_no_per_cent() -> None:
    _, after = imported("Feature,Impact,Confidence,Effort\nPay,3,4,2\nShip,2,3,1\nSend,3,5,2\n")
    first = next(iter(after.deliverables))
    assert (first.confidence, first.ice_confidence) == (None, 4.0)


@pytest.mark.parametrize(
    ("header", "value", "weeks"),
    [
        ("Duration (days)", "10", 2.0),
        ("Duration", "5 days", 1.0),
        ("Duration (weeks)", "3", 3.0),
        ("Dauer in Tagen", "15", 3.0),
        ("Duration", "2 wks", 2.0),
    ],
)
def test_durations_are_taken_in_their_unit(header: str, value: str, weeks: float) -> None:
    _, after = imported(f"Task,{header}\nPay,{value}\nShip,{value}\n")
    assert next(iter(after.deliverables)).duration_weeks == pytest.approx(weeks)


def test_a_bare_duration_is_told_by_the_days_beside_it() -> None:
    _, after = imported("Task,Start date,End date,Duration\nA,2026-06-01,2026-06-12,10\nB,2026-06-15,2026-06-19,5\n")
    assert [item.duration_weeks for item in after.deliverables] == [2.0, 1.0]


def test_stories_name_the_rows_and_not_the_features_over_some_of_them() -> None:
    text = "EPIC,FEATURE,USER STORIES\nShop,Search,Find by name\n,,Find by price\n,Cart,Put in\n,,Take out\n"
    assert [item.title for item in imported(text)[1].deliverables][1] == "Find by price"


def test_levels_of_an_outline_are_titles_all() -> None:
    rows = "Planung,,,31\n,Ideen,,8\n,Termine,,4\nKonzept,,,12\n,Skizze,,6\n,,Muster,2\n,Bericht,,3\n"
    found, after = imported(f"Block,Aufgabe,Teil,Umfang\n{rows}")
    titles = ["Planung", "Ideen", "Termine", "Konzept", "Skizze", "Muster", "Bericht"]
    assert [item.title for item in after.deliverables] == titles
    assert "2 rows have their titles in “Block”, as levels of an outline have." in found.notices
    assert not found.report.columns_not_taken
    assert imported("Task,Remark\nPay,Soon\n,Later\nShip,\n")[0].left_out == 1


def test_points_are_sizes_and_not_efforts() -> None:
    _, after = imported("Story,Esfuerzo\nPagar,5 pts\nEnviar,3 pts\n")
    assert [(item.job_size, item.effort_likely) for item in after.deliverables] == [(5.0, None), (3.0, None)]


def test_titles_that_are_too_long_are_cut_and_kept_whole_in_the_notes() -> None:
    long = "GIVEN " + "x" * 600
    found, after = imported(f"Title,Status\n{long},New\nPay,New\n")
    first = next(iter(after.deliverables))
    assert (len(first.title), first.title[-1], first.notes) == (500, "…", long)
    assert found.problems[0].sentence.endswith("the title is cut short, and the whole of it is in the notes.")
    assert imported(f"Title,Status\n{long},New\nPay,New\n", after)[0].unchanged == 2


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("On Track", Stage.DELIVERY),
        ("✅ Done", Stage.RELEASED),
        ("3 - In Progress", Stage.DELIVERY),
        ("Under Investigation", Stage.SHAPING),
        ("Completada", Stage.RELEASED),
        ("未着手", Stage.IDEA),
        ("対応中", Stage.DELIVERY),
    ],
)
def test_status_words_of_other_desks(word: str, stage: Stage) -> None:
    _, after = imported(f"Title,Status\nPay,{word}\nShip,{word}\n")
    assert {item.stage for item in after.deliverables} == {stage}


def test_the_sheet_with_the_table_is_read_and_not_the_cover() -> None:
    cover = [["Purpose", "This workbook holds our backlog"], ["Author", "Kim"]]
    table = [["ID", "Title", "Owner", "Status"], *([number, f"Thing {number}", "Kim", "New"] for number in range(1, 5))]
    found = read_bytes(workbook(cover, table), "book.xlsx")
    assert (found.source.sheet, found.row_count) == ("Two", 4)
    assert any("“Two” is read" in notice.sentence for notice in found.notices)
    assert read_bytes(workbook(table, cover), "book.xlsx").source.sheet == "One"


_NAMES = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Lo"]), min_size=1, max_size=20)


@given(st.lists(_NAMES, min_size=1, max_size=6), st.integers(1, 8))
def test_any_headers_are_guessed_without_a_fall(headers: list[str], count: int) -> None:
    cells = [[f"{name} {row}" for name in headers] for row in range(count)]
    text = "\n".join(",".join(line) for line in [headers, *cells])
    table = table_of(text)
    plan = guess_plan(table, Portfolio())
    assert {column.column for column in plan.columns} == set(table.names)
