"""Runs the migrations of every room in the one transaction that `crawler.store.database.migrate` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
