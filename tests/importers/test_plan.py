import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers import ColumnPlan, ImportPlan, ImportProblem, guess_plan, preview, read_options
from deliverydesk.importers.dates import FORMATS
from deliverydesk.importers.fields import FIELDS
from deliverydesk.importers.model import ReadOptions
from tests.importers.tables import table_of

TABLE = "Summary,Due date,Points,Status\nA,03/04/2024,5,New\nB,05/06/2024,8,Odd\n"


def test_what_json_says_changes_the_guess_and_the_rest_stays() -> None:
    table = table_of(TABLE)
    guess = guess_plan(table, Portfolio())
    plan = ImportPlan.from_json(
        {
            "columns": {
                "Due date": {"field": "planned_end", "date_format": "mm/dd/yyyy"},
                "Points": {"field": "effort", "unit": "person-days"},
                "Status": None,
            },
            "stages": {"Odd": "tabled"},
            "default_product": "Shop",
        },
        guess,
    )
    assert plan.column("Summary").field == "title"
    assert (plan.column("Due date").field, plan.column("Due date").date_format) == ("planned_end", "mm/dd/yyyy")
    assert plan.column("Points").unit == "person-days"
    assert plan.column("Status").field == ""
    assert plan.stages == {"New": "idea", "Odd": "tabled"}
    assert plan.default_product == "Shop"


def test_a_field_moves_from_one_column_to_another() -> None:
    plan = ImportPlan(columns=(ColumnPlan("A", "title"), ColumnPlan("B"), ColumnPlan("C", "tags")))
    moved = plan.with_column(ColumnPlan("B", "title")).with_column(ColumnPlan("A", "tags"))
    assert [(column.column, column.field) for column in moved.columns] == [("A", "tags"), ("B", "title"), ("C", "tags")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "must be a JSON object"),
        ({"column": {}}, "Did you mean “columns”"),
        ({"columns": []}, '"columns" must be an object'),
        ({"columns": {"Summary": 3}}, "a field, null, or an object"),
        ({"columns": {"Summary": "titel"}}, "Did you mean “title”"),
        ({"columns": {"Due date": {"field": "target_date", "date_format": "dd/mm/yyy"}}}, "Did you mean “dd/mm/yyyy”"),
        ({"columns": {"Points": {"field": "effort", "unit": "days"}}}, "Did you mean “person-days”"),
        ({"columns": {"Points": {"field": "cost", "unit": "hours"}}}, "unit “hours”, which is unknown"),
        ({"columns": {"Points": {"felt": "effort"}}}, "Did you mean “field”"),
        ({"columns": {"Points": {"field": 5}}}, "needs text for field"),
        ({"what": "goals"}, "must be one of deliverables, measurements, outcomes, products, teams, people"),
        ({"stages": {"New": "started"}}, "it must be one of idea, shaping"),
        ({"kinds": 5}, '"kinds" must be an object'),
        ({"update": "yes"}, '"update" must be true or false'),
        ({"default_product": 5}, '"default_product" must be text'),
        ({"read": {"header_row": "one"}}, '"read.header_row" must be a whole number'),
        ({"read": {"head": 1}}, "no entry 'head'"),
        ({"read": {"header_row": True}}, "whole number"),
    ],
)
def test_what_json_gets_wrong_is_named_with_help(data: object, words: str) -> None:
    with pytest.raises(ImportProblem, match=words):
        ImportPlan.from_json(data, guess_plan(table_of(TABLE), Portfolio()))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"Sumary": "title"}, "no column “Sumary”. Did you mean “Summary”"),
        ({"Summary": None}, "No column is to become the title"),
    ],
)
def test_a_plan_that_does_not_fit_the_table_is_refused(columns: dict[str, object], words: str) -> None:
    table = table_of(TABLE)
    plan = ImportPlan.from_json({"columns": columns}, guess_plan(table, Portfolio()))
    with pytest.raises(ImportProblem, match=words):
        preview(table, plan, Portfolio())


def test_two_columns_cannot_become_one_single_field() -> None:
    table = table_of(TABLE)
    plan = ImportPlan(columns=(ColumnPlan("Summary", "title"), ColumnPlan("Status", "title")))
    with pytest.raises(ImportProblem, match="“Summary” and “Status” are both to become “Title”"):
        preview(table, plan, Portfolio())


def test_reading_options_come_out_of_the_same_json() -> None:
    assert read_options({"read": {"delimiter": ";", "header_row": 2}}) == ReadOptions(delimiter=";", header_row=2)
    assert read_options({"columns": {}}) == ReadOptions()


@given(
    st.builds(
        ImportPlan,
        columns=st.lists(
            st.builds(
                ColumnPlan,
                column=st.text(min_size=1, max_size=10),
                date_format=st.sampled_from(("", *FORMATS)),
                separators=st.text(max_size=3),
            ),
            max_size=4,
            unique_by=lambda column: column.column,
        ).map(tuple),
        read=st.builds(ReadOptions, delimiter=st.none() | st.just(";"), header_row=st.none() | st.integers(0, 99)),
        stages=st.dictionaries(st.text(max_size=5), st.sampled_from(("", "idea", "ready"))),
        update=st.booleans(),
        clear_empty=st.booleans(),
        default_product=st.text(max_size=5),
    ),
    st.permutations(list(FIELDS["deliverables"])),
)
def test_json_keeps_the_whole_plan(plan: ImportPlan, fields: list[str]) -> None:
    columns = tuple(
        ColumnPlan(column.column, field, column.date_format, separators=column.separators)
        for column, field in zip(plan.columns, fields, strict=False)
    )
    plan = ImportPlan("deliverables", columns, plan.read, plan.stages, {}, plan.default_product, plan.update)
    assert ImportPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
