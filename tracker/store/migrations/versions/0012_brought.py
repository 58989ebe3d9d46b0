"""The file somebody brought in last and has not applied yet."""

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations.parts import check, instant, instants, key, text

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "brought", *text("account sha256 name"), sa.Column("content", sa.LargeBinary(), nullable=False), *instant("at"),
        key("account"), check("sha256", "length(sha256) = 64"), *instants("at"))


def downgrade() -> None:
    op.drop_table("brought")
