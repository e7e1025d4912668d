"""The base of every message that crosses an organisation's border."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """A message: immutable, and closed to fields the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Query(BaseModel):
    """The parameters of a call, as the caller spells them.

    Open to parameters it does not know, as API Particulier is: a client that
    sends one more than we read still gets its answer.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", use_attribute_docstrings=True, populate_by_name=True
    )
