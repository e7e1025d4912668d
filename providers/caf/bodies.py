"""JSON bodies read strictly, and what is wrong with them said in French."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json
from starlette.responses import JSONResponse

Body = TypeVar("Body")

_SENTENCES = {
    "missing": "champ obligatoire",
    "extra_forbidden": "champ inconnu",
    "string_type": "une chaîne de caractères est attendue",
    "string_pattern_mismatch": "format attendu : {pattern}",
    "string_too_short": "{min_length} caractère au moins",
    "literal_error": "valeurs admises : {expected}",
    "enum": "valeurs admises : {expected}",
    "int_type": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_type": "un nombre est attendu",
    "float_parsing": "un nombre est attendu",
    "finite_number": "un nombre fini est attendu",
    "bool_type": "vrai ou faux est attendu",
    "bool_parsing": "vrai ou faux est attendu",
    "greater_than_equal": "{ge} au moins",
    "less_than_equal": "{le} au plus",
    "too_short": "{min_length} élément au moins",
    "too_long": "{max_length} éléments au plus",
    "tuple_type": "une liste est attendue",
    "list_type": "une liste est attendue",
    "model_type": "un objet est attendu",
    "model_attributes_type": "un objet est attendu",
    "union_tag_invalid": "valeurs admises : {expected_tags}",
    "union_tag_not_found": "champ obligatoire : {discriminator}",
}


class Unusable(Exception):
    """An object that its schema lets through and that cannot be used."""

    def __init__(self, champ: Sequence[str], message: str) -> None:
        """Take the way to the field, and why in French."""
        super().__init__(message)
        self.champ, self.message = champ, message


class BadBody(Exception):
    """A body that cannot be read; carries each wrong field and why."""

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a field's path and a French sentence."""
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{champ}: {message}" for champ, message in self.errors))

    def as_response(self, status: int) -> JSONResponse:
        """Return the answer that says so."""
        errors = [{"champ": champ, "message": message} for champ, message in self.errors]
        return JSONResponse({"erreurs": errors}, status)


def read(adapter: TypeAdapter[Body], body: bytes) -> Body:
    """Read one object. Raises BadBody."""
    return _validate(adapter, _json(body), skip=0)


def read_one_or_many(
    adapter: TypeAdapter[tuple[Body, ...]], body: bytes, check: Callable[[Body], None]
) -> tuple[Body, ...]:
    """Read a list, or one object as a list of one. Raises BadBody, also for what `check` refuses.

    `check` raises Unusable for an object that its schema lets through.
    """
    value = _json(body)
    listed = isinstance(value, list)
    found = _validate(adapter, value if listed else [value], skip=0 if listed else 1)
    for index, one in enumerate(found):
        try:
            check(one)
        except Unusable as error:
            way: list[int | str] = [index, *error.champ]
            raise BadBody([(path_of(way if listed else error.champ), error.message)]) from None
    return found


def is_list(body: bytes) -> bool:
    """Say whether a body that could be read holds a list."""
    return body.lstrip().startswith(b"[")


def _json(body: bytes) -> object:
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError:
        raise BadBody([("corps", "ce n'est pas du JSON")]) from None


def _validate(adapter: TypeAdapter[Body], value: object, skip: int) -> Body:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise _bad_body(error, skip) from None


def path_of(loc: Iterable[int | str]) -> str:
    """Write the way to a field: `allocataires[0].date_naissance`."""
    # Of a choice of types, pydantic names the branch it tried: no business of the caller.
    named = (step for step in loc if isinstance(step, int) or step.isidentifier())
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in named)
    return "".join(steps).lstrip(".") or "corps"


def _bad_body(error: ValidationError, skip: int) -> BadBody:
    found = error.errors(include_url=False, include_input=False)
    return BadBody(
        (path_of(e["loc"][skip:]), _sentence(e["type"], e.get("ctx", {}))) for e in found
    )


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    # The list of values is pydantic's, and so is its "or".
    return _SENTENCES.get(kind, "valeur refusée").format(**context).replace("' or '", "' ou '")
