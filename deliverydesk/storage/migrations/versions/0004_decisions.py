"""Capacity and decisions: people, holidays, loans, guardrails, gates, reviews, decisions, what-ifs.

Teams, absences, demands, deliverables and settings gain columns, and are remade: the schema keeps no defaults.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        op.execute(statement.rstrip(";"))
