"""A version after the present one that only tests know: a column, a table remade, values rewritten, and a new table."""

import os

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REWRITES = frozenset({"settings", "products"})


def upgrade() -> None:
    op.add_column("deliverables", sa.Column("mood", sa.TEXT(), nullable=True))
    # The dangerous kind: products is remade while deliverables, outcomes and milestones refer to it.
    with op.batch_alter_table("products", recreate="always", table_kwargs={"sqlite_strict": True}) as table:
        table.alter_column("notes", nullable=False, existing_type=sa.TEXT())
    op.execute("UPDATE settings SET name = name || ' (moved on)'")
    op.create_table(
        "moods", sa.Column("id", sa.INTEGER(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_moods")
    )
    op.execute("INSERT INTO seals VALUES ('moods', 0, 0)")
    fault = os.environ.get("DELIVERYDESK_TEST_FAULT")
    if fault == "raise":
        raise RuntimeError("the revision is wrong")
    if fault == "sql":
        op.execute("SELECT nothing FROM nowhere")
    if fault == "loss":
        op.execute("DELETE FROM measurements WHERE id = (SELECT min(id) FROM measurements)")
    if fault == "silent":
        op.execute("UPDATE teams SET members = members + 1")
    if fault == "orphan":
        op.execute("DELETE FROM products")
