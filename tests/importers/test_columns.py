import datetime as dt

from deliverydesk.importers import read_bytes
from deliverydesk.importers.model import ReadOptions
from deliverydesk.importers.series import dated_headers
from tests.importers.tables import table_of, workbook


def test_one_value_decides_the_format_of_the_whole_column() -> None:
    guess = table_of("Title,Due date\nA,03/04/2024\nB,05/06/2024\nC,25/06/2024\n").guess("Due date")
    assert (guess.date_format, guess.undecided) == ("dd/mm/yyyy", "")


def test_an_undecidable_column_says_so_and_offers_both() -> None:
    table = table_of("Title,Due date\nA,03/04/2024\nB,05/06/2024\n")
    guess = table.guess("Due date")
    assert guess.date_choices == ("dd/mm/yyyy", "mm/dd/yyyy")
    assert "“03/04/2024” may be dd/mm/yyyy or mm/dd/yyyy" in guess.undecided
    assert guess.undecided in [notice.sentence for notice in table.notices]


def test_days_that_are_their_own_month_need_no_decision() -> None:
    assert not table_of("Title,Due date\nA,04/04/2024\nB,06/06/2024\n").guess("Due date").undecided


def test_an_undecided_column_follows_a_decided_one() -> None:
    table = table_of("Title,Due date,Created\nA,03/04/2024,12/31/2023\nB,05/06/2024,01/15/2024\n")
    guess = table.guess("Due date")
    assert guess.date_format == "mm/dd/yyyy"
    assert "like “Created”" in guess.undecided


def test_half_days_go_with_the_month_first() -> None:
    guess = table_of("Title,Created\nA,03/04/2024 3:31 PM\nB,05/06/2024 9:00 AM\n").guess("Created")
    assert guess.date_format == "mm/dd/yyyy"


def test_a_few_other_words_are_named_as_misfits() -> None:
    text = "Title,Due date\n" + "".join(f"T{n},2024-01-{n:02}\n" for n in range(1, 10)) + "X,soon\n"
    guess = table_of(text).guess("Due date")
    assert (guess.kind, guess.misfits) == ("date", ((11, "soon"),))


def test_decimal_commas_are_found_for_a_column() -> None:
    table = table_of("Titel;Aufwand;Budget\nA;1,5;1.234,50\nB;2,25;10.000,00\n")
    assert table.guess("Aufwand").number_style == "comma"
    assert table.guess("Budget").number_style == "comma"


def test_an_undecided_separator_follows_the_other_columns() -> None:
    table = table_of("Titel;Reichweite;Aufwand\nA;1.200;1,5\nB;3.400;2,5\n")
    guess = table.guess("Reichweite")
    assert guess.number_style == "comma"
    assert "decimal or a thousands separator" in guess.undecided


def test_several_separators_decide_alone() -> None:
    guess = table_of('Month,Users\n2024-01,"4,506,695"\n2024-02,"4,600,001"\n').guess("Users")
    assert (guess.kind, guess.number_style, guess.undecided) == ("number", "point", "")


def test_numbers_count_as_dates_only_under_a_header_of_dates() -> None:
    table = table_of("Title,Due date,Reach\nA,45292,45292\nB,45400,45400\n")
    assert table.guess("Due date").date_format == "excel-1900"
    assert table.guess("Reach").kind == "number"
    table = table_of("Task Name,Due Date\nA,1704067200000\nB,1706067200000\n")
    assert table.guess("Due Date").date_format == "epoch-ms"


def test_dates_of_a_workbook_are_dates_already() -> None:
    data = workbook([["Title", "Due date"], ["A", dt.date(2026, 3, 1)], ["B", dt.date(2026, 4, 15)]])
    table = read_bytes(data, "x.xlsx", ReadOptions())
    assert table.columns[1] == (dt.date(2026, 3, 1), dt.date(2026, 4, 15))
    assert table.guess("Due date").kind == "date"


def test_nothing_is_said_of_texts_and_empty_columns() -> None:
    table = table_of("Title,Notes,Nothing\nSearch,long words,\nPay,more words,\n")
    assert [guess.kind for guess in table.guesses] == ["text", "text", "empty"]


def test_between_semicolons_a_lone_comma_marks_decimals() -> None:
    table = table_of("Mes;Usuarios\nene-22;4.506\nfeb-22;4.700\n")
    assert table.guess("Usuarios").number_style == "comma"
    assert "read with a decimal comma; check this." in table.guess("Usuarios").undecided


def test_dashes_and_such_say_nothing_about_a_column() -> None:
    guess = table_of("Title,Effort\nA,-\nB,n/a\nC,TBD\nD,5\n").guess("Effort")
    assert (guess.kind, guess.misfits, guess.filled) == ("number", (), 4)


def test_a_column_for_each_date_is_a_column_of_values() -> None:
    table = table_of("\ufeffСервис;янв.13;фев.13;мар.13\nA;1 200;1 300;1 400\nB;5;6;7\n")
    assert dated_headers(table) == ("month yy", ("янв.13", "фев.13", "мар.13"))
