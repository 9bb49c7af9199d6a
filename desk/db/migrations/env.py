"""Alembic's entry: runs on the connection that the upgrade hands over."""

from alembic import context

connection = context.config.attributes["connection"]


def mine(thing: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """The full-text index makes tables of its own; comparing leaves them out."""
    return not (kind == "table" and name is not None and name.startswith("person_search"))


context.configure(
    include_object=mine,
    connection=connection,
    transactional_ddl=True,
    target_metadata=context.config.attributes.get("metadata"),
)
with context.begin_transaction():
    context.run_migrations()
