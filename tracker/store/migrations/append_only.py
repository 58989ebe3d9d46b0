"""Triggers under which a table only grows: the database refuses UPDATE, DELETE and TRUNCATE, whoever asks.

Making such a table anew (as a batch migration in SQLite does) loses its triggers: protect it again.
"""

import sqlalchemy as sa

FUNCTION = "refuse_change"


def protect(connection: sa.Connection, *tables: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"))
    for table in tables:
        for statement in _triggers(connection.dialect.name, table):
            connection.execute(sa.text(statement))


def _triggers(dialect: str, table: str) -> list[str]:
    if dialect == "postgresql":
        return [f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
                f"CREATE TRIGGER {table}_is_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"]
    stop = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    key = {"log": "seq", "files": "sha256"}[table]
    # INSERT OR REPLACE deletes without asking the delete trigger, so a row that is there may not come again.
    again = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
    return [f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {only} {stop}"
            for verb, only in (("UPDATE", ""), ("DELETE", ""), ("INSERT", again))]


def release(connection: sa.Connection, *tables: str) -> None:
    """For going back to the schema before."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(sa.text(f"DROP TRIGGER {table}_only_grows ON {table}"))
            connection.execute(sa.text(f"DROP TRIGGER {table}_is_kept ON {table}"))
        connection.execute(sa.text(f"DROP FUNCTION {FUNCTION}()"))
