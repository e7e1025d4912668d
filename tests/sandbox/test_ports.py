import socket

import pytest

from sandbox.ports import LOOPBACK, free_block


def test_a_block_with_one_port_taken_is_left_for_the_next() -> None:
    first = free_block(2, 19000)[0]
    with socket.socket() as holder:
        holder.bind((LOOPBACK, first + 1))
        holder.listen()

        block = free_block(2, first)

    assert len(block) == 2
    assert block[0] >= first + 10


def test_a_machine_without_a_free_port_is_said_to_be_one() -> None:
    with pytest.raises((OSError, OverflowError)):
        free_block(2, 65535)
