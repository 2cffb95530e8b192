"""Header words of the tools and languages that backlogs come from, and which field each one means.

English, German, French and Spanish, others in `further_words`; the exports of Jira, Asana, ClickUp, Pivotal Tracker,
Linear, Azure DevOps, GitHub, Wrike and monday.com; tables of RICE, ICE and WSJF scores. For each field the surest word
comes first.
"""

import re
import unicodedata
from functools import cache, lru_cache

from deliverydesk.domain.values import Stage
from deliverydesk.importers import further_words
from deliverydesk.importers.words import stage_of

_DELIVERABLE_WORDS: dict[str, str] = {
    "title": """summary|title|task name|name|feature|feature name|user story title|item|item name|activity name
        |initiative|initiative name|deliverable|epic name|project name|idea|opportunity|work item|subject|activity
        |task|issue|requirement|user story|story|aufgabe|titel|bezeichnung|zusammenfassung|vorgang|vorgangsname
        |name der aufgabe|initiative|maßnahme|funktion|anforderung|vorhaben|titre|nom|intitulé|résumé|tâche
        |nom de la tâche|fonctionnalité|projet|título|nombre|resumen|tarea|nombre de la tarea|funcionalidad
        |iniciativa|actividad|historia|content|назва|название|задача|nazwa|tytuł|名前|タイトル|件名|标题|名称|任务
        |objective
        |objectif|objetivo|ziel|eintrag|arbeitspaket|name des vorhabens|titel des vorhabens|projekttitel""",
    "key": """issue key|key|task id|id|work item id|custom id|task custom id|dep id|feature id|item id|ticket
        |ticket id|okr id|identifier|number|issue number|issue|story id|backlog id|req id|external key|ref
        |reference|code|vorgangsschlüssel|schlüssel|kennung|nummer|nr|clé|clé de ticket|référence|identifiant
        |numéro|clave|clave de incidencia|código|identificador|número|issue id|#|wbs|wbs number|wbs code
        |outline number|key in the other tool
        |externer schlüssel|schlüssel im anderen werkzeug|vorgangsnummer|ticketnummer|vorgangs id""",
    "product": """product|product name|project|project name|projects|list clickup|list|list name|space name|board
        |area path|application|service|produkt|projekt|projektname|produit|nom du projet|projet|producto|proyecto
        |nombre del proyecto|team project|repository|repo|products|produktname|produkte|anwendung""",
    "team": """team|team name|squad|assigned team|responsible team|delivery team|group|department|abteilung|gruppe
        |équipe|equipe|equipo|département|departamento|teams|teamname|zuständiges team|verantwortliches team
        |umsetzendes team""",
    "skill": """skill asked for|skill|skill needed|needed skill|required skill|speciality|specialty
        |verlangte fähigkeit|fähigkeit|benötigte fähigkeit|erforderliche fähigkeit|kompetenz|fachgebiet""",
    "outcome": """outcome|key result|metric|kpi|goal|okr|ergebnis|kennzahl|wirkung|résultat|indicateur|résultat clé
        |resultado|métrica|indicador|resultado clave|target outcome|outcomes|wirkungen|metrik|indikator|messgröße""",
    "stage": """status|state|status name|state name|current state|workflow state|stage|phase|progress status
        |section column|column|section
        |zustand|stand|statut|état|etat|estado|situación|etapa|fase|статус|状态|ステータス|stan|stufe
        |bearbeitungsstand
        |bearbeitungsstatus""",
    "kind": """issue type|work item type|type|task type|kind|item type|category|tracker|typ|vorgangstyp|art
        |kategorie|type de ticket|catégorie|tipo|tipo de incidencia|categoría|vorgangsart|aufgabentyp
        |art der arbeit""",
    "owner": """owner|assignee|assignees|assigned to|task assignee s|task assignees|pm owner|product owner|owned by
        |responsible|lead|person|people|accountable|assignee name|verantwortlich|verantwortliche|verantwortlicher
        |zuständig|bearbeiter|zugewiesene person|zugewiesen an|besitzer|eigentümer|responsable|propriétaire|assigné
        |assigné à|attribué à|personne assignée|propietario|asignado|asignado a|persona asignada|encargado|dueño
        |verantwortung|verantwortliche r|verantwortliche person|zuständigkeit|zuständige person|ansprechpartner
        |produktverantwortlich""",
    "tags": """tags|labels|tag|label|components|component|component s|keywords|schlagwörter|schlagworte|stichwörter
        |etiketten|étiquettes|etiquettes|mots clés|composants|etiquetas|palabras clave|componentes|schlagwort
        |stichwort|schlüsselwörter|etikett""",
    "theme": """theme|epic|epic link|epic title|pillar|strategic theme|thema strategisch|epos|thème|axe|tema|épica
        |épopée|folder name|folder|thema|themen""",
    "need": """need|problem|user need|customer need|problem statement|hypothesis|why|story|user story|bedarf
        |problemstellung|nutzen|besoin|problème|necesidad|problema|bedürfnis|kundenbedürfnis|hypothese|warum""",
    "notes": """description|notes|description content|task content|details|note|comments|comment|body|detail|text
        |content
        |beschreibung|notizen|bemerkung|bemerkungen|anmerkungen|kommentar|remarques|commentaires|détails
        |descripción|notas|comentarios|detalles|observaciones|anmerkung|notiz|kommentare|erläuterung""",
    "effort": """effort|effort likely|estimated effort|estimate|original estimate|est hours|estimated hours
        |effort estimate|dev effort|implementation effort|time estimate|time estimated
        |likely effort|size|work|person weeks|person days|person months|man days|mandays|days|weeks|story effort
        |aufwand|geschätzter aufwand|schätzung|personentage|personenwochen|personenmonate|pt|arbeit
        |ursprüngliche schätzung|effort estimé|charge|estimation|charge estimée|jours homme|travail|esfuerzo
        |estimación|esfuerzo estimado|trabajo|aufwand wahrscheinlich|wahrscheinlicher aufwand|aufwandsschätzung
        |gesamtaufwand|arbeitsaufwand|planaufwand|manntage|umfang|größe""",
    "effort_low": """effort low|low effort|optimistic|best case|min effort|effort min|optimistisch|optimiste
        |optimista|effort optimistic|aufwand min|aufwand niedrig|niedriger aufwand|aufwand gering|aufwand minimal
        |aufwand optimistisch|mindestaufwand""",
    "effort_high": """effort high|high effort|pessimistic|worst case|max effort|effort max|pessimistisch|pessimiste
        |pesimista|effort pessimistic|aufwand max|aufwand hoch|hoher aufwand|aufwand maximal|aufwand pessimistisch
        |höchstaufwand""",
    "remaining": """remaining effort|remaining|remaining estimate|remaining work|effort left|restaufwand
        |verbleibend|verbleibende schätzung|verbleibende arbeit|reste à faire|travail restant|charge restante
        |estimación restante|trabajo restante|esfuerzo restante|verbleibender aufwand|offener aufwand""",
    "planned_start": """start date|planned start|start|begin|target start|planned start date|starts
        |begin date|start on|scheduled start|plan start date|startdatum
        |beginn|anfang|start geplant|geplanter beginn|geplanter start|date de début|début|debut|fecha de inicio
        |inicio|comienzo|start plan|plan start|beginn plan|planbeginn|starttermin|geplanter starttermin""",
    "planned_end": """planned end|end date|end|finish|finish date|planned end date|planned finish|ends|delivery date
        |planned delivery date|scheduled finish|scheduled end|enddatum
        |ende|ende geplant|geplantes ende|date de fin|fin|fecha de fin|fecha de finalización|fin previsto|ende plan
        |plan ende|planende|endtermin|geplanter endtermin|geplante fertigstellung
        |fertigstellung|fertigstellungsdatum""",
    "actual_start": """actual start|started|started at|actual start date|activated date|ist start
        |tatsächlicher beginn|début réel|inicio real|started date|tatsächlicher start|ist beginn|start ist
        |beginn ist|begonnen am|gestartet am|dev started|dev start|development started|development start|work started
        |started on|date started|started timestamp|in progress|in progress since|in progress date|first in progress
        |begonnen|gestartet|entwicklungsbeginn|start entwicklung|entwicklung begonnen|in arbeit seit""",
    "actual_end": """actual end|released|released at|released on|completed at|completed|done|done at|done on|resolved
        |accepted at|closed date|closed at|finished|finished date|date closed|actual finish|actual end date|done date
        |completed date|release date|ist ende|erledigt|tatsächliches ende|abgeschlossen|gelöst|terminé le|fin réelle
        |fecha de cierre|resuelta|fin real|fecha real de fin|ende ist|erledigt am|abgeschlossen am|geschlossen am
        |ausgeliefert am|fertiggestellt am|gelöst am|delivered|delivered on|delivered at|finished at|finished on
        |closed
        |closed on|resolved at|resolved on|resolved date|resolution date|date done|date completed|completion date
        |done timestamp|resolved timestamp|closed timestamp|completed on|fertig|ausgeliefert|geschlossen""",
    "idea_since": """idea since|created|created at|created on|created date|date created|creation date
        |created timestamp
        |opened|opened at|date opened|open date|submitted|submitted on|requested on|reported on|idee seit|erstellt
        |erstellt am|erstelldatum
        |erstellungsdatum|angelegt|angelegt am|erfasst am|gemeldet am|eingereicht am|créé|créée|créé le
        |date de création|creado|creada|fecha de creación""",
    "shaping_since": """shaping since|analysis started|refined|refined on|ausarbeitung seit|in ausarbeitung seit
        |verfeinert am""",
    "ready_since": """ready since|ready on|ready date|committed|committed on|committed at|commitment date
        |committed date
        |prioritised|prioritized|prioritised on|prioritized on|approved on|bereit seit|zugesagt|zugesagt am
        |beauftragt am|priorisiert am|freigegeben am|eingeplant am""",
    "improving_since": "improving since|verbesserung seit|in verbesserung seit",
    "tabled_since": "tabled since|zurückgestellt seit|put on hold|on hold since",
    "earliest_start": """earliest start|not before|start not before|earliest start date|no earlier than
        |frühester beginn|nicht vor|frühester start|frühestens|nicht früher als""",
    "pinned": """pinned to its dates|pinned|dates pinned|fixed|fixed dates|dates fixed|locked|an termine gebunden
        |festgelegt|fixiert|termine fest|fest|gesperrt""",
    "must_do": "must be done|must do|mandatory|must have|pflicht|muss sein|muss|verpflichtend|obligatoire|obligatorio",
    "choice_group": """either or group|choice group|alternatives group|alternatives|exclusive group
        |entweder oder gruppe|alternativgruppe|auswahlgruppe|alternativen""",
    "horizon": "horizon|time horizon|horizont|horizonte",
    "cancelled_since": """cancelled since|abgebrochen seit|cancelled at|canceled at|cancelled on|canceled on
        |cancelled date|canceled date""",
    "target_date": """due date|target date|deadline|due|due on|target|target end|finish by|expected date|eta
        |target release date|due by|fällig|fälligkeitsdatum
        |fällig am|termin|frist|zieltermin|zieldatum|stichtag|échéance|date d échéance|date limite|date cible
        |fecha de vencimiento|vencimiento|fecha límite|fecha objetivo|plazo|timeline|fälligkeit|abgabetermin
        |abgabedatum|liefertermin|wunschtermin|fertig bis|bis wann""",
    "cost": """cost|budget|estimated cost|cost to achieve|planned cost|kosten|plankosten|coût|coût estimé|costo
        |coste|presupuesto|investment|geplante kosten|gesamtkosten|geschätzte kosten|kostenschätzung""",
    "spent": """spent|actual cost|cost to date|spend|istkosten|ausgegeben|dépensé|coût réel|gastado|coste real
        |bisherige kosten|kosten bisher|angefallene kosten|tatsächliche kosten|verbraucht""",
    "reach": """reach|users reached|reichweite|portée|alcance|users affected|erreichte nutzer|betroffene nutzer""",
    "impact": """impact|impact score|auswirkung|wirkung impact|impacto|effekt|einfluss""",
    "confidence": """confidence|confidence score|confidence level|zuversicht|konfidenz|sicherheit|confiance
        |confianza|vertrauen|gewissheit""",
    "ice_impact": """ice impact|impact ice|impact ice 1 to 10|ice effekt|effekt ice|effekt ice 1 bis 10""",
    "ice_confidence": """ice confidence|confidence ice|confidence ice 1 to 10|ice sicherheit|sicherheit ice
        |sicherheit ice 1 bis 10""",
    "ice_ease": """ease|ice ease|ease score|ease of implementation|leichtigkeit|einfachheit|facilité|facilidad
        |ice leichtigkeit|ice einfachheit|umsetzbarkeit""",
    "business_value": """user business value|business value|user value|value|user and business value|ubv
        |geschäftswert|nutzwert|nutzen|valeur métier|valeur|valor de negocio|valor|nutzer und geschäftswert""",
    "time_criticality": """time criticality|urgency|tc|zeitkritikalität|dringlichkeit|criticité temporelle|urgence
        |criticidad temporal|urgencia|zeitdruck""",
    "risk_opportunity": """risk reduction opportunity enablement|risk reduction|rr oe|rroe|risk opportunity
        |opportunity enablement|risk reduction and opportunity enablement|risikominderung|réduction du risque
        |reducción de riesgo|risk or opportunity|risk or opportunity value|risiko oder chance
        |risiko oder chancenwert|risikoreduktion""",
    "job_size": """job size|story points|story point estimate|points|estimate story points|story point|sp|jobgröße
        |taille|points d effort|points de story|puntos de historia|puntos|tamaño|aufgabengröße|job größe
        |storypoints""",
    "cost_of_delay": """cost of delay|cod|cost of delay per week|verzögerungskosten|coût du retard
        |coste del retraso|costo de retraso|cost of delay a week|verzögerungskosten je woche
        |verzögerungskosten pro woche""",
    "duration_weeks": """duration weeks|duration in weeks|weeks duration|dauer in wochen|dauer wochen
        |durée en semaines|duración en semanas|duration|dauer
        |duration days|duration in days|dauer in tagen|dauer tage|durée en jours|duración en días|duración|durée
        |duração
        |durata|期間|日数""",
    "predecessors": """predecessors|depends on|blocked by|blocked by dependencies|dependencies|dependency|dep on
        |waits for|predecessor|inward issue link blocks|is blocked by|vorgänger|abhängig von|abhängigkeiten
        |blockiert von|prédécesseurs|prédécesseur|dépend de|dépendances|bloqué par|predecesores|depende de
        |dependencias|bloqueado por|wartet auf|hängt ab von|abhängigkeit""",
    "successors": """successors|blocking|blocking dependencies|blocks|outward issue link blocks|nachfolger
        |blockiert|successeurs|bloque|sucesores|bloquea|is waited for by|darauf warten""",
}
_MEASUREMENT_WORDS: dict[str, str] = {
    "outcome": """outcome|metric|kpi|indicator|key result|measure|series|name|kennzahl|ergebnis|messgröße
        |indicateur|résultat|indicador|métrica|resultado|wirkung|indikator|metrik|kenngröße""",
    "date": """date|day|ds|month|week|measured on|measured at|measured|timestamp|time|period|as of|datum|tag|monat
        |woche|stichtag|gemessen am|mois|jour|semaine|fecha|mes|día|semana|дата|日付|日期|quarter|year|messdatum
        |messtag|messzeitpunkt|zeitpunkt|zeitraum|stand|quartal|jahr|berichtsmonat""",
    "value": """value|reading|actual|measurement|result|current value|current|y|amount|wert|messwert|istwert|ist
        |valeur|mesure|réel|valor|medición|lectura|значение|值|ist wert|aktueller wert|messung|betrag""",
    "note": """note|notes|comment|remark|notiz|bemerkung|kommentar|remarque|commentaire|nota|comentario|notizen
        |anmerkung|anmerkungen""",
    "source": """source|data source|quelle|fuente|origine|datenquelle|herkunft""",
    "base": """base|base of a rate|denominator|sample size|sample|out of|basis|basis der quote|nenner
        |grundgesamtheit|stichprobe|dénominateur""",
}

_OUTCOME_WORDS: dict[str, str] = {
    "name": """outcome|outcome name|key result|key results|kpi|kpi name|metric name|indicator name
        |measure name|indicator|goal|okr|name|measure|objective|title|metric
        |wirkung|wirkungen|ergebnis|schlüsselergebnis|kennzahl|indikator|ziel|bezeichnung|titel|messgröße|metrik
        |résultat clé|indicateur|objectif|résultat|resultado clave|indicador|objetivo|resultado""",
    "product": _DELIVERABLE_WORDS["product"],
    "metric": """metric|kennzahl|measure|measured by|how measured|definition|metrik|messgröße|gemessen an|métrique
        |métrica""",
    "unit": "unit|units|unit of measure|uom|einheit|maßeinheit|unité|unidad",
    "direction": """direction|desired direction|trend wanted|better|polarity|richtung|gewünschte richtung|sens
        |dirección|zielrichtung""",
    "kind": "kind|type|indicator type|metric type|category|art|typ|kategorie|indikatorart",
    "baseline": """baseline value|baseline|start value|starting value|initial value|from|starting point|ausgangswert
        |basiswert|startwert|valeur initiale|valor inicial|línea base|basisplan""",
    "baseline_date": """day of the baseline|baseline date|baseline on|date of baseline|baseline as of
        |tag des ausgangswerts|ausgangswert vom|datum ausgangswert""",
    "target": "target value|target|goal value|to|zielwert|ziel|soll|sollwert|cible|valeur cible|meta|objetivo",
    "hold_low": """hold above|lower bound|lower limit|minimum|min|untergrenze|untere grenze|mindestens|mindestwert
        |limite inférieure|límite inferior""",
    "hold_high": """hold below|upper bound|upper limit|maximum|max|obergrenze|obere grenze|höchstens|höchstwert
        |limite supérieure|límite superior""",
    "due": _DELIVERABLE_WORDS["target_date"].replace("due date|target date|", "due|due date|by|target date|"),
    "owner": _DELIVERABLE_WORDS["owner"],
    "smallest_change": """smallest change that matters|smallest change|minimum change|minimal change|threshold
        |kleinste änderung die zählt|kleinste änderung|kleinste bedeutsame änderung|mindeständerung|schwelle""",
    "lag_days": "lag in days|lag|lag days|delay in days|verzögerung in tagen|verzögerung|wirkverzögerung",
    "window_days": """days that a reading covers|window days|window|window in days|rolling window|tage je messwert
        |tage die ein messwert umfasst|zeitfenster|fenster in tagen""",
    "frozen": "frozen on|frozen|agreed on|settled on|festgelegt am|vereinbart am|eingefroren am",
    "frozen_by": "frozen by|agreed by|settled by|festgelegt von|vereinbart von|eingefroren von",
    "notes": _DELIVERABLE_WORDS["notes"],
}
_SKILLS = """skills|skill|skill set|abilities|competences|competencies|expertise|fähigkeiten|fähigkeit|kompetenzen
    |kenntnisse|qualifikationen|compétences|habilidades"""
_TEAM_WORDS: dict[str, str] = {
    "name": """team|team name|squad|teams|teamname|crew|group|department|name|gruppe|abteilung|équipe|equipe|equipo
        |bezeichnung|titel""",
    "members": """members|members full time equivalents|fte|ftes|full time equivalents|headcount|team size|size|people
        |number of people|number of members|mitglieder|vollzeitäquivalente|vzä|teamgröße|größe|köpfe|personen
        |anzahl personen|membres|miembros""",
    "focus": """focus|focus factor|share of planned work|share for planned work|planned work|fokus|fokusfaktor
        |anteil geplanter arbeit|planbarer anteil""",
    "skills": _SKILLS,
    "notes": _DELIVERABLE_WORDS["notes"],
}
_PERSON_WORDS: dict[str, str] = {
    "name": """person|name|full name|member|team member|employee|employee name|staff|colleague|resource
        |resource name|mitarbeiter|mitarbeiterin|mitarbeitende|mitarbeiter in|mitglied|teammitglied|kollege|kollegin
        |vor und nachname|personne|persona|nom|nombre|empleado|collaborateur""",
    "team": _DELIVERABLE_WORDS["team"],
    "share": """share|share of full time|fte|workload|allocation|availability|full time equivalent|part time
        |percentage|capacity|anteil|stellenanteil|vollzeitäquivalent|vzä|verfügbarkeit|arbeitszeitanteil|pensum
        |beschäftigungsgrad""",
    "skills": _SKILLS + "|role|roles|rolle|rollen",
    "joins": """joins the team|joins|joined|joins on|joined on|first day|from|member since|since|start date|start
        |im team ab|ab|eintritt|eintrittsdatum|seit|erster tag|von|beginn|startdatum""",
    "leaves": """leaves the team|leaves|left|leaves on|last day|until|to|end date|end|im team bis|bis|austritt
        |austrittsdatum|letzter tag|ende|enddatum""",
    "notes": _DELIVERABLE_WORDS["notes"],
}
_PRODUCT_WORDS: dict[str, str] = {
    "name": """product|product name|products|application|service|system|produkt|produktname|produkte|anwendung|produit
        |producto|name|bezeichnung|titel""",
    "code": "code|product code|letters|short name|abbreviation|kürzel|kurzname|abkürzung|kurzzeichen",
    "customer": """customer|customers|users|user group|target group|audience|segment|client|kunde|kunden|kundin|nutzer
        |zielgruppe|anwender|client|clients|cliente|clientes""",
    "need": _DELIVERABLE_WORDS["need"].replace("|story|user story|", "|purpose|job to be done|zweck|"),
    "life_stage": """life stage|lifecycle stage|life cycle stage|lifecycle|life cycle|lifecycle phase|product stage
        |stage|phase|status|lebensphase|lebenszyklus|lebenszyklusphase|produktphase|stufe""",
    "owner": _DELIVERABLE_WORDS["owner"],
    "upkeep_share": """upkeep share|upkeep|share of upkeep|share for upkeep|maintenance share|maintenance|pflegeanteil
        |pflege|wartungsanteil|wartung|anteil für pflege""",
    "review_cadence_days": """days from review to review|review cadence days|review cadence|cadence|review every
        |review interval|tage von durchsprache zu durchsprache|durchsprache alle|rhythmus|rhythmus der durchsprachen
        |turnus|kadenz""",
    "notes": _DELIVERABLE_WORDS["notes"],
}
_WORDS = {
    "deliverables": _DELIVERABLE_WORDS,
    "measurements": _MEASUREMENT_WORDS,
    "outcomes": _OUTCOME_WORDS,
    "products": _PRODUCT_WORDS,
    "teams": _TEAM_WORDS,
    "people": _PERSON_WORDS,
}

_FURTHER: dict[str, dict[str, str]] = {
    "deliverables": further_words.DELIVERABLES,
    "measurements": further_words.MEASUREMENTS,
    "outcomes": further_words.OUTCOMES,
    "people": further_words.PEOPLE,
}

_CUSTOM = re.compile(r"^custom field \((.*)\)$", re.IGNORECASE)
_PARENTHESES = re.compile(r"[(（\[]([^)）\]]*)[)）\]]")
_HUMP = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNIT = re.compile(r",[^,]*\Z")
_NO_WORD = re.compile(r"[^\w#]+|_+")
_NUMBERED = re.compile(r"\s+[0-9]{1,2}$")
_ENTERED = re.compile(
    r"^(?:(?:date|datum|first|moved|changed|entered|since|seit|status|state|to|in status) )+"
    r"|(?: (?:date|datum|timestamp|time|since|seit|entered|at|on|am|le|el))+$"
)
_FIELD_OF_STAGE = {
    Stage.IDEA: "idea_since",
    Stage.SHAPING: "shaping_since",
    Stage.READY: "ready_since",
    Stage.DELIVERY: "actual_start",
    Stage.RELEASED: "actual_end",
    Stage.IMPROVING: "improving_since",
    Stage.TABLED: "tabled_since",
    Stage.CANCELLED: "cancelled_since",
}


@cache
def _index(what: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Header word to (field, place in the field's list)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for words, further in ((_WORDS[what], 0), (_FURTHER.get(what, {}), 40)):
        for field, text in words.items():
            for place, word in enumerate(_plain(part) for part in text.split("|")):
                if not any(known == field for known, _ in found.get(word, ())):
                    found.setdefault(word, []).append((field, further + place))
    # without their accents too, where that is no other word
    bare = {plain: fields for word, fields in found.items() if (plain := _unaccented(word)) not in found}
    return {word: tuple(fields) for word, fields in (bare | found).items()}


def _plain(header: str) -> str:
    return " ".join(_NO_WORD.sub(" ", header.casefold()).split())


def _unaccented(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def header_forms(header: str) -> tuple[str, ...]:
    """The header as words to look up, the fullest form first."""
    header = _CUSTOM.sub(r"\1", header.strip())
    whole = _plain(header)
    bare = _plain(_PARENTHESES.sub(" ", header))
    unitless = _plain(_UNIT.sub("", header))
    parted = _plain(_HUMP.sub(" ", header))  # createdAt
    inner = [_plain(part) for part in _PARENTHESES.findall(header)]
    forms = (whole, bare, unitless, _NUMBERED.sub("", whole), parted, *inner, _unaccented(whole), _singular(whole))
    return tuple(dict.fromkeys(form for form in forms if form))


def _singular(word: str) -> str:
    """User Stories heads the same as User Story."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def fields_for(header: str, what: str) -> tuple[tuple[str, float], ...]:
    """(field, distance) pairs that a header may mean; the smaller the distance, the surer."""
    found: dict[str, float] = {}
    for form_place, form in enumerate(header_forms(header)):
        for field, place in _index(what).get(form, ()):
            found.setdefault(field, place + 50 * form_place)
    return tuple(found.items())


def stage_field(header: str) -> str:
    """The field for the day on which something came to the stage that heads a column, as trackers write a column for
    each of their status words: "In Review", "Testing since"; empty where the header is no such word.
    """
    for form in header_forms(header):
        stage = stage_of(form) or stage_of(_ENTERED.sub("", form))
        if stage is not None:
            return _FIELD_OF_STAGE[stage]
    return ""


def is_known_header(cell: object) -> bool:
    """Whether a cell reads like a column header of one of the known tools or languages."""
    if not isinstance(cell, str) or not 0 < len(cell) <= 60:
        return False
    forms = header_forms(cell)
    return any(form in _index(what) for form in forms for what in _WORDS)
