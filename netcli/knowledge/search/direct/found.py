"""What a structured question finds."""

from typing import NamedTuple


class Direct(NamedTuple):
    """A record that answers, what it says on the question, and the command that gives the whole.

    It is `outright` where the wording leaves no doubt of what is asked for: "list", "compare", a tumour's values.
    """

    collection: str
    id: str
    says: str
    command: str
    outright: bool = False
