"""Run by Alembic: the revisions are applied on the connection handed over by `tracker.store.schema`."""

from alembic import context

from tracker.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True,
    compare_type=True)
context.run_migrations()
