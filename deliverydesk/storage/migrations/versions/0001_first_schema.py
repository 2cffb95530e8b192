"""The first schema, frozen in the file of statements beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").splitlines():
        # Alembic makes its own table before the first revision runs.
        if statement and "TABLE alembic_version" not in statement:
            op.execute(statement.rstrip(";"))
