"""How an answer and a refusal are written."""
