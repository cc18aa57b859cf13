"""What Alembic runs: the migrations, on the connection and within the transaction it is given."""

from __future__ import annotations

from alembic import context

from integrations.store import conversation_schema, insight_schema, loop_schema, schema, sync_schema
from integrations.store.columns import metadata

# Importing them is what fills the metadata.
_TABLES = (schema, sync_schema, conversation_schema, loop_schema, insight_schema)

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
