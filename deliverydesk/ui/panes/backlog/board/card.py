"""How a card looks: tag and score, title, team and effort, owner and target date. Words are cut once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from deliverydesk.charts.format import between, number
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, glyphs, mirror, text
from deliverydesk.ui.panes.backlog import celltexts
from deliverydesk.ui.panes.backlog.vetting import vetting_of
from deliverydesk.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from deliverydesk.ui.panes.backlog.sight import Sight
    from deliverydesk.ui.theme import Theme

HEIGHT = 88
GAP = 8
HOT_SPOT = QPoint(24, 16)
_PAD = 10.0
_RADIUS = 6.0
_KEPT = 4_000
_LONGEST = 300
_MOST_BEHIND = 2
_SQUARE = 10
"""The step from gate to gate, in pixels."""
_SCORE_LINE, _WORK_LINE = (4, 24), (47, 19)
"""Where the lines with the score and with the effort begin, from the top of the card, and how high they are."""


class _Words(NamedTuple):
    """What a card says, cut to its width."""

    code: str
    hue: int
    title: str
    quiet: bool
    score: str
    model: str
    work: str
    owner: str
    due: str
    warned: bool
    glyph: str
    """A state before the words at the left of the last line: of readiness, where the owner has to give way to it."""
    role: str
    gates: tuple[bool, ...]


class CardPainter:
    """Paints cards of one board, and keeps what it has laid out for a width."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], _Words] = {}
        self._stamps = glyphs.Stamps(256)
        self._title = fonts.font(fonts.TITLE, 500)
        self._detail = fonts.font(fonts.DETAIL)
        self._strong = fonts.font(fonts.DETAIL, 500, tabular=True)
        self._title_metrics, self._detail_metrics = QFontMetricsF(self._title), QFontMetricsF(self._detail)
        self._strong_metrics = QFontMetricsF(self._strong)

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Lay these cards out anew when they are painted next; all without `ids`."""
        if ids is None:
            self._kept.clear()
            return
        gone = set(ids)
        for key in [key for key in self._kept if key[0] in gone]:
            del self._kept[key]

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        theme: Theme,
        sight: Sight,
        entity_id: int,
        *,
        selected: bool = False,
        hovered: bool = False,
        faint: bool = False,
    ) -> None:
        """Paint a card into `rect`; `faint` is for one that is being dragged away."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.45 if faint else 1.0)
        edge = theme.pen("accent", 2.0) if selected else theme.pen("line2", theme.edge_width)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(theme.colour("sel" if selected else "hover" if hovered else "surface"))
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        self._write(painter, rect, theme, self._words(sight, entity_id, round(rect.width())))
        painter.setOpacity(1.0)

    def _write(self, painter: QPainter, rect: QRectF, theme: Theme, words: _Words) -> None:
        left, right, top = rect.left() + _PAD, rect.right() - _PAD, rect.top()
        if words.code:
            tag = QRectF(round(left), round(top + 8), glyphs.TAG_WIDTH, glyphs.TAG_HEIGHT)
            self._stamps.draw(painter, tag, theme, glyphs.tag, words.code, words.hue)
        painter.setFont(self._strong)
        at = right - self._strong_metrics.horizontalAdvance(words.score)
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(at, top + 20), words.score)
        painter.setFont(self._detail)
        painter.setPen(theme.colour("text2"))
        at -= self._detail_metrics.horizontalAdvance(words.model) + (4 if words.score else 0)
        painter.drawText(QPointF(at, top + 20), words.model)
        painter.drawText(QPointF(left, top + 60), words.work)
        self._write_status(painter, QPointF(left, top + 78), theme, words)
        painter.setPen(theme.colour("text2"))
        at = right - self._detail_metrics.horizontalAdvance(words.due)
        if words.warned:
            glyph = QRectF(round(at - 16), round(top + 68), 12, 12)
            self._stamps.draw(painter, glyph, theme, glyphs.state, "watch")
            painter.setPen(theme.colour("warn"))
        painter.drawText(QPointF(at, top + 78), words.due)
        painter.setFont(self._title)
        painter.setPen(theme.colour("text3" if words.quiet else "text"))
        painter.drawText(QPointF(left, top + 42), words.title)

    def _write_status(self, painter: QPainter, at: QPointF, theme: Theme, words: _Words) -> None:
        """The owner; or how ready it is, with a square for each gate."""
        left = at.x()
        if words.gates:
            place = QRectF(round(left), round(at.y() - 8), _SQUARE * len(words.gates), _SQUARE)
            self._stamps.draw(painter, place, theme, glyphs.squares, words.gates)
            left += place.width() + 4
        elif words.glyph:
            place = QRectF(round(left), round(at.y() - 10), 12, 12)
            self._stamps.draw(painter, place, theme, glyphs.state, words.glyph)
            left += 16
        painter.setPen(theme.colour(words.role))
        painter.drawText(QPointF(left, at.y()), words.owner)

    def _words(self, sight: Sight, entity_id: int, width: int) -> _Words:
        key = (entity_id, width)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            kept = self._kept[key] = self._laid_out(sight, entity_id, width - 2 * _PAD)
        return kept

    def _laid_out(self, sight: Sight, entity_id: int, room: float) -> _Words:
        item = sight.item(entity_id)
        cut, right = Qt.TextElideMode.ElideRight, room
        due = celltexts.target_text(sight, item)
        warned = bool(celltexts.target_warning(sight, item))
        vetting = vetting_of(sight, item)
        if vetting is not None and not warned:
            due = ""  # the line is for readiness; the day stands in the tooltip
        owner_room = right - self._detail_metrics.horizontalAdvance(due) - (24 if warned else 8)
        status = item.owner if vetting is None else vetting.words
        if vetting is not None:
            owner_room -= _SQUARE * len(vetting.gates) + 4 if vetting.gates else 16 if vetting.glyph else 0
            if vetting.brief and self._detail_metrics.horizontalAdvance(status) > owner_room:
                status = vetting.brief
        value = sight.score_value(entity_id)
        model = choice_label(sight.portfolio.settings.scoring_model)
        return _Words(
            "" if item.product is None else sight.product_codes[item.product],
            0 if item.product is None else sight.product_places[item.product],
            self._title_metrics.elidedText(text.one_line(item.title, _LONGEST), cut, room),
            item.stage in (Stage.CANCELLED, Stage.TABLED),
            "" if value is None else number(value),
            "" if sight.scores is None else tr("no score") if value is None else model,
            self._detail_metrics.elidedText(text.one_line(work_words(sight, entity_id), _LONGEST), cut, room),
            self._detail_metrics.elidedText(text.one_line(status, _LONGEST), cut, max(owner_room, 0)),
            due,
            warned,
            vetting.glyph if vetting is not None else "",
            vetting.role if vetting is not None else "text2",
            vetting.gates if vetting is not None else (),
        )


def figure_in(card: QRect, pos: QPoint, model: str) -> tuple[str, QRect] | None:
    """The figure at a place of a card: the score of a model, or the effort."""
    for key, (top, high) in ((model, _SCORE_LINE), ("effort", _WORK_LINE)):
        line = QRect(card.left(), card.top() + top, card.width(), high)
        if line.contains(pos):
            return key, line
    return None


def work_words(sight: Sight, entity_id: int) -> str:
    """Team and effort: "Claims +1 · 4–9 pw"."""
    item = sight.item(entity_id)
    effort = sight.effort(item)
    if effort.low is not None and effort.high is not None and effort.low != effort.high:
        size = tr("{effort} pw", effort=between(effort.low, effort.high))
    else:
        likely = effort.likely if effort.likely is not None else effort.high
        size = "" if likely is None else tr("{effort} pw", effort=number(likely))
    return " · ".join(part for part in (celltexts.team_text(sight, item) or tr("No team"), size) if part)


def spoken(sight: Sight, entity_id: int) -> str:
    """All that the card says, for tooltips and screen readers."""
    item = sight.item(entity_id)
    score = celltexts.score_text(sight, item)
    model = choice_label(sight.portfolio.settings.scoring_model)
    parts = [
        item.title,
        "" if item.product is None else sight.product_names[item.product],
        tr("rank {rank}", rank=sight.rank(entity_id)),
        f"{model} {score}" if sight.score_value(entity_id) is not None else score,
        work_words(sight, entity_id),
        item.owner,
        "" if (vetting := vetting_of(sight, item)) is None else vetting.words,
        celltexts.target_warning(sight, item).rstrip(".") or celltexts.target_text(sight, item),
    ]
    return ", ".join(part for part in parts if part) + "."


def ghost(cards: CardPainter, sight: Sight, ids: Sequence[int], width: int, ratio: float) -> QPixmap:
    """What hangs at the pointer: the first card with a strong edge, those behind it as a pile, and how many."""
    theme, behind = current_theme(), min(len(ids) - 1, _MOST_BEHIND)
    size = (width + 4 * behind, HEIGHT + 4 * behind)
    made = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = mirror.painter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in range(behind, 0, -1):
        painter.setPen(theme.pen("accent", 1.0))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(4 * place + 0.5, 4 * place + 0.5, width - 1, HEIGHT - 1), _RADIUS, _RADIUS)
    cards.paint(painter, QRectF(0, 0, width, HEIGHT), theme, sight, ids[0], selected=True)
    if behind:
        _badge(painter, theme, trn("{n} item", "{n} items", len(ids), n=figure(len(ids))), width)
    painter.end()
    return made


def _badge(painter: QPainter, theme: Theme, words: str, width: int) -> None:
    font = fonts.font(fonts.CAPTION, 600)
    wide = QFontMetricsF(font).horizontalAdvance(words) + 14
    box = QRectF(width - wide - 8, HEIGHT - 26, wide, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(box, 9, 9)
    painter.setFont(font)
    painter.setPen(theme.colour("onAccent"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
