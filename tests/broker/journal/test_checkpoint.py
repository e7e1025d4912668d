import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from broker.journal.checkpoint import Signer, sign
from consumers.auditor.note import is_signed, read_checkpoint, read_key
from tests.broker.journal.makers import ORIGIN, a_signer
from tests.broker.journal.reference_vectors import (
    TESSERA_KEY,
    TESSERA_SEED,
    VECTORS,
    need_vectors,
    tessera_checkpoint,
)


def a_published_signer(name: str, encoded_seed: str) -> Signer:
    seed = base64.b64decode(encoded_seed)[1:]
    return Signer(name, Ed25519PrivateKey.from_private_bytes(seed))


@need_vectors
@pytest.mark.parametrize("size", range(16))
def test_a_real_logs_checkpoints_are_signed_to_the_same_bytes(size: int) -> None:
    signer = a_published_signer("example.com/log/testdata", TESSERA_SEED)
    published = tessera_checkpoint(size)
    root = base64.b64decode(published.splitlines()[2])

    assert signer.verifier_key == TESSERA_KEY
    assert signer.checkpoint(size, root) == published


@need_vectors
def test_the_published_note_is_signed_to_the_same_bytes() -> None:
    vectors = json.loads((VECTORS / "signed-note" / "note_vectors.json").read_text())
    (valid,) = vectors["valid"]
    _, _, name, _, seed = valid["skey"].split("+", 4)
    signer = a_published_signer(name, seed)

    assert signer.verifier_key == valid["vkey"]
    assert sign(valid["text"], signer) == valid["signed"]


def test_an_auditor_reads_what_was_signed() -> None:
    signer = a_signer()
    note = signer.checkpoint(7, b"r" * 32)

    said = read_checkpoint(note)

    assert (said.origin, said.size, said.root) == (ORIGIN, 7, b"r" * 32)
    assert is_signed(note, read_key(signer.verifier_key))
    assert not is_signed(note, read_key(a_signer().verifier_key))


@pytest.mark.parametrize("name", ["", "deux mots", "a+b", "a\nb"])
def test_a_name_that_a_note_cannot_carry_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        a_signer(name)
