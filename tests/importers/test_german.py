"""Tables as German programs and people write them: headings, words in cells, and figures."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DateStyle, Kind, NumberStyle, Stage
from deliverydesk.importers import guess_plan, preview
from deliverydesk.importers.convert import read_effort
from deliverydesk.importers.dates import format_words
from deliverydesk.importers.fields import FIELDS, What
from deliverydesk.importers.limits import limits_sentence
from deliverydesk.importers.vocabulary import fields_for
from deliverydesk.importers.words import CONFIDENCE_WORDS, IMPACT_WORDS, kind_of, stage_of
from deliverydesk.support.paths import resource_dir
from tests.importers.tables import table_of


def _fields(text: str) -> dict[str, str]:
    plan = guess_plan(table_of(text), Portfolio())
    return {column.column: column.field for column in plan.columns if column.field}


def _meaning(heading: str, what: What = "deliverables") -> str:
    return min(fields_for(heading, what), key=lambda found: found[1], default=("", 0))[0]


@pytest.mark.parametrize(("what", "name"), [(what, name) for what, fields in FIELDS.items() for name in fields])
def test_the_label_of_a_field_is_a_heading_for_it(what: What, name: str) -> None:
    if name != "dated":
        assert _meaning(FIELDS[what][name].label, what) == name


@pytest.fixture(params=sorted((resource_dir() / "languages").rglob("*.po")), ids=lambda path: path.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """What translators have written, for each language."""
    with request.param.open("rb") as file:
        return read_po(file)


def _translated(catalogue: Catalog, text: str, context: str | None = None) -> str:
    found = catalogue.get(text, context)
    return str(found.string) if found is not None and found.string else text


def test_the_label_of_a_field_is_a_heading_for_it_in_every_language(catalogue: Catalog) -> None:
    labels = [(what, name, field.label) for what, fields in FIELDS.items() for name, field in fields.items()]
    heads = [(what, name, _translated(catalogue, label)) for what, name, label in labels if name != "dated"]
    assert [(name, head) for what, name, head in heads if _meaning(head, what) != name] == []


def test_the_stages_and_kinds_are_known_in_every_language(catalogue: Catalog) -> None:
    stages = {stage: _translated(catalogue, choice_words(stage), "stage") for stage in Stage}
    kinds = {kind: _translated(catalogue, choice_words(kind), "kind of work") for kind in Kind}
    assert {stage: stage_of(word) for stage, word in stages.items()} == {stage: stage for stage in Stage}
    assert {kind: kind_of(word) for kind, word in kinds.items()} == {kind: kind for kind in Kind}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Titel", "title"),
        ("Vorhaben", "title"),
        ("Eintrag", "title"),
        ("Schlüssel im anderen Werkzeug", "key"),
        ("Produkt", "product"),
        ("Team", "team"),
        ("Wirkung", "outcome"),
        ("Wirkungen", "outcome"),
        ("Stufe", "stage"),
        ("Status", "stage"),
        ("Art", "kind"),
        ("Verantwortlich", "owner"),
        ("Verantwortliche:r", "owner"),
        ("Verantwortliche(r)", "owner"),
        ("Verantwortung", "owner"),
        ("Schlagwörter", "tags"),
        ("Thema", "theme"),
        ("Bedürfnis", "need"),
        ("Notizen", "notes"),
        ("Aufwand (PW)", "effort"),
        ("Aufwand, niedrig", "effort_low"),
        ("Aufwand (hoch)", "effort_high"),
        ("Restaufwand", "remaining"),
        ("Geplanter Beginn", "planned_start"),
        ("Ende (Plan)", "planned_end"),
        ("Fertigstellung", "planned_end"),
        ("Start (Ist)", "actual_start"),
        ("Ausgeliefert am", "actual_end"),
        ("Zieltermin", "target_date"),
        ("Fälligkeit", "target_date"),
        ("Kosten", "cost"),
        ("Ausgegeben", "spent"),
        ("Reichweite (pro Quartal)", "reach"),
        ("Effekt (RICE)", "impact"),
        ("Effekt (ICE, 1 bis 10)", "ice_impact"),
        ("Sicherheit", "confidence"),
        ("Sicherheit (ICE, 1 bis 10)", "ice_confidence"),
        ("Leichtigkeit", "ice_ease"),
        ("Nutzer- und Geschäftswert (WSJF)", "business_value"),
        ("Zeitkritikalität", "time_criticality"),
        ("Risiko- oder Chancenwert", "risk_opportunity"),
        ("Aufgabengröße", "job_size"),
        ("Verzögerungskosten je Woche", "cost_of_delay"),
        ("Dauer in Wochen", "duration_weeks"),
        ("Wartet auf", "predecessors"),
        ("Darauf warten", "successors"),
    ],
)
def test_a_german_heading_is_known(heading: str, field: str) -> None:
    assert _meaning(heading) == field


def test_a_backlog_exported_in_german_comes_back() -> None:
    heads = (
        "Rang;Titel;Produkt;Status;Art;Wertung (RICE);Rang nach Wertung;Abstand;Aufwand (Personenwochen);Team;"
        "Aufwand min (Personenwochen);Aufwand max (Personenwochen);Restaufwand (Personenwochen);Geplanter Beginn;"
        "Geplantes Ende;Zieltermin;Wirkung;Verantwortlich;Schlagwörter;Schlüssel;Weitere Teams;Weitere Wirkungen"
    )
    row = (
        "1;Suche;Shop;delivery;feature;12,5;2;1;8;Blau;3,5;12;6;01.09.2026;30.10.2026;15.11.2026;Umsatz;Mia;web, app;"
        "S-1;Rot, Grün;Tempo"
    )
    fields = _fields(f"{heads}\n{row}\n")
    assert fields == {
        "Titel": "title",
        "Produkt": "product",
        "Status": "stage",
        "Art": "kind",
        "Aufwand (Personenwochen)": "effort",
        "Team": "team",
        "Aufwand min (Personenwochen)": "effort_low",
        "Aufwand max (Personenwochen)": "effort_high",
        "Restaufwand (Personenwochen)": "remaining",
        "Geplanter Beginn": "planned_start",
        "Geplantes Ende": "planned_end",
        "Zieltermin": "target_date",
        "Wirkung": "outcome",
        "Verantwortlich": "owner",
        "Schlagwörter": "tags",
        "Schlüssel": "key",
    }


def test_a_theme_is_the_title_only_where_nothing_else_is() -> None:
    assert _fields("Thema;Stufe\nSuche;Idee\nLogin;Bereit\n")["Thema"] == "title"
    assert _fields("Titel;Thema\nSuche;Wachstum\nLogin;Wachstum\n") == {"Titel": "title", "Thema": "theme"}


def test_impact_beside_ease_is_that_of_ice_in_german_too() -> None:
    table = "Titel;Effekt;Sicherheit;Leichtigkeit\nSuche;7;8;3\n"
    assert set(_fields(table).values()) == {"title", "ice_impact", "ice_confidence", "ice_ease"}


def test_value_in_figures_is_business_value_and_in_words_a_need() -> None:
    assert _fields("Titel;Nutzen\nSuche;8\nLogin;5\n")["Nutzen"] == "business_value"
    assert _fields("Titel;Nutzen\nSuche;weniger Anrufe\nLogin;schneller\n")["Nutzen"] == "need"


def test_german_measurements_are_known() -> None:
    plan = guess_plan(
        table_of("Wirkung;Messdatum;Messwert;Datenquelle;Anmerkung\nTempo;01.02.2026;3,5;BI;neu\n"), Portfolio()
    )
    assert plan.what == "measurements"
    assert [column.field for column in plan.columns] == ["outcome", "date", "value", "source", "note"]


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("Idee", Stage.IDEA),
        ("Ausarbeitung", Stage.SHAPING),
        ("Bereit", Stage.READY),
        ("Als Nächstes", Stage.READY),
        ("Umsetzung", Stage.DELIVERY),
        ("Ausgeliefert", Stage.RELEASED),
        ("Verbesserung", Stage.IMPROVING),
        ("Zurückgestellt", Stage.TABLED),
        ("Abgebrochen", Stage.CANCELLED),
    ],
)
def test_the_stages_of_the_program_are_known_in_german(word: str, stage: Stage) -> None:
    assert stage_of(word) is stage


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Funktion", Kind.FEATURE), ("Pflege", Kind.UPKEEP), ("Risiko", Kind.RISK), ("Altlast", Kind.DEBT)],
)
def test_the_kinds_of_the_program_are_known_in_german(word: str, kind: Kind) -> None:
    assert kind_of(word) is kind


def test_the_word_scales_of_rice_are_known_in_german() -> None:
    assert (CONFIDENCE_WORDS["gering"], IMPACT_WORDS["hoch"], IMPACT_WORDS["gering"]) == (0.5, 2.0, 0.5)


@pytest.mark.parametrize(
    ("text", "weeks"), [("2 Personenwochen", 2.0), ("1 Woche 2 Tage", 1.4), ("10 Manntage", 2.0), ("4 Stunden", 0.1)]
)
def test_an_effort_in_german_words_is_read(text: str, weeks: float) -> None:
    assert read_effort(text, "comma", "person-weeks").likely == weeks


def test_figures_and_days_in_sentences_follow_the_portfolio() -> None:
    table = table_of("Title,Start date,End date,Low effort,Effort\nA,2026-05-01,2026-04-01,12.5,1500\n")
    with using(Formats(DateStyle.ISO, NumberStyle.COMMA)):
        found = preview(table, guess_plan(table, Portfolio()), Portfolio())
        assert "50.000 rows" in limits_sentence()
    assert found.problems[0].value == "2026-05-01; 2026-04-01"
    with using(Formats(number_style=NumberStyle.COMMA)):
        table = table_of("Title,Low effort,Effort\nA,1500,12.5\n")
        found = preview(table, guess_plan(table, Portfolio()), Portfolio())
    assert found.problems[0].value == "1.500; 12,5"


def test_a_date_format_is_shown_as_it_is_named() -> None:
    """In English: in another language its letters are others, and its name in a saved plan is the same."""
    assert [format_words(name) for name in ("dd.mm.yyyy", "month yy", "excel-1900")] == [
        "dd.mm.yyyy",
        "month yy",
        "excel-1900",
    ]
