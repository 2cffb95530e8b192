"""Words in cells: status words to stages, type words to kinds, the word scales of RICE.

Nothing is made up: a word that is not here is named to the person, who says what it means.
"""

import re
from enum import Enum
from functools import cache

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.values import Direction, Horizon, Kind, LifeStage, OutcomeKind, Stage

_STAGES: dict[Stage, str] = {
    Stage.IDEA: """idea|ideas|new|open|backlog|to do|todo|to-do|proposed|submitted|unscheduled|icebox|triage|inbox
        |funnel|not started|draft|requested|later|reported|erfasst|idee|neu|offen|zu erledigen|entwurf
        |vorgeschlagen|nicht begonnen|nouveau|nouvelle|ouvert|ouverte|à faire|idée|proposé|non commencé|brouillon
        |nuevo|nueva|abierto|abierta|por hacer|tareas por hacer|pendiente|propuesto|sin empezar|borrador
        |do zrobienia|vorschlag|eingereicht|beantragt|gemeldet|nicht gestartet|später|wieder geöffnet
        |not yet started|wishlist|a fazer|não iniciado|pendiente de inicio|por iniciar|novo|aberto|da fare
        |nuovo|aperto|te doen|open punt|未着手|未対応|新規|起票|バックログ|待办|未开始|0%|não implementado""",
    Stage.SHAPING: """shaping|discovery|analysis|in analysis|refinement|in refinement|design|in design|exploring
        |research|scoping|specification|under consideration|grooming|analyzing|in klärung|analyse|in analyse
        |konzept|konzeption|en analyse|conception|cadrage|análisis|en análisis|diseño|exploración|evaluating
        |ausarbeitung|in ausarbeitung|planung|in planung|in konzeption|in vorbereitung|in abstimmung|evaluierung
        |verfeinerung|in verfeinerung|under investigation|investigating|in discovery|definition|in definition
        |em análise|in analisi
        |検討中|調査中|設計中|要件定義""",
    Stage.READY: """ready|ready for development|ready for dev|selected for development|approved|planned|scheduled
        |committed|accepted for development|prioritized|prioritised|next|unstarted|defined|ready to start|up next
        |bereit|geplant|freigegeben|genehmigt|eingeplant|prêt|prête|planifié|planifiée|approuvé|validé|listo|lista
        |planificado|aprobado|aprobada|planificada|bereit zur umsetzung|umsetzungsbereit|bereit für entwicklung
        |ausgewählt für entwicklung|ausgewählt für die entwicklung|priorisiert|beauftragt|als nächstes|startklar
        |to be started|ready to develop|priorizado|planejado|pronto|pianificato|gepland|準備完了|承認済""",
    Stage.DELIVERY: """delivery|in delivery|in progress|doing|started|active|in development|development|building
        |wip|ongoing|in review|review|code review|testing|in testing|qa|in qa|test|implementing|working on it|now
        |ready for review|ready for test|delivered|finished|ready for release|deploying|in bearbeitung|in arbeit
        |läuft|begonnen|aktiv|in umsetzung|im test|in prüfung|en cours|en développement|en revue|en test|démarré
        |en curso|en progreso|en desarrollo|en revisión|en pruebas|iniciado|w toku|umsetzung|entwicklung
        |in entwicklung|realisierung|in realisierung|in test|testen|abnahme|in abnahme|gestartet|laufend|jetzt
        |wird ausgeführt|wird umgesetzt|wird bearbeitet|on track|on-track|at risk|off track|behind|behind schedule
        |delayed|late|in work|in process
        |in execution|execution|in flight|under way|underway|under development|waiting review|waiting for review
        |awaiting review|pending review|ready for qa|uat|in uat|activa|activo|en proceso|em andamento|em progresso
        |em desenvolvimento|em execução|parcial|in corso|in lavorazione|bezig|in behandeling|im plan|gefährdet
        |verspätet|作業中|対応中|進行中|着手|着手中|実施中|レビュー中|テスト中|处理中|进行中""",
    Stage.RELEASED: """released|done|closed|resolved|complete|completed|accepted|deployed|live|shipped|launched
        |in production|erledigt|fertig|abgeschlossen|geschlossen|gelöst|veröffentlicht|umgesetzt|terminé|terminée
        |fini|fermé|fermée|résolu|livré|hecho|hecha|terminado|finalizado|finalizada|cerrado|cerrada|resuelto
        |completado|listo y entregado|finalizado y entregado|gotowe|publicado|ausgeliefert|ausgerollt|geliefert
        |produktiv|in produktion|in betrieb|fertiggestellt|bereitgestellt|abgenommen|beendet|implemented|finalized
        |finalised|signed off|achieved|completada|completados|implementado
        |implementada|concluído|concluída|finito|fatto|completato|chiuso|gereed|afgerond|klaar|完了|終了|対応済|済
        |已完成|完成""",
    Stage.IMPROVING: """improving|iterating|optimising|optimizing|in verbesserung|en amélioration|en mejora
        |measuring|verbesserung|optimierung|in optimierung|wird verbessert""",
    Stage.TABLED: """tabled|parked|on hold|paused|deferred|postponed|stuck|suspended|someday|pausiert
        |zurückgestellt|geparkt|verschoben|angehalten|en attente|en pause|suspendu|reporté|en espera|pausado
        |aplazado|suspendido|frozen|ausgesetzt|vertagt|ruht|ruhend|auf eis|wartet|wartend|unterbrochen|stalled|hold
        |waiting|blocked on hold|pausado temporalmente|em espera|in attesa|sospeso|in de wacht
        |保留|中断|延期""",
    Stage.CANCELLED: """cancelled|canceled|rejected|won't do|wont do|won’t do|declined|abandoned|duplicate|obsolete
        |removed|dropped|archived|not planned|killed|invalid|abgebrochen|abgelehnt|verworfen|storniert|annulé
        |annulée|rejeté|abandonné|refusé|cancelado|cancelada|rechazado|descartado|anulado|gestrichen|entfällt
        |entfallen|hinfällig|duplikat|archiviert|zurückgezogen|ungültig|wird nicht umgesetzt|discarded|withdrawn
        |void|not doing|won't fix|wont fix|cancelada por cliente|rejeitado|descartada
        |annullato|geannuleerd|中止|却下|取消|キャンセル""",
}
_KINDS: dict[Kind, str] = {
    Kind.FEATURE: """feature|story|user story|new feature|improvement|enhancement|epic|task|initiative
        |product backlog item|change request|milestone|sub-task|subtask|capability|idea|aufgabe|funktion
        |verbesserung|neue funktion|anforderung|tâche|fonctionnalité|amélioration|nouvelle fonctionnalité|récit
        |tarea|historia|funcionalidad|mejora|historia de usuario|nueva función|issue|sub-tarea|subtarea|phase|tarefa
        |história|機能|タスク|要件|erweiterung
        |neuerung|epos|teilaufgabe|unteraufgabe|änderungswunsch|änderungsantrag|meilenstein|idee|mmf
        |minimum marketable feature""",
    Kind.UPKEEP: """upkeep|bug|defect|chore|maintenance|support|incident|error|fix|operations|service request
        |support request|hotfix|bugfix|bug fix|不具合|バグ|障害|保守|erro|defeito|errore|fout
        |problem|release|fehler|wartung|betrieb|störung|bogue|anomalie|défaut|erreur|incidencia|fallo|mantenimiento
        |corrección|défauts|exploitation|impediment|pflege|instandhaltung|vorfall|fehlerbehebung|defekt
        |serviceanfrage|production bug|feature bug|regression bug|build maintenance""",
    Kind.RISK: """risk|security|compliance|spike|regulatory|privacy|vulnerability|risiko|sicherheit|risque|sécurité
        |conformité|riesgo|seguridad|cumplimiento|legal|risiken|datenschutz|regulatorik|regulatorisch|gesetzlich
        |schwachstelle|sicherheitslücke""",
    Kind.DEBT: """debt|technical debt|tech debt|refactoring|refactor|migration|architecture|modernisation
        |technische schuld|technische schulden|dette|dette technique|deuda|deuda técnica|technical task|enabler
        |altlast|altlasten|technische altlast|schulden|modernisierung|ablösung|architektur""",
}
_CHOICES: dict[Enum, str] = {
    Direction.UP: """up|increase|increasing|higher|higher is better|raise|grow|rise|maximise|maximize|steigen|steigern
        |steigend|erhöhen|hoch|höher|mehr|wachsen|augmenter|hausse|aumentar|subir|↑|+""",
    Direction.DOWN: """down|decrease|decreasing|lower|lower is better|reduce|fall|minimise|minimize|sinken|senken
        |sinkend|verringern|reduzieren|runter|niedriger|weniger|réduire|diminuer|baisse|reducir|bajar|↓""",
    Direction.HOLD: "hold|keep|maintain|stable|within|steady|halten|beibehalten|stabil|maintenir|mantener|=|→",
    OutcomeKind.LEADING: "leading|leading indicator|lead|frühindikator|vorlaufend|frühzeitig",
    OutcomeKind.LAGGING: "lagging|lagging indicator|lag|spätindikator|nachlaufend",
    OutcomeKind.HEALTH: "health|health metric|guardrail|guardrail metric|leitplanke|gesundheit|schutzkennzahl",
    Horizon.ONE: "1|h1|horizon 1|horizont 1|defend the core|core",
    Horizon.TWO: "2|h2|horizon 2|horizont 2|build the emerging|emerging",
    Horizon.THREE: "3|h3|horizon 3|horizont 3|create options|options",
    LifeStage.EXPLORE: "explore|exploring|discovery|exploration|erkunden|erkundung|entdecken",
    LifeStage.BUILD: "build|building|growth|growing|introduction|aufbauen|aufbau|bauen|wachstum|einführung",
    LifeStage.IMPROVE: "improve|improving|mature|maturity|verbessern|verbesserung|reife|ausbau",
    LifeStage.MAINTAIN: "maintain|maintaining|maintenance|sustain|erhalten|pflegen|pflege|wartung|betrieb",
    LifeStage.RETIRE: "retire|retiring|retired|sunset|end of life|stilllegen|stillgelegt|auslaufend|abkündigen",
}
_FLAGS = {True: "yes|y|true|x|1|✓|✔|ja|j|wahr|oui|vrai|sí|si|verdadero", False: "no|false|0|nein|falsch|non|faux|falso"}
#: S. McBride's scales for RICE: confidence high 100 %, medium 80 %, low 50 %; impact massive 3 to minimal 0.25.
CONFIDENCE_WORDS = {"high": 1.0, "medium": 0.8, "low": 0.5} | {
    "hoch": 1.0, "mittel": 0.8, "niedrig": 0.5, "gering": 0.5,
    "haute": 1.0, "moyenne": 0.8, "basse": 0.5, "alta": 1.0, "media": 0.8, "baja": 0.5
}  # fmt: skip
IMPACT_WORDS = {"massive": 3.0, "high": 2.0, "medium": 1.0, "low": 0.5, "minimal": 0.25} | {
    "massiv": 3.0, "hoch": 2.0, "mittel": 1.0, "niedrig": 0.5, "gering": 0.5
}  # fmt: skip

_BEFORE_WORD = re.compile(r"^[\W\d_]+")
#: Words that stand for an empty cell.
NOTHING = frozenset(
    {"-", ".", "..", "–", "—", "n/a", "na", "none", "null", "nan", "#n/a", "tbd", "?", "k.a.", "s/o", "n.a."}
)


@cache
def _stages() -> dict[str, Stage]:
    return {word.strip(): stage for stage, words in _STAGES.items() for word in words.split("|")}


@cache
def _kinds() -> dict[str, Kind]:
    return {word.strip(): kind for kind, words in _KINDS.items() for word in words.split("|")}


def stage_of(word: str) -> Stage | None:
    """The stage that a status word means; None where the word is not known. A sign or a number before it, as in
    "✅ Done" or "3 - In Progress", says nothing of its own.
    """
    found = _stages().get(_plain(word))
    return found or _stages().get(_plain(_BEFORE_WORD.sub("", word)))


def kind_of(word: str) -> Kind | None:
    """The kind of work that a type word means; None where the word is not known."""
    return _kinds().get(_plain(word))


@cache
def _choices(closed: type[Enum]) -> dict[str, Enum]:
    written = {_plain(word): member for member in closed for word in _CHOICES[member].split("|")}
    return written | {_plain(choice_words(member)): member for member in closed}


def choice_of(closed: type[Enum], word: str) -> Enum | None:
    """The member of a closed set that a word means; None where the word is not known."""
    return _choices(closed).get(_plain(word))


def flag_of(word: str) -> bool | None:
    """Whether a word means yes; None where it means neither yes nor no."""
    return next((flag for flag, words in _FLAGS.items() if _plain(word) in words.split("|")), None)


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())


def is_nothing(cell: object) -> bool:
    """Whether a cell stands for no value: empty, a dash, n/a."""
    return isinstance(cell, str) and (not (text := cell.strip()) or (len(text) <= 4 and text.casefold() in NOTHING))
