"""Reads the hashes of complete subtrees: leaves from their table, the others from theirs."""

from collections.abc import Iterable

import psycopg

from broker.journal.merkle import Node

_READ = """
SELECT level, index, hash FROM journal_node
JOIN unnest(%b::smallint[], %b::bigint[]) AS t (level, index) USING (level, index)
UNION ALL
SELECT 0, index, leaf_hash FROM journal_leaf WHERE index = ANY(%b::bigint[])
"""


async def read_nodes(
    connection: psycopg.AsyncConnection, nodes: Iterable[Node]
) -> dict[Node, bytes]:
    """Return the hash of each node, in one round trip; a node that is not there is left out."""
    wanted = list(nodes)
    above = [node for node in wanted if node[0]]
    leaves = [index for level, index in wanted if not level]
    levels, indexes = [level for level, _ in above], [index for _, index in above]
    cursor = await connection.execute(_READ, (levels, indexes, leaves), binary=True)
    return {(level, index): value async for level, index, value in cursor}
