"""Step 3: who eats, where, on which days. Reads the form, then says what is missing."""

from consumers.mairie.draft import (
    CLASSES,
    ECOLES,
    JOURS,
    MAX_TYPED_CHILDREN,
    Draft,
    TypedChild,
)
from consumers.mairie.form import Form

Errors = dict[str, str]
"""id of the field to correct → what to do about it."""


def read_family(form: Form, draft: Draft) -> None:
    """Put what was typed in the draft, right or wrong."""
    for champ in ("responsable", "adresse"):
        if champ in form:
            setattr(draft, champ, form.text(champ))
    draft.ecole = form.text("ecole")
    draft.jours = tuple(jour for jour in JOURS if jour in form.texts("jours"))
    draft.choisis = {key: form.text(f"classe-{key}") for key in form.texts("enfants")[:20]}
    draft.saisis = [
        TypedChild(form.text(f"nom-{i}"), form.text(f"classe-saisie-{i}"))
        for i in range(MAX_TYPED_CHILDREN)
    ]
    draft.saisis = [child for child in draft.saisis if child]


def missing(draft: Draft, named: dict[str, str], *, typed: frozenset[str]) -> Errors:
    """Return what must be corrected before going on.

    `named`: key → name of the children that the caisse gave; `typed`: which of
    `responsable` and `adresse` the person has to type herself.
    """
    errors: Errors = {}
    if "responsable" in typed and not draft.responsable:
        errors["responsable"] = "Écrivez le nom et le prénom du parent responsable."
    if "adresse" in typed and not draft.adresse:
        errors["adresse"] = "Écrivez l’adresse à laquelle envoyer la facture."
    errors |= _missing_children(draft, named)
    if draft.ecole not in ECOLES:
        errors["ecole"] = "Choisissez l’école."
    if not draft.jours:
        errors["jours"] = "Choisissez au moins un jour de cantine."
    return errors


def _missing_children(draft: Draft, named: dict[str, str]) -> Errors:
    chosen = {key: classe for key, classe in draft.choisis.items() if key in named}
    if not chosen and not draft.saisis:
        return {"enfants": "Choisissez ou ajoutez au moins un enfant."}
    errors = {
        f"classe-{key}": f"Choisissez la classe de {named[key]}."
        for key, classe in chosen.items()
        if classe not in CLASSES
    }
    for i, child in enumerate(draft.saisis):
        if not child.nom:
            errors[f"nom-{i}"] = "Écrivez le prénom et le nom de cet enfant."
        if child.classe not in CLASSES:
            errors[f"classe-saisie-{i}"] = f"Choisissez la classe de {child.nom or 'cet enfant'}."
    return errors
