"""The database: reachable, migrated, entered by a role that cannot rewrite the journal, on time."""

from datetime import UTC, datetime
from typing import Any

import psycopg

from broker.commands.diagnosis.finding import Finding

PATIENCE_SECONDS = 5
DRIFT_SECONDS = 5.0
_JOURNAL = ("journal_entry", "journal_leaf", "journal_node", "journal_checkpoint")
_NEEDED = ("habilitation", "jeton", "autorite", "reponse_gardee", *_JOURNAL)

_TABLES = "SELECT name FROM unnest(%s::text[]) AS name WHERE to_regclass(name) IS NULL"
_RIGHTS = """
SELECT name, right_ FROM unnest(%s::text[]) AS name,
  unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS right_
WHERE has_table_privilege(name, right_)
"""
_SUPERUSER = "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
_WAITING = """
SELECT count(*) FROM journal_entry AS entry LEFT JOIN journal_leaf AS leaf USING (entry_id)
WHERE leaf.entry_id IS NULL AND entry.written_at < now() - interval '10 seconds'
"""


async def look_at_database(dsn: str) -> list[Finding]:
    """Return what was found; the first failure that hides the others ends the list."""
    try:
        async with await psycopg.AsyncConnection.connect(
            dsn, connect_timeout=PATIENCE_SECONDS, autocommit=True
        ) as connection:
            return await _found(connection)
    except psycopg.Error as error:
        remedy = "Vérifiez DATABASE_URL, et que PostgreSQL est démarré."
        return [Finding("base", ok=False, seen=type(error).__name__, remedy=remedy)]


async def _found(connection: psycopg.AsyncConnection) -> list[Finding]:
    version = connection.info.server_version // 10_000
    remedy = "Le courtier est essayé sur PostgreSQL 18."
    reached = Finding("base", ok=True, seen=f"PostgreSQL {version}", remedy=remedy)
    absent = [name for (name,) in await _rows(connection, _TABLES, [list(_NEEDED)])]
    if absent:
        migrate = "Lancez « dlnuf migrate » avec le DSN du propriétaire."
        return [reached, Finding("schéma", ok=False, seen=", ".join(absent), remedy=migrate)]
    schema = Finding("schéma", ok=True, seen="tables présentes")
    return [
        reached,
        schema,
        await _role(connection),
        await _clock(connection),
        await _tree(connection),
    ]


async def _role(connection: psycopg.AsyncConnection) -> Finding:
    ((name, superuser),) = await _rows(connection, _SUPERUSER)
    beyond = await _rows(connection, _RIGHTS, [list(_JOURNAL)])
    ok = not superuser and not beyond
    seen = f"{name} n'ajoute qu'au journal" if ok else f"{name} peut réécrire le journal"
    remedy = "Connectez le courtier sous le rôle dlnuf_app, que « dlnuf migrate » crée."
    return Finding("rôle", ok=ok, seen=seen, remedy=remedy)


async def _clock(connection: psycopg.AsyncConnection) -> Finding:
    ((there,),) = await _rows(connection, "SELECT clock_timestamp()")
    drift = abs((datetime.now(UTC) - there).total_seconds())
    remedy = "Réglez les horloges (NTP) : jetons et périodes en dépendent."
    seen = f"{drift:.1f} s d'écart avec la base"
    return Finding("horloge", ok=drift < DRIFT_SECONDS, seen=seen, remedy=remedy)


async def _tree(connection: psycopg.AsyncConnection) -> Finding:
    ((waiting,),) = await _rows(connection, _WAITING)
    remedy = (
        "Aucun processus ne prolonge l'arbre : démarrez un courtier, en connexion directe à la "
        "base (un répartiteur en mode transaction partagerait son verrou)."
    )
    seen = f"{waiting} ligne(s) hors de l'arbre depuis plus de 10 s"
    return Finding("journal", ok=waiting == 0, seen=seen, remedy=remedy)


async def _rows(
    connection: psycopg.AsyncConnection, statement: str, values: list[Any] | None = None
) -> list[tuple[Any, ...]]:
    cursor = await connection.execute(statement.encode(), values)
    return await cursor.fetchall()
