"""Every refusal the broker can render: one code, one meaning, one thing to do.

Codes of API Particulier keep their meaning there; ours are 006xx.
Published at `/api/errors`.
"""
