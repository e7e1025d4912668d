"""The canteen registration, walked from the town hall's first page to its receipt."""

import re

import httpx

from sandbox.proofs import proof_of
from sandbox.scene import NotAsExpected, Scene
from sandbox.state import PersonaVue
from sandbox.visitor import Visitor

_RECEIPT = re.compile(r"<code>([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})</code>")
_DOSSIER = re.compile(r"Dossier ([\w-]+)")


async def enrolled(scene: Scene) -> str:
    """Register a child as her parent would; the receipt's entry must be on the journal."""
    persona = scene.complete()[0]
    async with httpx.AsyncClient(trust_env=False, timeout=15) as browser:
        visitor = Visitor(browser)
        await _sign_in(visitor, scene.state.urls["mairie"], persona)
        await _retrieve(visitor, persona)
        await _choose(visitor, scene.state.urls["mairie"])
        await visitor.submit("/recapitulatif")
        receipt = _found(_RECEIPT, visitor, "reçu")
        dossier = _found(_DOSSIER, visitor, "dossier")
    proof = await proof_of(scene, receipt)
    return f"dossier {dossier}, quotient {persona.quotient}, ligne {proof['leaf_index']} du journal"


async def _sign_in(visitor: Visitor, mairie: str, persona: PersonaVue) -> None:
    await visitor.open(mairie)
    await visitor.submit("/france-connect/connexion")
    await visitor.submit("/identite", usager=persona.identifiant_france_connect or "")
    await visitor.submit("/continuer")


async def _retrieve(visitor: Visitor, persona: PersonaVue) -> None:
    """Read the notice, accept, and see the figure."""
    await visitor.submit("/recuperation")
    if f"{persona.quotient}" not in visitor.page.text or visitor.path != "/mes-informations":
        raise NotAsExpected(f"{visitor.path} ne montre pas le quotient")


async def _choose(visitor: Visitor, mairie: str) -> None:
    """Choose the first of everything: child, class, school, day."""
    await visitor.open(f"{mairie}/enfants")
    offered = visitor.form("/enfants").offered
    child = offered["enfants"][0]
    names = {"enfants": child, f"classe-{child}": offered[f"classe-{child}"][0]}
    await visitor.submit("/enfants", ecole=offered["ecole"][0], jours=offered["jours"][0], **names)


def _found(pattern: re.Pattern[str], visitor: Visitor, what: str) -> str:
    match = pattern.search(visitor.page.text)
    if match is None:
        raise NotAsExpected(f"{visitor.path} ne montre pas de {what}")
    return match[1]
