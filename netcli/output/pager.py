"""A pager for what is taller than the screen."""

import os
import shlex
import shutil
import signal
import subprocess
import sys

USUAL = "less"
NONE = ("", "cat")


def pager() -> list[str]:
    """Return the command line of the pager: NETCLI_PAGER, else PAGER, else less; none where there is none."""
    chosen = next((os.environ[name] for name in ("NETCLI_PAGER", "PAGER") if name in os.environ), USUAL).strip()
    if chosen in NONE:
        return []
    try:
        words = shlex.split(chosen)
    except ValueError:  # a quotation mark without its other half
        return []
    return words if shutil.which(words[0]) else []


def page_through(words: list[str], text: bytes) -> bool:
    """Show a text in a pager until its reader leaves it; tell whether it did its work."""
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env={"LESS": "FRX", **os.environ})  # noqa: S603 (what the user named)
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        process.communicate(text)
    except BrokenPipeError:
        process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode == 0


def is_wanted(text: str, height: int) -> bool:
    """Tell whether a text is taller than the screen, and people sit at both ends."""
    plain = os.environ.get("TERM") == "dumb"
    return not plain and text.count("\n") >= height and sys.stdout.isatty() and sys.stdin.isatty()
