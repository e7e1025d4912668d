"""HTTP: each module translates requests for one part of the protocol, and decides nothing."""
