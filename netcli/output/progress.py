"""A line of progress on standard error, for people who wait; nothing when nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from netcli.output.terminal import look_at


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Give a function that shows how far the work is, in one line that is wiped at the end."""
    terminal = look_at(sys.stderr)
    if not terminal.is_tty:
        yield lambda _: None
        return

    def say(text: str) -> None:
        line = terminal.fit(f"{what}: {text}" if text else what)[: terminal.width - 1]
        sys.stderr.write(f"\r{line:<{terminal.width - 1}}")
        sys.stderr.flush()

    say("")
    try:
        yield say
    finally:
        sys.stderr.write("\r" + " " * (terminal.width - 1) + "\r")
        sys.stderr.flush()
