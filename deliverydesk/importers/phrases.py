"""Headers that hold a known word among others: "Issue Status", "Título de la Épica", "Planned Delivery Date".

What a header is about stands at its end in Germanic languages and at its beginning in Romance ones, so a word counts
at either end and nowhere else, and only those words do that hardly ever speak of something else's part.
"""

from functools import cache

from deliverydesk.importers.vocabulary import header_forms

_WORDS: dict[str, str] = {
    "title": "summary|title|subject|titel|titre|título|titulo|intitulé|enunciado|bezeichnung|user story|件名|タイトル",
    "stage": "status|state|estado|statut|stato|situação|stage",
    "owner": "assignee|assigned to|owner|responsable|responsible|verantwortlich|verantwortlicher|responsável",
    "notes": "description|descripción|descrição|beschreibung|notes|comments|comentarios|note|kommentar|observaciones",
    "effort": """estimate|effort|aufwand|esfuerzo|estimation|estimación|esforço|original estimate|estimated hours
        |horas estimadas|charge estimée""",
    "remaining": "remaining estimate|remaining effort|remaining work|restaufwand",
    "planned_start": "start date|planned start|fecha de inicio|date de début|data de início|startdatum",
    "planned_end": "end date|finish date|planned end|delivery date|fecha de fin|date de fin|data de término|enddatum",
    "target_date": "due date|target date|deadline|fecha límite|fälligkeitsdatum",
    "idea_since": "created date|creation date|created at|created on|fecha de creación",
    "actual_end": "completed date|completion date|resolved date|closed date|completed at|closed at|fecha de cierre",
    "cost": "cost|budget|kosten|coût|coste|costo|presupuesto|custo",
    "job_size": "story points|storypoints",
    "tags": "labels|tags|etiquetas",
}
_FOREIGN = frozenset(
    {"id", "ids", "key", "email", "mail", "type", "category", "url", "link", "count", "rate", "change", "changed", "by"}
    | {"lead", "creator", "reporter", "parent"}
)
"""What speaks of another thing, or of another side of it: the status's number, the assignee's address."""
BY_PHRASE = 300.0
"""How far such a header is from one that is known as a whole: farther than any."""


@cache
def _index() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(word.split()), field) for field, text in _WORDS.items() for word in text.split("|"))


def phrase_fields(header: str) -> tuple[tuple[str, float], ...]:
    """(field, distance) pairs that a header of deliverables may mean by its first or last words; the fewer other words
    it has, the nearer.
    """
    found: dict[str, float] = {}
    for form in header_forms(header):
        words = tuple(form.split())
        if len(words) > 8 or _FOREIGN & set(words):
            continue
        for known, field in _index():
            if known in (words[: len(known)], words[-len(known) :]):
                distance = BY_PHRASE + 10 * (len(words) - len(known))
                found[field] = min(distance, found.get(field, distance))
    return tuple(found.items())
