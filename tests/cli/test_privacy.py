"""Nothing that is typed is stored or sent: no command reaches the network or writes a file unless it is told to."""

import json
import subprocess
import sys

from tests.cli.lines import EXAMPLES
from tests.conftest import environment

# Run each line and report what the interpreter itself saw of connections and of files that were opened to be written.
WATCHED = """
import contextlib, io, json, os, sys
import netcli.__main__ as main
seen = []
def hook(event, args):
    writes = event == "open" and (args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "os.mkdir", "os.rename")):
        seen.append(f"{event} {args[:2]}")
sys.addaudithook(hook)
for line in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main.run(line)
print(json.dumps(seen))
"""
ASKED_TO = ("--live", "--open", "--output", "--batch", "--to")  # what a user may tell a command to send or to write
LINES = [line for lines in EXAMPLES.values() for line in lines if not any(word in ASKED_TO for word in line)]
TYPED = [["faq", "my name is Ada Example and I faint"], ["search", "Ada Example 1970-01-01"], ["nosuchcommand"]]


def test_nothing_typed_is_stored_or_sent() -> None:
    """By the examples of every command, and by words that name a person."""
    assert len(LINES) > 20
    line = [sys.executable, "-B", "-P", "-c", WATCHED, json.dumps([*LINES, *TYPED])]
    run = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", env=environment(), check=True)
    assert json.loads(run.stdout.splitlines()[-1]) == []
