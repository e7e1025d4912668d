"""Programs to start and to watch: one that answers, one that dies."""

from fastapi import FastAPI


def answers() -> FastAPI:
    app = FastAPI()

    @app.get("/sante")
    async def sante() -> dict[str, str]:
        return {"statut": "ok"}

    return app


def dies() -> FastAPI:
    raise RuntimeError("rien à lire dans l'environnement")
