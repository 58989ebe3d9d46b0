"""The articles a measure is counted under, one row each, where one text held them between semicolons."""

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations.parts import integer, key, text, to

revision = "0005"
down_revision = "0004"

MEASURES = sa.table("measures", sa.column("code"), sa.column("article"))
PAIRS = sa.table("measure_articles", sa.column("measure"), sa.column("position"), sa.column("article"))


def upgrade() -> None:
    op.create_table(
        "measure_articles", *text("measure article"), *integer("position"), key("measure", "position"),
        to("measure", "measures.code"), to("article", "articles.code"), sqlite_with_rowid=False)
    held = op.get_bind().execute(sa.select(MEASURES.c.code, MEASURES.c.article)).all()
    rows = [{"measure": code, "position": n, "article": article} for code, articles in held
            for n, article in enumerate(filter(None, map(str.strip, articles.split(";"))))]
    if rows:
        op.bulk_insert(PAIRS, rows)
    op.drop_column("measures", "article")


def downgrade() -> None:
    op.add_column("measures", sa.Column("article", sa.Text(), nullable=False, server_default=""))
    pairs = op.get_bind().execute(sa.select(PAIRS.c.measure, PAIRS.c.article).order_by(PAIRS.c.measure, PAIRS.c.position)).all()
    held: dict[str, list[str]] = {}
    for measure, article in pairs:
        held.setdefault(measure, []).append(article)
    for measure, articles in held.items():
        op.execute(MEASURES.update().where(MEASURES.c.code == measure).values(article=";".join(articles)))
    op.drop_table("measure_articles")
