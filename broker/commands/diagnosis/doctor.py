"""The doctor's round: every check that the settings allow, one line each."""

import asyncio

import typer
from rich.console import Console
from rich.table import Table

from broker.commands.diagnosis.database import look_at_database
from broker.commands.diagnosis.finding import Finding
from broker.commands.diagnosis.partners import look_at_partners
from broker.commands.diagnosis.surroundings import look_around
from broker.commands.environment import database_dsn
from broker.settings import Settings


def run() -> None:
    """Print what was found; leave with 1 when something is wrong."""
    known, findings = look_around()
    if known is not None:
        findings += asyncio.run(_outside(known, database_dsn()))
    table = Table("", "vérification", "constat", "à faire")
    for finding in findings:
        mark = "[green]ok[/]" if finding.ok else "[bold red]KO[/]"
        table.add_row(mark, finding.subject, finding.seen, "" if finding.ok else finding.remedy)
    Console().print(table)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


async def _outside(known: Settings, dsn: str) -> list[Finding]:
    groups = await asyncio.gather(look_at_database(dsn), look_at_partners(known))
    return [finding for group in groups for finding in group]
