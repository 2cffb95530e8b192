import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.entities import Contribution, Deliverable, Demand, Dependency, Outcome, Product, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import WEEKS_PER_MONTH, Kind, Period, Stage
from deliverydesk.importers import ImportPlan, guess_plan, preview
from deliverydesk.support.progress import Cancelled
from tests.importers.tables import imported, table_of


def _only(portfolio: Portfolio) -> Deliverable:
    (item,) = portfolio.deliverables
    return item


def test_a_row_becomes_a_deliverable_with_all_that_it_names() -> None:
    found, after = imported(
        "Key,Title,Product,Team,Outcome,Status,Type,Owner,Tags,Effort (weeks),Start date,End date,Due date,Cost,Notes\n"
        'A-1,Search,Shop,Blue,More orders,In progress,Bug,Mia <mia@x.org>,"web, seo",3–8,2026-01-05,2026-03-01,'
        '2026-04-01,"12,500.50","line one\nline two"\n'
    )
    item = _only(after)
    assert (item.external_key, item.title, item.owner, item.tags) == ("A-1", "Search", "Mia", ("web", "seo"))
    assert (item.stage, item.kind) == (Stage.DELIVERY, Kind.UPKEEP)
    assert (item.effort_low, item.effort_likely, item.effort_high) == (3.0, 4.9, 8.0)
    assert (item.planned_start, item.planned_end) == (dt.date(2026, 1, 5), dt.date(2026, 3, 1))
    assert (item.target_date, item.cost) == (dt.date(2026, 4, 1), 12500.5)
    assert item.notes == "line one\nline two"
    assert [product.name for product in after.products] == ["Shop"]
    assert [(demand.low, demand.likely, demand.high) for demand in after.demands] == [(3.0, 4.9, 8.0)]
    assert [after.outcomes[link.outcome].name for link in after.contributions] == ["More orders"]
    assert list(check_all(after)) == []
    assert found.created == {"products": ("Shop",), "teams": ("Blue",), "outcomes": ("More orders",)}
    assert found.report.headline == "1 row: 1 deliverable added, 0 updated, 0 unchanged, 0 left out."
    assert found.change_set.label == "import 1 deliverable from “table.csv”"


def test_rows_are_ranked_in_file_order_behind_what_is_there() -> None:
    before = Portfolio.of([Deliverable(5, "Old", order_key=7)])
    _, after = imported("Title,Status\nC,New\nA,New\nB,New\n", before)
    assert [after.deliverables[entity_id].title for entity_id in after.ranking] == ["Old", "C", "A", "B"]


def test_importing_again_updates_by_key_and_only_what_changed() -> None:
    text = "Key,Title,Status,Owner\nA-1,Search,New,Mia\nA-2,Pay,New,Jo\n"
    _, first = imported(text)
    again, same = imported(text, first)
    assert not again.change_set
    assert (again.unchanged, same == first) == (2, True)
    changed, second = imported("Key,Title,Status,Owner\nA-2,Pay now,Done,\nA-3,Ship,New,Mia\n", first)
    assert [(row.title, row.state) for row in changed.rows] == [("Pay now", "update"), ("Ship", "add")]
    pay = next(item for item in second.deliverables if item.external_key == "A-2")
    assert (pay.title, pay.stage, pay.owner) == ("Pay now", Stage.RELEASED, "Jo")  # an empty cell says nothing
    assert [change.id for change in changed.change_set.changes if change.before] == [pay.id]


def test_empty_cells_empty_fields_only_where_the_plan_says_so() -> None:
    _, first = imported("Key,Title,Owner,Effort\nA-1,Search,Mia,3\n")
    table = table_of("Key,Title,Owner,Effort\nA-1,Search,,-\nA-9,Ship,Jo,2\n")
    plan = replace(guess_plan(table, first), clear_empty=True)
    found = preview(table, plan, first)
    item = next(i for i in first.after(found.change_set).deliverables if i.external_key == "A-1")
    assert (item.owner, item.effort_likely) == ("", None)


def test_known_rows_stay_as_they_are_where_the_plan_says_so() -> None:
    _, first = imported("Key,Title,Team,Waits for\nA-1,Search,Blue,\n")
    table = table_of("Key,Title,Team,Depends on\nA-1,Find,Red,A-2\nA-2,Pay,Red,\n")
    found = preview(table, replace(guess_plan(table, first), update=False), first)
    assert (found.added, found.updated, found.unchanged) == (1, 0, 1)
    assert all(change.before is None for change in found.change_set.changes)


def test_without_keys_title_and_product_say_which_one_is_meant() -> None:
    _, first = imported("Title,Product,Effort\nSearch,Shop,3\nSearch,Till,5\n")
    assert len(first.deliverables) == 2
    found, second = imported("Title,Product,Effort\nSearch,till,8\nsearch,Shop,1\n", first)
    assert (found.updated, found.added) == (1, 1)  # titles are exact, product names are not
    till = next(product.id for product in second.products if product.name == "Till")
    assert [item.effort_likely for item in second.deliverables.by("product", till)] == [8.0]


def test_a_row_with_a_key_adopts_the_deliverable_of_its_title() -> None:
    before = Portfolio.of([Deliverable(5, "Search", order_key=7)])
    found, after = imported("Key,Title\nA-1,Search\n", before)
    assert (found.updated, _only(after).external_key) == (1, "A-1")


def test_doubled_keys_are_named_and_the_first_row_counts() -> None:
    found, after = imported("Key,Title\nA-1,Search\nA-2,Pay\nA-1,Other\n")
    assert sorted(item.title for item in after.deliverables) == ["Pay", "Search"]
    assert [problem.sentence for problem in found.problems] == [
        "Row 4, Key: “A-1” is the key of row 2 too; the row is left out."
    ]
    assert (found.left_out, found.rows[-1].state) == (1, "left out")


def test_doubled_titles_are_all_taken_and_said() -> None:
    text = "Title,Effort\nSearch,1\nSearch,2\n"
    found, after = imported(text)
    assert len(after.deliverables) == 2
    assert any("“Search” stands in 2 rows" in notice for notice in found.notices)
    assert not imported(text, after)[0].change_set
    # one row for two deliverables of that title could mean either
    single, _ = imported("Title,Effort\nSearch,9\n", after)
    assert single.left_out == 1
    assert not single.change_set


def test_names_match_but_for_case_and_look_alikes_are_only_named() -> None:
    before = Portfolio.of(
        [Product(2, "Web Shop"), Team(3, "Blue"), Deliverable(4, "Old", order_key=1, owner="John Smith", tags=("SEO",))]
    )
    found, after = imported(
        "Title,Product,Team,Owner,Tags\nA,web shop,BLUE,john smith,seo\nB,Webshop,Blue,Jon Smith,SEO\n", before
    )
    assert [product.name for product in after.products] == ["Web Shop", "Webshop"]
    assert [team.name for team in after.teams] == ["Blue"]
    assert {item.owner for item in after.deliverables} == {"John Smith", "Jon Smith"}
    assert {item.tags for item in after.deliverables} == {("SEO",)}
    assert "The product “Webshop” looks like “Web Shop”; both are kept apart." in found.notices
    assert "The owner “Jon Smith” looks like “John Smith”; both are kept apart." in found.notices


def test_numbered_names_are_no_look_alikes() -> None:
    found, _ = imported("Title,Team\nA,Team 1\nB,Team 2\nC,Team 12\n")
    assert not [notice for notice in found.notices if "looks like" in notice]


@pytest.mark.parametrize(
    ("unit", "cell", "weeks"),
    [
        ("person-weeks", "3", 3.0),
        ("person-months", "3", 3 * WEEKS_PER_MONTH),
        ("person-days", "10", 2.0),
        ("hours", "80", 2.0),
        ("seconds", "144000", 1.0),
        ("person-months", "2 w", 2.0),
        ("person-weeks", "1w 2d 4h", 1.5),
        ("person-days", "5-20", 1.0),
    ],
)
def test_effort_is_kept_in_person_weeks(unit: str, cell: str, weeks: float) -> None:
    table = table_of(f"Title,Effort\nA,{cell}\nB,{cell}\n")
    plan = ImportPlan.from_json(
        {"columns": {"Effort": {"field": "effort", "unit": unit}}}, guess_plan(table, Portfolio())
    )
    found = preview(table, plan, Portfolio())
    item = next(iter(Portfolio().after(found.change_set).deliverables))
    assert (item.effort_low or item.effort_likely) == pytest.approx(weeks, rel=1e-5)


@pytest.mark.parametrize(
    ("cell", "unit", "share"),
    [
        ("80", "percent", 0.8),
        ("80%", "percent", 0.8),
        ("0.8", "share", 0.8),
        ("50 %", "share", 0.5),
        ("high", "share", 1.0),
    ],
)
def test_confidence_is_a_share(cell: str, unit: str, share: float) -> None:
    table = table_of(f"Feature,Reach,Impact,Confidence,Effort\nA,1,massive,{cell},1\n")
    plan = ImportPlan.from_json(
        {"columns": {"Confidence": {"field": "confidence", "unit": unit}, "Impact": "impact"}},
        guess_plan(table, Portfolio()),
    )
    item = _only(Portfolio().after(preview(table, plan, Portfolio()).change_set))
    assert (item.confidence, item.impact) == (share, 3.0)


@pytest.mark.parametrize(
    ("header", "good", "bad", "reason"),
    [
        ("Effort", "5", "0", "must be more than 0"),
        ("Effort", "5", "-1", "must be more than 0"),
        ("Effort", "5", "lots", "is no effort"),
        ("Confidence", "80", "0.8", "may mean a share"),
        ("Confidence", "80", "180", "is no confidence"),
        ("Due date", "2026-01-01", "2026-02-30", "is no date of the form yyyy-mm-dd"),
        ("Due date", "2026-01-01", "Q3", "is no date of the form yyyy-mm-dd"),
        ("Cost", "5", "-5", "must be 0 or more"),
        ("Cost", "5", "1_000", "is no number with a decimal point"),
        ("Owner", "Mia", "x" * 501, "501 characters; at most 500"),
        ("Notes", "short", "x" * 100_001, "100,001 characters; at most 100,000"),
    ],
)
def test_a_bad_cell_is_named_and_the_rest_of_the_row_comes_in(header: str, good: str, bad: str, reason: str) -> None:
    rows = "".join(f"T{n},Shop,{good}\n" for n in range(9))
    found, after = imported(f"Title,Product,{header}\n{rows}Bad,Shop,{bad}\n")
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (11, header, bad)
    assert reason in problem.reason
    assert problem.sentence.endswith("the field is left as it is.")
    assert len(after.deliverables) == 10
    assert list(check_all(after)) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("," + "x,New", "there is no title"),
        ("A-9," + "x,y" + ",New", "quotation marks may be missing"),
        ("A-9,Search,New,or so", "quotation marks may be missing"),
    ],
)
def test_rows_that_cannot_come_in_are_left_out_by_name(row: str, reason: str) -> None:
    row = row.replace(",x,New", "A-9,,New") if row.startswith(",") else row
    found, after = imported(f"Key,Title,Status\nA-1,Pay,New\n{row}\nA-2,Ship,New\n")
    assert len(after.deliverables) == 2
    assert found.left_out == 1
    assert found.problems[0].row == 3
    assert reason in found.problems[0].reason
    assert found.problems[0].sentence.endswith("the row is left out.")


def test_fields_out_of_order_are_left_empty_together() -> None:
    found, after = imported("Title,Start date,End date\nA,2026-05-01,2026-04-01\nB,2026-05-01,2026-06-01\n")
    first = next(iter(after.deliverables))
    assert (first.planned_start, first.planned_end) == (None, None)
    assert "planned start and planned end: “1 May 2026; 1 Apr 2026” are not in order" in found.problems[0].sentence


def test_unknown_words_are_named_once_with_their_rows() -> None:
    found, after = imported("Title,Status\nA,New\nB,Bei Godot\nC,Bei Godot\n")
    assert any("“Bei Godot” in “Status” (2 rows) is no stage that is known" in notice for notice in found.notices)
    assert {item.stage for item in after.deliverables} == {Stage.IDEA}


def test_several_values_for_one_field_are_said() -> None:
    found, after = imported('Title,Projects\nA,"Shop, Till"\nB,Shop\n')
    assert [product.name for product in after.products] == ["Shop"]
    assert "“Projects” has several values in 1 row; the first one is taken." in found.notices


def test_dependencies_are_found_by_key_and_by_title() -> None:
    found, after = imported(
        'Key,Title,Blocked by,Blocks\n1,Search,,Ship\n2,Pay,"1FS, search",\n3,Ship,2; 1,\n4,Pack,2SS,\n5,Sell,9,5\n'
    )
    title = {item.id: item.title for item in after.deliverables}
    assert {(title[link.predecessor], title[link.successor]) for link in after.dependencies} == {
        ("Search", "Ship"),
        ("Search", "Pay"),
        ("Pay", "Ship"),
    }
    assert [(problem.row, problem.value) for problem in found.problems] == [(5, "2SS"), (6, "9"), (6, "5")]
    assert "names the row itself" in found.problems[2].sentence


def test_a_circle_of_dependencies_is_named_and_broken_where_it_closes() -> None:
    found, after = imported("Key,Title,Depends on\n1,A,3\n2,B,1\n3,C,2\n")
    assert len(after.dependencies) == 2
    assert "would close a circle" in found.problems[0].sentence
    assert list(check_all(after)) == []


def test_what_was_set_by_hand_beside_the_import_stays() -> None:
    _, first = imported("Key,Title,Team,Outcome,Effort\nA-1,Search,Blue,Orders,3\n")
    item = _only(first)
    other = Outcome(90, "Returns")
    by_hand = Portfolio.of(
        [
            *(entity for entity in first.entities() if not isinstance(entity, Demand)),
            other,
            Contribution(91, item.id, other.id),
            *(replace(demand, likely=9.0) for demand in first.demands),
        ]
    )
    found, after = imported("Key,Title,Team,Outcome,Effort\nA-1,Search,Blue,Orders,4\n", by_hand)
    assert found.updated == 1
    assert [demand.likely for demand in after.demands] == [9.0]
    assert len(after.contributions) == 2
    # while a team that does all of it follows the estimate
    _, followed = imported("Key,Title,Team,Outcome,Effort\nA-1,Search,Blue,Orders,4\n", first)
    assert [demand.likely for demand in followed.demands] == [4.0]


def test_an_actual_end_without_a_stage_means_released() -> None:
    found, after = imported("Task ID,Completed At,Name\n1,2026-01-01,Search\n2,,Pay\n")
    assert [item.stage for item in after.deliverables] == [Stage.RELEASED, Stage.IDEA]
    assert "1 row has no known stage and is in “released” by its dates." in found.notices


def test_the_report_names_what_was_not_taken() -> None:
    found, _ = imported("Title,Priority,Sprint,Empty\nA,High,S1,\nB,,S2,\n")
    assert found.report.columns_not_taken == {"Priority": 1, "Sprint": 2}
    assert "Columns not taken, with their filled cells: Priority (1), Sprint (2)." in found.report.sentences()


def test_existing_dependencies_are_not_added_again() -> None:
    before = Portfolio.of(
        [Deliverable(1000, "A", order_key=1), Deliverable(1001, "B", order_key=2), Dependency(1002, 1000, 1001)]
    )
    found, _ = imported("Title,Depends on\nA,\nB,A\n", before)
    assert not found.change_set


_NAMES = st.sampled_from(["Shop", "shop", "Till", "Web shop", ""])
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A-1", "A-2", "A-3", "A-4", ""]),
        st.sampled_from(["Search", "Pay", "Ship", "Pack", ""]),
        _NAMES,
        _NAMES,
        st.sampled_from(["1", "2-5", "3d", "0", "lots", ""]),
        st.sampled_from(["New", "Done", "Odd", ""]),
        st.sampled_from(["2026-01-05", "2026-03-01", "soon", ""]),
        st.sampled_from(["2026-02-01", "2025-01-01", ""]),
        st.sampled_from(["A-1", "A-2", "Pay", "Ship, A-3", "A-9", ""]),
    ),
    min_size=1,
    max_size=12,
)
_HEADER = "Key,Title,Product,Team,Effort,Status,Start date,End date,Depends on\n"


def _text(rows: list[tuple[str, ...]]) -> str:
    return _HEADER + "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)


@given(_ROWS, _ROWS)
def test_importing_twice_changes_nothing_the_second_time(
    rows: list[tuple[str, ...]], earlier: list[tuple[str, ...]]
) -> None:
    before = Portfolio()
    table = table_of(_text(earlier), header_row=1)
    plan = ImportPlan.from_json(
        {
            "columns": {
                "Key": "key",
                "Title": "title",
                "Product": "product",
                "Team": "team",
                "Effort": "effort",
                "Status": "stage",
                "Start date": {"field": "planned_start", "date_format": "yyyy-mm-dd"},
                "End date": {"field": "planned_end", "date_format": "yyyy-mm-dd"},
                "Depends on": {"field": "predecessors", "separators": ","},
            },
            "stages": {"New": "idea", "Done": "released"},
        }
    )
    before = before.after(preview(table, plan, before).change_set)
    table = table_of(_text(rows), header_row=1)
    first = preview(table, plan, before)
    after = before.after(first.change_set)
    assert list(check_all(after)) == []
    assert first.added + first.updated + first.unchanged + first.left_out == table.row_count
    second = preview(table, plan, after)
    assert not second.change_set
    assert (second.added, second.updated) == (0, 0)
    assert before == after.after(first.change_set.inverse())


@pytest.mark.parametrize("stop_at", [1, 3, 6, 9])
def test_stopping_a_preview_is_honoured(stop_at: int) -> None:
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        assert 0 <= done <= total
        assert not calls or calls[-1][0] <= done
        calls.append((done, total))
        if len(calls) == stop_at:
            raise Cancelled

    table = table_of("Title,Status\n" + "".join(f"T{n},New\n" for n in range(3000)))
    with pytest.raises(Cancelled):
        preview(table, guess_plan(table, Portfolio()), Portfolio(), progress)
    assert len(calls) == stop_at


def test_references_mean_what_they_mean_after_the_import() -> None:
    _, first = imported("Key,Title\nA-1,Search\nA-2,Ship\nA-3,Ship\n")
    found, after = imported("Key,Title,Depends on\nA-3,Pack,Ship\n", first)
    assert not found.problems
    (link,) = after.dependencies
    assert after.deliverables[link.predecessor].external_key == "A-2"


def test_a_long_chain_of_dependencies_comes_in_whole() -> None:
    # five thousand walks along the chain would be some ten million steps; one walk over all is none to speak of
    found, after = imported("Key,Title,Depends on\n" + "".join(f"K-{n},T{n},K-{n - 1}\n" for n in range(1, 5001)))
    assert len(after.dependencies) == 4999
    assert [problem.value for problem in found.problems] == ["K-0"]


def test_a_row_of_sums_is_no_work_and_is_said_to_be_left_out() -> None:
    found, after = imported(
        "Titel;Aufwand (PT);Kosten\nPortal;12,5;1.000\nApp;7,5;500\nZwischensumme;20;1.500\nSumme;3;\n;;\n"
        "Suche;10;200\nGesamt:;30;1.700\n"
    )
    # “Summe” with 3 days is no sum of anything: somebody works on sums
    assert [item.title for item in after.deliverables] == ["Portal", "App", "Summe", "Suche"]
    assert found.report.headline.endswith("2 left out.")
    assert [problem.row for problem in found.problems] == [4, 8]


def test_reach_may_name_its_own_period() -> None:
    _, after = imported("Feature\tReach\tImpact\nA\t5,000/month\t1\nB\t300 users per quarter\t1\nC\t20\t1\n")
    assert [(item.reach, item.reach_period) for item in after.deliverables] == [
        (5000.0, Period.MONTH),
        (300.0, Period.QUARTER),
        (20.0, None),
    ]
