"""The journal: entries, leaves, nodes of the tree, checkpoints."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE journal_entry (
  entry_id uuid PRIMARY KEY,
  -- The writing transaction: what has become visible since an earlier snapshot is found by it.
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  body bytea NOT NULL,
  leaf_hash bytea NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX journal_entry_order ON journal_entry (txid, seq);

-- A second sequencer at the same place of the tree breaks on these keys: no fork.
-- No foreign key: it locks, so rewrites, the entry, which doubles the cost of a leaf
-- (measured), to prevent what the triggers refuse and what an auditor finds.
CREATE TABLE journal_leaf (
  index bigint PRIMARY KEY,
  entry_id uuid NOT NULL UNIQUE,
  leaf_hash bytea NOT NULL
);
-- Complete subtrees above the leaves: 2^level leaves from index * 2^level on.
CREATE TABLE journal_node (
  level smallint NOT NULL,
  index bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (level, index)
);
CREATE TABLE journal_checkpoint (
  size bigint PRIMARY KEY,
  root bytea NOT NULL,
  note text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT now()
);
"""

# An owner can drop these triggers. What she changes then, the signed checkpoints give away.
GUARD = """
CREATE FUNCTION journal_immuable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal only grows: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
"""
GUARDED = ("journal_entry", "journal_leaf", "journal_node", "journal_checkpoint")

# The columns that the database fills (txid, seq, the times) are not the application's to give.
GRANTS = """
GRANT SELECT ON journal_entry, journal_leaf, journal_node, journal_checkpoint TO dlnuf_app;
GRANT INSERT (entry_id, body, leaf_hash) ON journal_entry TO dlnuf_app;
GRANT INSERT ON journal_leaf, journal_node TO dlnuf_app;
GRANT INSERT (size, root, note) ON journal_checkpoint TO dlnuf_app;
"""


def upgrade() -> None:
    """Create the tables, which everybody may only add to."""
    for statements in (TABLES, GUARD, GRANTS):
        op.execute(statements)
    for table in GUARDED:
        op.execute(
            f"CREATE TRIGGER {table}_immuable BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_immuable()"
        )


def downgrade() -> None:
    """Drop the journal, as only the schema's owner can."""
    op.execute(f"DROP TABLE {', '.join(reversed(GUARDED))} CASCADE")
    op.execute("DROP FUNCTION journal_immuable()")
