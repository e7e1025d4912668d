import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.journal import merkle
from broker.journal.entry import leaf_hash
from consumers.auditor.merkle import Growing, root_from_path
from tests.broker.journal.reference_vectors import (
    TESSERA_LEAVES,
    inclusion_vectors,
    need_vectors,
    tessera_checkpoint,
)

LEAVES = st.lists(st.binary(max_size=8).map(leaf_hash), max_size=130)
RFC_TREE = [
    bytes.fromhex(h)
    for h in "- 00 10 2021 3031 40414243 5051525354555657 606162636465666768696a6b6c6d6e6f".replace(
        "-", ""
    ).split(" ")
]
"""The eight leaves of the test tree that Certificate Transparency logs share."""


def tree_of(leaves: list[bytes]) -> dict[merkle.Node, bytes]:
    nothing: dict[merkle.Node, bytes] = {}
    return merkle.extend(0, leaves, nothing.__getitem__)


def auditors_root(leaves: list[bytes]) -> bytes:
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


@given(LEAVES)
def test_both_implementations_compute_the_same_root(leaves: list[bytes]) -> None:
    assert merkle.root(len(leaves), tree_of(leaves).__getitem__) == auditors_root(leaves)


@given(LEAVES, st.data())
def test_every_prefix_stays_in_the_tree_that_grew_from_it(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, len(leaves)))

    assert merkle.root(size, tree_of(leaves).__getitem__) == auditors_root(leaves[:size])


@given(LEAVES.filter(bool), st.data())
def test_every_inclusion_path_convinces_the_other_implementation(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))

    path = merkle.inclusion(index, size, tree_of(leaves).__getitem__)

    assert root_from_path(leaves[index], index, size, path) == auditors_root(leaves[:size])


@settings(max_examples=50)
@given(LEAVES.filter(bool), st.data())
def test_a_path_with_one_bit_changed_leads_elsewhere(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.inclusion(index, len(leaves), tree_of(leaves).__getitem__)
    changed = [*path, leaves[index]]
    place = data.draw(st.integers(0, len(changed) - 1))
    bit = data.draw(st.integers(0, 255))
    changed[place] = (int.from_bytes(changed[place]) ^ 1 << bit).to_bytes(32)
    leaf = changed.pop()

    assert root_from_path(leaf, index, len(leaves), changed) != auditors_root(leaves)


@given(st.lists(st.integers(1, 40), max_size=6))
def test_growing_by_steps_gives_the_nodes_of_growing_at_once(steps: list[int]) -> None:
    leaves = [leaf_hash(bytes([i])) for i in range(min(sum(steps), 255))]
    grown: dict[merkle.Node, bytes] = {}
    size = 0
    for step in steps:
        new = leaves[size : size + step]
        edge = {node: grown[node] for node in merkle.subtrees(0, size)}
        grown |= merkle.extend(size, new, edge.__getitem__)
        size += len(new)

    assert grown == tree_of(leaves)


@given(st.integers(1, 10**12), st.data())
def test_a_proof_reads_few_nodes_whatever_the_size(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))

    assert len(merkle.siblings(index, size)) <= size.bit_length()
    assert len(merkle.nodes_of_inclusion(index, size)) <= 2 * size.bit_length()


def test_a_leaf_beyond_the_tree_has_no_proof() -> None:
    with pytest.raises(ValueError, match="no leaf 3 in a tree of 3"):
        merkle.siblings(3, 3)


@need_vectors
@pytest.mark.parametrize("size", range(16))
def test_the_roots_of_a_real_log_are_found_again(size: int) -> None:
    leaves = [leaf_hash(word.encode()) for word in TESSERA_LEAVES[:size]]
    published = base64.b64decode(tessera_checkpoint(size).splitlines()[2])

    assert merkle.root(size, tree_of(leaves).__getitem__) == published
    assert auditors_root(leaves) == published


@need_vectors
def test_the_published_inclusion_proofs_are_judged_as_published() -> None:
    vectors = inclusion_vectors()
    judged = {
        name: root_from_path(
            base64.b64decode(vector["leafHash"]),
            vector["leafIdx"],
            vector["treeSize"],
            [base64.b64decode(step) for step in vector["proof"] or ()],
        )
        for name, vector in vectors.items()
    }

    accepted = {n for n, root in judged.items() if root == base64.b64decode(vectors[n]["root"])}
    assert len(vectors) == 98
    assert accepted == {name for name, vector in vectors.items() if not vector["wantErr"]}


@need_vectors
def test_the_proofs_made_here_are_the_published_ones() -> None:
    nodes = tree_of([leaf_hash(leaf) for leaf in RFC_TREE])
    good = [v for v in inclusion_vectors().values() if not v["wantErr"] and v["treeSize"] > 1]

    for vector in good:
        path = merkle.inclusion(vector["leafIdx"], vector["treeSize"], nodes.__getitem__)
        assert [base64.b64encode(step).decode() for step in path] == vector["proof"]
    assert good
