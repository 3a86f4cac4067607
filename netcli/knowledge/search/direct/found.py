"""What a structured question finds."""

from typing import NamedTuple


class Direct(NamedTuple):
    """A record that answers, what it says on the question, and the command that gives the whole."""

    collection: str
    id: str
    says: str
    command: str
