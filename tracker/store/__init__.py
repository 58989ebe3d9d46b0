"""The only room of SQLAlchemy and Alembic: tables, engine, migrations, and the plan in and out of them."""
