"""The Python SDK: what any consumer needs to call the broker.

Start with `courtier.Courtier`; `answer.Answer` is what it returns, `refusals` what it raises.
Its three exceptions are French, like the errors they carry: a person reads them.
"""
