"""Runs the revisions over the connection that `deliverydesk.storage.migrate` hands in, within its transaction."""

from alembic import context

from deliverydesk.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
