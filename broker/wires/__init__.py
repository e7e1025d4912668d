"""How an answer and a refusal are written: the v3 envelope, and v2's flat bodies."""
