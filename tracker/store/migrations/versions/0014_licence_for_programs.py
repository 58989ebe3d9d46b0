"""The licence as programs know it, and where it is explained; empty until the plan says so."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
NAMES = ("licence_code", "licence_url")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("plan", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in NAMES:
        op.drop_column("plan", name)
