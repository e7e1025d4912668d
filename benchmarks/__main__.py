"""`make bench`: under five minutes, loopback only; prints ratios measured side by side.

A server is pinned to one core, the load, the providers' stand-in and PostgreSQL to the
other. Exit code 1 when a goal is missed.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import FrameType

import httpx

from benchmarks import variants
from benchmarks.databases import database, server
from benchmarks.journal import Journal
from benchmarks.load import Load
from benchmarks.machine import cores, fdatasync_microseconds, pinned
from benchmarks.report import Row, ratio_row, server_lines
from benchmarks.rounds import Bench, Round, added_ms, ratios
from benchmarks.servers import Running, Variant, running
from benchmarks.variants import BROKER, NAIVE, NGINX, UPSTREAM, WITHOUT_JOURNAL, Wiring
from broker import clock
from broker.habilitations.engine import engine_of
from broker.habilitations.store import add_habilitation
from broker.journal.checkpoint import Signer
from broker.keys import Keys
from broker.routes.sandbox import habilitation_of
from contracts.habilitation import DemandeHabilitation
from sandbox.ports import free_block

MANY, ROUNDS, SECONDS = 64, 5, 3.0
ONE_ROUNDS, ONE_SECONDS = 3, 2.0
_FIRST_PORT = 18_000


def main() -> int:
    """Measure, print, and say whether the goals are met."""
    signal.signal(signal.SIGTERM, _leave)  # so that what was started is stopped
    server_core, load_core = cores()
    os.sched_setaffinity(0, {load_core})
    with ExitStack() as stack:
        folder, dsn = stack.enter_context(server())
        wiring = Wiring.fresh(folder, free_block(5, _FIRST_PORT))
        dsns = {name: database(dsn, f"banc_{n}") for n, name in enumerate(_BROKERS)}
        upstream = stack.enter_context(running(variants.upstream(wiring), load_core, folder))
        started = [
            stack.enter_context(running(variant, server_core, folder))
            for variant in _variants(wiring, dsns)
        ]
        _open_rights(dsns)
        _check_answers(started)
        journal = _journal(wiring, dsns[BROKER], folder)
        bench = Bench(Load(load_core, folder), upstream, started, journal)
        rows = [*_measured(bench, folder), *_transport_rows(wiring.ports[0], server_core)]
    return _conclude(rows)


def _measured(bench: Bench, folder: Path) -> list[Row]:
    """Measure, saying at each step what is found."""
    print(f"load: {bench.load.tool}")
    print(f"neighbours: load average {os.getloadavg()[0]:.1f}; near 0, figures mean something")
    print(f"PostgreSQL: {bench.journal.durability()}")
    print(f"fdatasync: {fdatasync_microseconds(folder):.0f} µs", flush=True)
    many = bench.rounds(ROUNDS, MANY, SECONDS)
    _say(f"\n{MANY} connections, {ROUNDS} rounds of {SECONDS:.0f} s, medians", many)
    one = _one_connection(bench)
    _say("\n1 connection, medians", one)
    print("\nauditor:", bench.verified[-1], flush=True)
    return list(_rows(many, one, bench.servers))


_BROKERS = (BROKER, WITHOUT_JOURNAL)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def _variants(wiring: Wiring, dsns: dict[str, str]) -> Iterator[Variant]:
    relay, whole, silent, proxy_port = wiring.ports[1:]
    yield variants.naive_relay(wiring, relay)
    yield variants.broker(wiring, BROKER, whole, dsns[BROKER])
    yield variants.broker(wiring, WITHOUT_JOURNAL, silent, dsns[WITHOUT_JOURNAL])
    proxy = variants.reverse_proxy(wiring, proxy_port)
    if proxy is None:
        print("nginx is not installed here: its row is left out")
    else:
        yield proxy


def _open_rights(dsns: Mapping[str, str]) -> None:
    """Give the service that every token is for a habilitation, in each broker's database."""
    asked = DemandeHabilitation(
        siret=variants.SIRET,
        scopes=frozenset(
            {"cnaf_quotient_familial", "cnaf_allocataires", "cnaf_enfants", "cnaf_adresse"}
        ),
        clients_france_connect=frozenset({variants.SERVICE}),
        limite_par_seconde=10_000,
    )
    for name, dsn in dsns.items():
        where = {"environnement": variants.ENVIRONMENTS[name]}
        granted = habilitation_of(asked, clock.now()).model_copy(update=where)
        asyncio.run(add_habilitation(engine_of(dsn), granted))


def _check_answers(started: Sequence[Running]) -> None:
    """See that each server answers about the person of its call, before measuring it."""
    for each in started:
        variant = each.variant
        fills = {"{n}": "1", "{name}": "BANCAAB"}
        target, headers = variant.target, dict(variant.headers)
        for mark, value in fills.items():
            target = target.replace(mark, value)
            headers = {k: v.replace(mark, value) for k, v in headers.items()}
        reply = httpx.get(variant.url + target, headers=headers, timeout=10, trust_env=False)
        if not reply.is_success or "BANCAAB" not in reply.text:
            raise RuntimeError(f"{variant.name}: {reply.status_code} {reply.text[:500]}")


def _journal(wiring: Wiring, dsn: str, folder: Path) -> Journal:
    secrets = wiring.secrets
    keys = Keys.derive(secrets["DLNUF_MASTER_KEY"], secrets["DLNUF_JOURNAL_KEY"])
    return Journal(dsn, Signer(variants.JOURNAL, keys.journal).verifier_key, folder / "export")


def _one_connection(bench: Bench) -> list[Round]:
    """Measure the latencies that a lone caller sees, the provider's own beside them."""
    brokers = [s for s in bench.servers if s.variant.name in _BROKERS]
    lone = replace(bench, servers=[bench.upstream, *brokers])
    return lone.rounds(ONE_ROUNDS, 1, ONE_SECONDS)


def _say(title: str, rounds: Sequence[Round]) -> None:
    print(title)
    for line in server_lines(rounds):
        print("  " + line, flush=True)


def _rows(many: list[Round], one: list[Round], started: Sequence[Running]) -> Iterator[Row]:
    whole = f"{BROKER}, FranceConnect token never seen"
    yield ratio_row(f"{whole} ÷ {NAIVE}", ratios(many, BROKER, NAIVE), at_least=6)
    yield ratio_row("journal on ÷ journal off", ratios(many, BROKER, WITHOUT_JOURNAL), at_least=0.8)
    if NGINX in many[0]:
        yield ratio_row(f"{whole} ÷ {NGINX} proxy", ratios(many, BROKER, NGINX))
    added = added_ms(one, BROKER, UPSTREAM)
    yield Row("p50 added to the provider's own, 1 connection", added, "ms", at_most=2)
    journal = added_ms(one, BROKER, WITHOUT_JOURNAL)
    yield Row("  of which the journal", journal, "ms")
    peak = next(s for s in started if s.variant.name == BROKER).peak_megabytes()
    yield Row("peak memory of a broker's process", peak, "MB", at_most=120)


def _transport_rows(port: int, core: int) -> Iterator[Row]:
    """Measure the transport alone, in a process on the servers' core."""
    command = pinned([sys.executable, "-m", "benchmarks.transport", str(port)], core)
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    costs: dict[str, float] = json.loads(done.stdout)
    base = costs.pop("httpx")
    yield Row("httpx's own transport, 64 at once, CPU of one question", base, "µs")
    for name, cost in costs.items():
        yield Row(f"httpx ÷ {name}, CPU of one question", base / cost)


def _conclude(rows: Sequence[Row]) -> int:
    print()
    for row in rows:
        print(row)
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
