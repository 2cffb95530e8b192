"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

REWRITES: frozenset[str] = frozenset()
"""Tables in which values that were there before are changed on purpose."""


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
