"""Habilitations, tokens, the authority's epoch, kept answers."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROLE = """
DO $$ BEGIN
  CREATE ROLE dlnuf_app LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
"""

TABLES = """
CREATE TABLE habilitation (
  id uuid PRIMARY KEY,
  siret text NOT NULL,
  demarche text NOT NULL,
  cadre_juridique text NOT NULL,
  scopes text[] NOT NULL,
  flux text[] NOT NULL,
  finalites text[] NOT NULL,
  destinataires text[] NOT NULL,
  clients_france_connect text[] NOT NULL DEFAULT '{}',
  debut date NOT NULL,
  fin date NOT NULL,
  environnement text NOT NULL,
  etat text NOT NULL,
  limite_par_seconde integer NOT NULL,
  creee_le timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX habilitation_fc ON habilitation USING gin (clients_france_connect);

CREATE TABLE jeton (
  id uuid PRIMARY KEY,
  empreinte bytea NOT NULL UNIQUE,
  habilitation_id uuid NOT NULL REFERENCES habilitation,
  cree_le timestamptz NOT NULL DEFAULT now(),
  expire_le timestamptz NOT NULL,
  revoque_le timestamptz
);
CREATE INDEX jeton_habilitation ON jeton (habilitation_id);

-- Moved by every change of an existing token or habilitation. The journal's writer
-- compares it, in the statement that records an answer, with the one the answer's
-- rights were read under: a revocation acts on the next answer of every process.
CREATE TABLE autorite (
  seule boolean PRIMARY KEY DEFAULT true CHECK (seule),
  epoque bigint NOT NULL
);
INSERT INTO autorite (epoque) VALUES (1);

CREATE FUNCTION avance_epoque() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
BEGIN
  UPDATE autorite SET epoque = epoque + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER habilitation_change AFTER UPDATE OR DELETE ON habilitation
  FOR EACH STATEMENT EXECUTE FUNCTION avance_epoque();
CREATE TRIGGER jeton_change AFTER UPDATE OR DELETE ON jeton
  FOR EACH STATEMENT EXECUTE FUNCTION avance_epoque();

CREATE TABLE reponse_gardee (
  cle bytea PRIMARY KEY,
  scelle bytea NOT NULL,
  expire_le timestamptz NOT NULL
);
CREATE INDEX reponse_gardee_expire ON reponse_gardee (expire_le);
"""

GRANTS = """
GRANT USAGE ON SCHEMA public TO dlnuf_app;
GRANT SELECT, INSERT, UPDATE ON habilitation, jeton TO dlnuf_app;
GRANT SELECT ON autorite TO dlnuf_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON reponse_gardee TO dlnuf_app;
"""


def upgrade() -> None:
    """Create the tables, and the role that the broker runs as."""
    for statements in (ROLE, TABLES, GRANTS):
        op.execute(statements)


def downgrade() -> None:
    """Drop them; the role stays, other databases may use it."""
    op.execute("DROP TABLE reponse_gardee, autorite, jeton, habilitation CASCADE")
    op.execute("DROP FUNCTION avance_epoque()")
