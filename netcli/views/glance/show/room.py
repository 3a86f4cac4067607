"""What has room on a screen: whole texts, counted in lines of about a hundred columns."""

from collections.abc import Iterable

from netcli.knowledge.citations import CITATION

LINE = 82  # characters beside a label


def lines_of_texts(texts: Iterable[str], width: int = LINE) -> int:
    """Return how many lines some texts take, each beginning a line."""
    return sum(-(-len(CITATION.sub("", text)) // width) for text in texts)


def what_fits(texts: Iterable[str], room: int) -> list[str]:
    """Return the first of some texts, each whole, that so many lines hold."""
    shown = []
    for text in texts:
        room -= lines_of_texts([text])
        if room < 0:
            break
        shown.append(text)
    return shown
