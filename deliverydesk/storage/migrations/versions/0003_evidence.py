"""Evidence: phases, events and what they touch, proposals for the review, stage dates, kept forecasts.

Outcomes, measurements, former targets and teams gain columns, and are remade: the schema keeps no defaults.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        op.execute(statement.rstrip(";"))
