"""What is public: the discovery document, the keys, the health check."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from contracts.flow import Acr
from providers.france_connect.claims import SCOPES
from providers.france_connect.memory import memory_of

router = APIRouter()
health = APIRouter()


@router.get("/.well-known/openid-configuration")
async def configuration(request: Request) -> Response:
    """Describe this provider (OpenID Connect Discovery §3)."""
    memory = memory_of(request)
    issuer = memory.settings.issuer
    allowed = {scope for service in memory.services.values() for scope in service.scopes}
    return JSONResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/session/end",
            "revocation_endpoint": f"{issuer}/token/revocation",
            "introspection_endpoint": f"{issuer}/token/introspection",
            "checktoken_endpoint": f"{issuer}/checktoken",
            "scopes_supported": sorted({*SCOPES, *allowed}),
            "claims_supported": sorted({"sub", "acr", "amr", *_claims()}),
            "acr_values_supported": list(Acr),
            "subject_types_supported": ["pairwise"],
            "prompt_values_supported": ["login", "consent"],
            **_CAPABILITIES,
        }
    )


_CAPABILITIES = {
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code"],
    "code_challenge_methods_supported": ["S256"],
    "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
    "userinfo_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
    "introspection_signing_alg_values_supported": ["ES256"],
    "introspection_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP-256"],
    "introspection_encryption_enc_values_supported": ["A256GCM"],
    "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
    "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256", "PS256"],
    "authorization_response_iss_parameter_supported": True,
    "claims_parameter_supported": True,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
}


def _claims() -> set[str]:
    return {claim for claims in SCOPES.values() for claim in claims}


@router.get("/jwks")
async def jwks(request: Request) -> Response:
    """Publish the public keys (RFC 7517)."""
    return JSONResponse(memory_of(request).keys.jwks)


@health.get("/sante")
async def sante() -> Response:
    """Say that the process answers."""
    return JSONResponse({"statut": "ok"})
