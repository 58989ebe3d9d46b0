"""Where the plan's days begin and end, and the month its fiscal years start in: what both were before a plan could say."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("plan", sa.Column("time_zone", sa.Text(), nullable=False, server_default="Asia/Seoul"))
    op.add_column("plan", sa.Column("fiscal_year_starts", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for name in ("time_zone", "fiscal_year_starts"):
        op.drop_column("plan", name)
