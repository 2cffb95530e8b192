"""Saved views, baselines, former targets, reasons of moves, limits of work in progress, packs; and archiving.

Settings and deliverables gain columns that may not be empty, and the schema keeps no defaults: they are remade.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        op.execute(statement.rstrip(";"))
