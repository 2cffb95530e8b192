import pytest

from deliverydesk.importers import ImportProblem
from tests.importers.tables import table_of


@pytest.mark.parametrize(
    ("text", "row", "headers"),
    [
        ("Title,Effort\nA,1\nB,2\n", 1, ("Title", "Effort")),
        ("Category: All categories\n\nMonth,diet,gym\n2004-01,100,31\n2004-02,76,27\n", 3, ("Month", "diet", "gym")),
        ("Backlog 2026\nas of May\nTitle,Owner,Status\nA,me,New\nB,you,New\n", 3, ("Title", "Owner", "Status")),
        ("Region,2023,2024\nNorth,5,6\nSouth,7,8\n", 1, ("Region", "2023", "2024")),
        ("Site,2015-10-19,2015-10-20\na.net,140,151\nb.com,30,29\n", 1, ("Site", "2015-10-19", "2015-10-20")),
        ("ds,y\n2020-01-01,1\n2020-02-01,2\n", 1, ("ds", "y")),
        ("Alpha,Beta\nred,green\nblue,yellow\n", 1, ("Alpha", "Beta")),
        ("Titel,Zuständig\nSuche,Mia\nBezahlen,Jo\n", 1, ("Titel", "Zuständig")),
        ("x\tSearch\t3\ny\tPay\t5\nz\tShip\t8\n", 0, ("Column 1", "Column 2", "Column 3")),
        ("2024-01-01,5\n2024-01-02,6\n", 0, ("Column 1", "Column 2")),
        ("Title,,Status\nA,x,New\nB,y,Done\n", 1, ("Title", "Column 2", "Status")),
        ("Title\nSearch\nPay\n", 1, ("Title",)),
    ],
)
def test_the_header_is_found(text: str, row: int, headers: tuple[str, ...]) -> None:
    table = table_of(text)
    assert (table.options.header_row, table.headers) == (row, headers)


def test_rows_above_the_header_are_said_to_be_left_out() -> None:
    table = table_of("Backlog\n\nTitle,Status\nA,New\nB,Done\n")
    assert [notice.sentence for notice in table.notices] == ["The header is row 3; 1 row above it is left out."]
    assert table.first_row == 4


def test_the_header_row_can_be_chosen() -> None:
    text = "Title,Status\nName,State\nA,New\n"
    assert table_of(text, header_row=2).headers == ("Name", "State")
    assert table_of(text, header_row=0).columns[0] == ("Title", "Name", "A")
    for wrong in (-1, 9):
        with pytest.raises(ImportProblem, match="cannot be the header"):
            table_of(text, header_row=wrong)


def test_repeated_columns_stay_apart_and_are_read_as_a_list() -> None:
    table = table_of("Summary,Sprint,Sprint,Sprint\nA,S1,S2,\nB,S1,,\n")
    assert table.names == ("Summary", "Sprint")
    assert table.places("Sprint") == (1, 2, 3)
    assert table.guess("Sprint").filled == 3


def test_short_rows_are_filled_and_long_ones_are_named() -> None:
    table = table_of("Title,Status,Owner\nA\nB,New,me\nC, with a comma,New,you\nD,New,us,,\n")
    assert table.row(0) == ("A", "", "")
    assert table.overlong == {2: 4}
    assert any("Row 4 has more cells (4)" in notice.sentence for notice in table.notices)


def test_columns_without_a_name_are_kept_where_all_rows_have_them() -> None:
    table = table_of("Title,Status\nA,New,x\nB,New,y\nC,Done,z\n")
    assert table.headers == ("Title", "Status", "Column 3")
    assert not table.overlong


def test_groups_with_a_repeated_header_become_a_column() -> None:
    # the layout of monday.com: board, then per group its name, the header again, and the items
    text = (
        "Roadmap board\n\n"
        "This quarter\nName,Owner,Status\nSearch,Mia,Done\nPay,Jo,Working on it\n\n"
        "Next quarter\nName,Owner,Status\nShip,Mia,New\n"
    )
    table = table_of(text)
    assert table.headers == ("Name", "Owner", "Status", "Group")
    assert table.columns[0] == ("Search", "Pay", "Ship")
    assert table.columns[3] == ("This quarter", "This quarter", "Next quarter")
    assert table.row_numbers == (5, 6, 10)


def test_a_header_alone_is_a_table_without_rows() -> None:
    table = table_of("Title,Status,Owner\n")
    assert table.headers == ("Title", "Status", "Owner")
    assert table.row_count == 0
    assert table.first_row == 0
