"""`dlnuf docs`: pages that say what the catalogue says; a test holds the two together."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import typer

from contracts.catalogue import CATALOGUE, NOMENCLATURE
from contracts.flow import Flow

ROOT = Path(__file__).parents[2]
_MADE = "<!-- Page faite par « make docs » ; ne pas la modifier à la main. -->"


def run() -> None:
    """Write every generated page."""
    for name, text in pages().items():
        (ROOT / "docs" / name).write_text(text)
        typer.echo(f"docs/{name}")


def pages() -> Mapping[str, str]:
    """Return each generated page, by the name of its file in `docs/`."""
    flows = [line for flow in CATALOGUE for line in _flow(flow)]
    return {
        "catalogue.md": _page("Catalogue des flux de données", flows),
        "erreurs.md": _page("Nomenclature des erreurs", _errors()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"# {title}", "", _MADE, "", *lines)) + "\n"


def _flow(flow: Flow) -> Iterator[str]:
    finalites = ", ".join(sorted(flow.finalites))
    yield f"## {flow.title}"
    yield ""
    yield f"- **Nom** : `{flow.name}`"
    yield f"- **Fournisseur** : {flow.provider.label}"
    yield f"- **Base légale** : {flow.legal_basis}"
    yield f"- **Finalités** : {finalites} (par défaut : {flow.default_finalite})"
    yield f"- **Population** : {flow.population}"
    yield f"- **Niveau FranceConnect** : {flow.acr_floor} au moins"
    yield f"- **Conservation d'une réponse** : {_kept(flow.freshness.past_month_seconds)}"
    yield from ("", "| Accès | Chemin |", "|---|---|")
    yield from (f"| {access.summary} | `GET {access.path}` |" for access in flow.accesses)
    yield from ("", "| Périmètre | Champs ouverts |", "|---|---|")
    for scope, fields in sorted(flow.scopes.items()):
        yield f"| `{scope}` | {', '.join(f'`{field}`' for field in sorted(fields))} |"


def _kept(seconds: int) -> str:
    return f"{seconds // 3600} h, pour un mois révolu" if seconds else "aucune"


def _errors() -> Iterator[str]:
    yield from ("| Code | HTTP | Titre | Détail | Que faire |", "|---|---|---|---|---|")
    for unit in NOMENCLATURE.values():
        yield f"| `{unit.code}` | {unit.status} | {unit.title} | {unit.detail} | {unit.remede} |"
