"""How rows look. The table is painted column by column straight from the rows, with the words of each cell cut to the
column's width once and kept: that costs a fifth of what Qt's own item painting costs over a Python model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from deliverydesk.domain.values import Kind, Stage
from deliverydesk.ui import fonts, glyphs, icons, text
from deliverydesk.ui.panes.backlog import celltexts, columns
from deliverydesk.ui.panes.backlog.bands import DENSITIES, PAD, STAGE_SIGN, Band, Density
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from deliverydesk.ui.panes.backlog.rows import Rows
    from deliverydesk.ui.theme import Theme

_KEPT = 20_000
_LONGEST = 300
_SAMPLE = 2_000
_DIMMED = 0.35
_FULL_QUANTILE = 0.85


class _Words(NamedTuple):
    """What a cell says, cut to its column, with how wide that is, and whether it may be higher than its row."""

    text: str
    width: float
    role: str
    tall: bool = False


class RowPainter:
    """Paints cells, and keeps what it has laid out. One per table."""

    def __init__(self) -> None:
        self._stamps = glyphs.Stamps(1024)
        self._kept: dict[str, dict[int, _Words]] = {column.key: {} for column in COLUMNS}
        self._widths: dict[str, int] = {}
        self._ranks: dict[int, str] = {}
        self._full: float | None = None
        self._steady = False
        self._lent = 0.0
        self._special: dict[str, Callable[..., None]] = {
            "rank": self._paint_rank,
            "product": self._paint_product,
            "title": self._paint_title,
            "stage": self._paint_stage,
            "score": self._paint_score,
            "gap": self._paint_gap,
            "effort": self._paint_effort,
            "target": self._paint_target,
        }
        self.set_density(DENSITIES["standard"])

    def set_density(self, density: Density) -> None:
        """Another height of rows and size of words."""
        self.density = density
        self._fonts = {
            "plain": fonts.font(density.px),
            "figures": fonts.font(density.px, 400, tabular=True),
            "strong": fonts.font(density.px, 600, tabular=True),
            "gap": fonts.font(density.px - 1, 400, tabular=True),
            "big gap": fonts.font(density.px - 1, 500, tabular=True),
            "reason": fonts.font(density.px - 1, 400),
        }
        self._metrics = {name: QFontMetricsF(font) for name, font in self._fonts.items()}
        metrics = self._metrics["plain"]
        self._base = round((density.height - 1 - metrics.height()) / 2 + metrics.ascent())
        self.forget()

    def forget(self, ids: Collection[int] | None = None) -> None:
        """Lay these deliverables out anew when they are painted next; all of them without `ids`."""
        if ids is None or not self._steady:
            # Among thousands one edit does not change the scale, and all whiskers with it.
            self._full = None
        if ids is None or len(ids) > _KEPT:
            for kept in self._kept.values():
                kept.clear()
            self._ranks.clear()
            return
        for entity_id in ids:
            for kept in self._kept.values():
                kept.pop(entity_id, None)

    def forget_scores(self) -> None:
        """Ranks or scores changed: lay out what depends on them anew."""
        for key in columns.SCORED:
            self._kept[key].clear()
        self._ranks.clear()

    def paint_column(
        self, painter: QPainter, rows: Rows, theme: Theme, key: str, left: int, width: int, band: Band
    ) -> None:
        """Paint one column of a band of rows."""
        if self._widths.get(key) != width or len(self._kept[key]) > _KEPT:
            self._widths[key] = width
            self._kept[key].clear()
        special = self._special.get(key)
        if special is not None:
            special(painter, rows, theme, left, width, band)
        else:
            self._paint_words(painter, rows, theme, key, left, width, band)

    # ---- columns of words

    def _paint_words(
        self, painter: QPainter, rows: Rows, theme: Theme, key: str, left: float, width: float, band: Band
    ) -> None:
        kept, base = self._kept[key], self._base
        right = COLUMNS[PLACE[key]].right
        painter.setFont(self._fonts["figures" if right or key == "target" else "plain"])
        role = ""
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            words = kept.get(entity_id)
            if words is None:
                words = kept[entity_id] = self._laid_out(rows, key, entity_id, width)
            if not words.text:
                continue
            if words.role != role:
                role = words.role
                painter.setPen(theme.colour(role))
            x = left + width - PAD - words.width if right else left + PAD
            if words.tall:
                self._draw_tall(painter, words, x, QRectF(left, top, width, band.height - 1))
            else:
                painter.drawText(QPointF(x, top + base), words.text)

    def _draw_tall(self, painter: QPainter, words: _Words, x: float, cell: QRectF) -> None:
        """Words that may be higher than their row, cut to the cell; too dear for the many that are not."""
        painter.save()
        painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
        painter.drawText(QPointF(x, cell.top() + self._base), words.text)
        painter.restore()

    def _laid_out(self, rows: Rows, key: str, entity_id: int, width: float) -> _Words:
        sight = rows.sight
        item = sight.item(entity_id)
        said = text.one_line(columns.BRIEF.get(key, COLUMNS[PLACE[key]].text)(sight, item), _LONGEST)
        role = "text2" if key in _QUIET else "text"
        if not said and key in _DASHED:
            said, role = "—", "text3"
        room = width - 2 * PAD
        if key == "title":
            role = "text3" if item.stage in (Stage.CANCELLED, Stage.TABLED) else "text"
            room -= 20 * (item.archived + (item.kind is Kind.UPKEEP))
        if key == "target" and item.target_date is not None and celltexts.target_warning(sight, item):
            room -= 14
            if self._metrics["figures"].horizontalAdvance(said) > room:
                said = celltexts.target_text_brief(sight, item)
        if key in columns.BRIEF and self._metrics["plain"].horizontalAdvance(said) > room:
            # Better a whole name than a cut one and how many others there are.
            said = said.rpartition(" +")[0] or said
        figures = "figures" if COLUMNS[PLACE[key]].right or key == "target" else "plain"
        return self._cut(said, room, role, figures)

    def _cut(self, said: str, room: float, role: str, font: str = "plain") -> _Words:
        metrics = self._metrics[font]
        width = metrics.horizontalAdvance(said)
        if width > room:
            said = text.cut(said, room, metrics, figure=font == "figures")
            width = metrics.horizontalAdvance(said)
        return _Words(said, width, role, text.may_be_tall(said))

    # ---- columns with more than words

    def _paint_rank(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        base, metrics = self._base, self._metrics["figures"]
        painter.setFont(self._fonts["figures"])
        painter.setPen(theme.colour("text2"))
        strong, items = [], rows.sight.portfolio.deliverables
        for number, entity_id, top in zip(band.numbers(), band.ids, band.tops, strict=True):
            rank = self._ranks.get(entity_id)
            if rank is None:
                words = "" if items[entity_id].archived else str(rows.rank_at(number))
                rank = self._ranks[entity_id] = text.cut(words, width - 2 * PAD, self._metrics["strong"], figure=True)
            if entity_id in band.chosen:
                strong.append((rank, top))
                continue
            x = left + width - PAD - metrics.horizontalAdvance(rank)
            painter.drawText(QPointF(x, top + base), rank)
        if strong:
            painter.setFont(self._fonts["strong"])
            painter.setPen(theme.colour("text"))
            for rank, top in strong:
                x = left + width - PAD - self._metrics["strong"].horizontalAdvance(rank)
                painter.drawText(QPointF(x, top + base), rank)

    def _paint_product(
        self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band
    ) -> None:
        sight = rows.sight
        items, codes, places = sight.portfolio.deliverables, sight.product_codes, sight.product_places
        down = (band.height - 1 - 16) // 2
        named = width >= 92
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            product = items[entity_id].product
            if product is not None:
                rect = QRectF(left + 3, top + down, glyphs.TAG_WIDTH, glyphs.TAG_HEIGHT)
                self._stamps.draw(painter, rect, theme, glyphs.tag, codes[product], places[product])
        if named:
            self._paint_words(painter, rows, theme, "product", left + 33, width - 33, band)

    def _paint_title(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        self._paint_words(painter, rows, theme, "title", left, width, band)
        items, kept = rows.sight.portfolio.deliverables, self._kept["title"]
        down = (band.height - 1 - 14) // 2
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            item = items[entity_id]
            if item.archived or item.kind is Kind.UPKEEP:
                x = round(left + PAD + kept[entity_id].width + 6)
                for sign, there in (("upkeep", item.kind is Kind.UPKEEP), ("archive", item.archived)):
                    if there:
                        self._stamps.draw(painter, QRectF(x, top + down, 14, 14), theme, icons.draw, sign, "text3")
                        x += 20

    def dim_archived(self, painter: QPainter, rows: Rows, theme: Theme, width: float, band: Band) -> None:
        """Lay a veil over the rows of what is archived."""
        if not rows.filter.shows_archived:
            return
        items, veil = rows.sight.portfolio.deliverables, theme.veil("surface", _DIMMED)
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            if items[entity_id].archived and entity_id not in band.chosen:
                painter.fillRect(QRectF(0, top, width, band.height - 1), veil)

    def _paint_stage(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        items = rows.sight.portfolio.deliverables
        down = (band.height - 1 - 14) // 2
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            rect = QRectF(left + PAD, top + down, 14, 14)
            self._stamps.draw(painter, rect, theme, glyphs.stage, items[entity_id].stage.value)
        if width > 44:
            self._paint_words(painter, rows, theme, "stage", left + STAGE_SIGN, width - STAGE_SIGN, band)

    def _paint_score(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        """The figure at the right. Why there is none is said over the gap's column too, which is empty then."""
        kept, base, sight = self._kept["score"], self._base, rows.sight
        if sight.scores is None:
            return
        reasons = []
        painter.setFont(self._fonts["figures"])
        painter.setPen(theme.colour("text"))
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            words = kept.get(entity_id)
            if words is None:
                item = sight.item(entity_id)
                figure = sight.score_value(entity_id) is not None
                said = celltexts.score_text(sight, item)
                room = width - 2 * PAD if figure else width - 2 * PAD + self._lent
                font = "figures" if figure else "reason"
                words = kept[entity_id] = self._cut(said, room, "text" if figure else "text2", font)
            if words.role == "text":
                painter.drawText(QPointF(left + width - PAD - words.width, top + base), words.text)
            else:
                reasons.append((words, top))
        if reasons:
            painter.setFont(self._fonts["reason"])
            painter.setPen(theme.colour("text2"))
            for words, top in reasons:
                if words.tall:
                    cell = QRectF(left, top, width + self._lent, band.height - 1)
                    self._draw_tall(painter, words, left + PAD, cell)
                else:
                    painter.drawText(QPointF(left + PAD, top + base), words.text)

    def lend(self, width: float) -> None:
        """How much of the next column the words of a missing score may cover: the width of the gap's, beside it."""
        if width != self._lent:
            self._lent = width
            self._kept["score"].clear()

    def _paint_gap(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        sight, kept, base = rows.sight, self._kept["gap"], self._base
        if sight.scores is None:
            return
        figure = 28.0
        bar = QRectF(0, 0, max(round(width - 2 - PAD - figure), 8), 16)
        down = (band.height - 1 - 16) // 2
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            words = kept.get(entity_id)
            if words is None:
                gap = sight.gap(entity_id)
                said = "" if gap is None else glyphs.gap_text(gap)
                big = gap is not None and abs(gap) >= glyphs.GAP_MARKED
                font = "big gap" if big else "gap"
                said = text.cut(said, width - PAD, self._metrics[font], figure=True)
                words = kept[entity_id] = _Words(
                    said, self._metrics[font].horizontalAdvance(said), f"{gap}" if gap is not None else ""
                )
            if not words.text:
                continue
            gap = int(words.role)
            bar.moveTo(left + 2, top + down)
            shown = max(-glyphs.GAP_FULL, min(gap, glyphs.GAP_FULL))
            self._stamps.draw(painter, bar, theme, glyphs.gap_bar, shown)
            big = abs(gap) >= glyphs.GAP_MARKED
            painter.setFont(self._fonts["big gap" if big else "gap"])
            painter.setPen(theme.colour("text" if big else "text3"))
            painter.drawText(QPointF(left + width - PAD - words.width, top + base), words.text)

    def _paint_effort(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        sight, kept, base = rows.sight, self._kept["effort"], self._base
        items, full = sight.portfolio.deliverables, self._scale(rows)
        figure = min(27.0, width - 2 * PAD)
        bar = QRectF(0, 0, round(width - 2 * PAD - figure - 4), 16)
        down = (band.height - 1 - 16) // 2
        painter.setFont(self._fonts["figures"])
        painter.setPen(theme.colour("text"))
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            words = kept.get(entity_id)
            if words is None:
                said = text.one_line(celltexts.effort_figure(sight, items[entity_id]))
                words = kept[entity_id] = self._cut(said, width - 2 * PAD, "text", "figures")
            if words.text:
                # Figures end where the whisker begins, however long they are.
                x = max(left + PAD, left + PAD + figure - 6 - words.width)
                painter.drawText(QPointF(x, top + base), words.text)
        if bar.width() < 20 or full <= 0:
            return
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            effort = sight.effort(items[entity_id])
            if effort.likely is None:
                continue
            low = effort.low if effort.low is not None else effort.likely
            high = effort.high if effort.high is not None else effort.likely
            bar.moveTo(left + PAD + figure + 2, top + down)
            self._stamps.draw(painter, bar, theme, glyphs.whisker, low, effort.likely, high, full)

    def _scale(self, rows: Rows) -> float:
        """The effort at the right end of all whiskers: nearly the largest, so that one giant does not flatten all."""
        if self._full is None:
            items, ids = rows.sight.portfolio.deliverables, rows.sight.portfolio.ranking.ids
            some = [items[entity_id] for entity_id in ids[:: len(ids) // _SAMPLE + 1]]
            highs = sorted(high for item in some if (high := item.effort_high or item.effort_likely or 0.0) > 0)
            self._full = highs[int((len(highs) - 1) * _FULL_QUANTILE)] if highs else 0.0
            self._steady = len(ids) > _SAMPLE
        return self._full

    def _paint_target(self, painter: QPainter, rows: Rows, theme: Theme, left: float, width: float, band: Band) -> None:
        self._paint_words(painter, rows, theme, "target", left, width, band)
        sight = rows.sight
        items = sight.portfolio.deliverables
        down = (band.height - 1 - 12) // 2
        for entity_id, top in zip(band.ids, band.tops, strict=True):
            item = items[entity_id]
            if item.target_date is not None and celltexts.target_warning(sight, item):
                rect = QRectF(round(left + width - PAD - 12), top + down, 12, 12)
                self._stamps.draw(painter, rect, theme, glyphs.state, "watch")

    def font(self, name: str) -> QFont:
        """One of the fonts of rows: "plain", "figures", "strong"."""
        return self._fonts[name]


_QUIET = frozenset({"product", "stage", "kind", "team", "outcome", "owner", "tags", "score_rank"})
_DASHED = frozenset({"team", "target"})
