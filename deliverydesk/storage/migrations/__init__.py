"""Alembic's environment and one revision a schema version, run by `deliverydesk.storage.migrate`."""
