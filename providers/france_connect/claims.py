"""Which claims a scope opens (documentation of the service providers, scopes and claims)."""

from collections.abc import Iterable, Mapping

Claims = Mapping[str, object]

_NAMES = ("given_name", "given_name_array", "family_name", "birthdate", "gender")
_BIRTH = ("birthplace", "birthcountry")
PIVOT = (*_NAMES, *_BIRTH)
"""What the register of natural persons vouches for."""
_SINGLE = (*PIVOT, "preferred_username", "email", "idp_id", "idp_birthdate")

SCOPES: Mapping[str, tuple[str, ...]] = {
    **{claim: (claim,) for claim in _SINGLE},
    "openid": (),
    "identite_pivot": PIVOT,
    "profile": (*_NAMES, "preferred_username"),
    "birth": _BIRTH,
    "email": ("email",),
}
"""Scope of identity → claims. Scopes of data providers open none: the data are theirs."""

_FOR_SERVICES_ONLY = frozenset({"email", "idp_id", "idp_birthdate"})


def opened(claims: Claims, scopes: Iterable[str]) -> dict[str, object]:
    """Return the claims that `scopes` open, in a steady order; missing ones stay missing."""
    names = {name for scope in scopes for name in SCOPES.get(scope, ())}
    return {name: claims[name] for name in _SINGLE if name in names and name in claims}


def identity_scope_for_data_providers(scope: str) -> bool:
    """Say whether `scope` is about who the person is, and the data provider's business."""
    return scope in SCOPES and scope not in _FOR_SERVICES_ONLY
