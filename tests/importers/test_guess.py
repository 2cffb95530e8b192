import pytest

from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers import ImportPlan, guess_plan
from tests.importers.tables import table_of


def _guess(text: str, portfolio: Portfolio | None = None) -> ImportPlan:
    return guess_plan(table_of(text), portfolio or Portfolio())


def _fields(text: str) -> dict[str, str]:
    return {column.column: column.field for column in _guess(text).columns if column.field}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Titel;Status;Verantwortlich;Aufwand (PT);Fällig am;Produkt\nSuche;Offen;Mia;12,5;31.03.2026;Shop\n",
            {
                "Titel": "title",
                "Status": "stage",
                "Verantwortlich": "owner",
                "Aufwand (PT)": "effort",
                "Fällig am": "target_date",
                "Produkt": "product",
            },
        ),
        (
            "Titre;Statut;Responsable;Charge estimée;Échéance;Étiquettes\nRecherche;En cours;Léa;5;31/03/2026;web\n",
            {
                "Titre": "title",
                "Statut": "stage",
                "Responsable": "owner",
                "Charge estimée": "effort",
                "Échéance": "target_date",
                "Étiquettes": "tags",
            },
        ),
        (
            "Título;Estado;Asignado a;Esfuerzo;Fecha de vencimiento;Equipo\nBuscar;En curso;Ana;5;31/03/2026;Azul\n",
            {
                "Título": "title",
                "Estado": "stage",
                "Asignado a": "owner",
                "Esfuerzo": "effort",
                "Fecha de vencimiento": "target_date",
                "Equipo": "team",
            },
        ),
        (
            "ID,Work Item Type,Title,Assigned To,State,Tags,Area Path,Story Points,Remaining Work\n"
            "7,Bug,Crash,Mia <m@x.org>,Active,a; b,Shop,3,8\n",
            {
                "ID": "key",
                "Work Item Type": "kind",
                "Title": "title",
                "Assigned To": "owner",
                "State": "stage",
                "Tags": "tags",
                "Area Path": "product",
                "Story Points": "job_size",
                "Remaining Work": "remaining",
            },
        ),
        (
            "ID,Team,Title,Description,Status,Estimate,Project,Assignee,Labels,Cycle Number,Due Date\n"
            "A-1,Core,Search,long,Todo,3,Shop,Mia,web,4,2026-03-01\n",
            {
                "ID": "key",
                "Team": "team",
                "Title": "title",
                "Description": "notes",
                "Status": "stage",
                "Estimate": "job_size",
                "Project": "product",
                "Assignee": "owner",
                "Labels": "tags",
                "Due Date": "target_date",
            },
        ),
        (
            "Title\tURL\tAssignees\tStatus\tLabels\nSearch\thttps://x.org/1\tmia\tDone\tweb\n",
            {"Title": "title", "Assignees": "owner", "Status": "stage", "Labels": "tags"},
        ),
        (
            "Idea,Impact,Confidence,Ease\nSearch,8,7,5\nPay,9,4,3\n",
            {"Idea": "title", "Impact": "ice_impact", "Confidence": "ice_confidence", "Ease": "ice_ease"},
        ),
        (
            "Feature,Reach,Impact,Confidence,Effort\nSearch,500,2,80%,3\n",
            {
                "Feature": "title",
                "Reach": "reach",
                "Impact": "impact",
                "Confidence": "confidence",
                "Effort": "effort",
            },
        ),
        (
            "Feature,User-Business Value,Time Criticality,RR/OE,Job Size\nSearch,8,5,3,2\n",
            {
                "Feature": "title",
                "User-Business Value": "business_value",
                "Time Criticality": "time_criticality",
                "RR/OE": "risk_opportunity",
                "Job Size": "job_size",
            },
        ),
        (
            "Key,Parent Task,Title,Status,Assigned To,Start Date,Duration,End Date,Depends On\n"
            "1,,Search,New,Mia,2026-01-01,3d,2026-02-01,\n2,,Pay,New,Jo,2026-02-02,2d,2026-03-01,1FS\n",
            {
                "Key": "key",
                "Title": "title",
                "Status": "stage",
                "Assigned To": "owner",
                "Start Date": "planned_start",
                "Duration": "duration_weeks",
                "End Date": "planned_end",
                "Depends On": "predecessors",
            },
        ),
    ],
)
def test_columns_of_tools_and_languages_are_known(text: str, fields: dict[str, str]) -> None:
    assert _fields(text) == fields


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Effort", "person-weeks"),
        ("Effort (person-months)", "person-months"),
        ("Aufwand (PT)", "person-days"),
        ("Estimate in hours", "hours"),
        ("Charge (jours)", "person-days"),
    ],
)
def test_the_unit_of_effort_comes_from_the_header(header: str, unit: str) -> None:
    plan = ImportPlan.from_json({"columns": {header: "effort"}}, _guess(f"Title,{header}\nA,5\nB,3\n"))
    guessed = _guess(f"Title,{header}\nA,5\nB,3\n").column(header)
    assert guessed.unit == unit or plan.column(header).field == "effort"
    if guessed.field:
        assert guessed.unit == unit


def test_the_effort_of_rice_tables_is_in_person_months() -> None:
    assert _guess("Feature,Reach,Impact,Confidence,Effort\nA,5,2,80%,3\n").column("Effort").unit == "person-months"


@pytest.mark.parametrize(("values", "unit"), [("80,50", "percent"), ("0.8,0.5", "share"), ("80%,50%", "percent")])
def test_confidence_is_percent_or_share_by_its_values(values: str, unit: str) -> None:
    rows = "".join(f"T{value},1,1,{value},1\n" for value in values.split(","))
    assert _guess("Feature,Reach,Impact,Confidence,Effort\n" + rows).column("Confidence").unit == unit


def test_status_words_become_stages_and_unknown_ones_stay_open() -> None:
    plan = _guess("Title,Status\nA,In Arbeit\nB,fertig\nC,Wartet auf Godot\n")
    assert plan.stages == {"In Arbeit": "delivery", "fertig": "released", "Wartet auf Godot": ""}


def test_the_category_beside_a_status_says_what_it_means() -> None:
    plan = _guess("Summary,Status,Status Category\nA,Bei Godot,In Progress\nB,Weg,Done\n")
    assert plan.stages == {"Bei Godot": "delivery", "Weg": "released"}


def test_priority_is_not_made_into_anything() -> None:
    assert "Priority" not in _fields("Title,Priority\nA,High\nB,Low\n")


def test_a_header_whose_values_do_not_fit_is_left_alone() -> None:
    fields = _fields("Title,Value,Due date\nA,BR14; BR15,soon\nB,BR2,later\n")
    assert fields == {"Title": "title"}


def test_without_a_known_title_the_most_telling_texts_are_it() -> None:
    assert _fields("Kram,Ding\nx,Suche bauen\nx,Bezahlen\ny,Liefern\n")["Ding"] == "title"


@pytest.mark.parametrize(
    "text",
    [
        "Outcome,Date,Value\nNPS,2026-01-01,31\nNPS,2026-02-01,33\n",
        "Date,Value\n2026-01-01,31\n2026-02-01,33\n",
        "Month,Users,Orders\n2026-01,31,5\n2026-02,33,6\n",
        "Kennzahl;Datum;Wert\nNPS;01.02.2026;31,5\nNPS;13.03.2026;33,0\n",
        "metric,date,value,note\nNPS,2026-01-01,31,first\n",
    ],
)
def test_dated_values_are_measurements(text: str) -> None:
    plan = _guess(text)
    assert plan.what == "measurements"
    assert plan.of_field("date")
    assert plan.of_field("value")


def test_columns_of_values_measure_the_outcome_of_their_name() -> None:
    plan = _guess("Month,users,Orders\n2026-01,31,5\n2026-02,33,6\n", Portfolio.of([Outcome(5, "Users")]))
    assert [(column.column, column.outcome) for column in plan.of_field("value")] == [
        ("users", "Users"),
        ("Orders", "Orders"),
    ]
