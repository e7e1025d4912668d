"""A token that was good a moment ago."""

from broker.habilitations.engine import engine_of
from broker.habilitations.store import revoke_token, token_id_of
from broker.keys import Keys
from sandbox.plan import developer_habilitation
from sandbox.scene import NotAsExpected, Scene, answered


async def revoke(scene: Scene) -> str:
    """Make a token, see that it opens an answer, revoke it as an operator does; return it.

    Raises NotAsExpected when it did not open, or could not be revoked.
    """
    # Of nobody's FranceConnect service: the town hall's own habilitation stays untouched.
    demande = developer_habilitation().model_copy(update={"clients_france_connect": frozenset()})
    token = (await scene.doors.habilitation(demande)).jeton
    answered(await scene.ask("identite", token, scene.complete()[0].identite))
    await _revoke(scene, token)
    return token


async def _revoke(scene: Scene, token: str) -> None:
    env = scene.state.broker_env
    key = Keys.derive(env["DLNUF_MASTER_KEY"], env["DLNUF_JOURNAL_KEY"]).tokens
    engine = engine_of(env["DATABASE_URL"])
    try:
        token_id = await token_id_of(engine, key, token)
        if token_id is None or not await revoke_token(engine, token_id):
            raise NotAsExpected("le jeton n'est pas dans la base")
    finally:
        await engine.dispose()
