"""The entry: a fast --version, one table from error to sentence, and the exit codes."""

import gc
import os
import sys

TYPE_CHECKING = False  # as in typing, the import of which would cost --version dear
if TYPE_CHECKING:
    from typing import NoReturn

    from netcli.argv import CommandLine
    from netcli.errors import NetcliError

# Hardly anything here is cyclic garbage: looking for it takes a tenth of a short run.
PATIENT = 100_000


def main() -> "NoReturn":
    """Run the command line and exit with the contract's status.

    What was written is with the system by then, which frees the memory at once: Python would take it down piece by
    piece, in a twentieth of a short run.
    """
    gc.set_threshold(PATIENT)
    status = _complete() if os.environ.get("_NETCLI_COMPLETE") else _finish(sys.argv[1:])
    os._exit(status)


def _complete() -> int:
    from netcli.shell import complete

    return complete()


def _finish(arguments: list[str]) -> int:
    """Run, flush and return the exit status.

    A reader that closes the pipe early ends the run quietly; output that cannot be written, on a full disk say, and
    an interruption end it with a sentence.
    """
    _replace_closed_streams()
    status = 0
    try:
        status = _version() if arguments in (["--version"], ["-V"]) else run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return 1
    except OSError as error:
        return status or _give_up(f"cannot write the answer: {error.strerror or error}", 1)
    except KeyboardInterrupt:
        return _give_up("interrupted", 130)
    return status


def _replace_closed_streams() -> None:
    """Stand in for streams that were closed by whoever started this: nothing to read, nowhere to write."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")  # refuses, as the closed one would


def _version() -> int:
    from netcli.version import version_line

    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout.write(f"{version_line()}\n")
    return 0


def _give_up(why: str, status: int) -> int:
    sys.stderr.write(f"netcli: {why}\n")
    return status


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status; no exception leaves but a broken pipe."""
    from netcli import argv
    from netcli.errors import ExitCode, InvalidData, NetcliError

    line = argv.read(arguments)
    try:
        return _dispatch(line)
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, EOFError):
        return _fail(line, NetcliError("interrupted"), ExitCode.INTERRUPTED)
    except InvalidData as error:
        hint = "\n".join(part for part in (*error.problems, error.hint) if part)
        return _fail(line, NetcliError(error.message, hint), ExitCode.DATA)
    except NetcliError as error:
        return _fail(line, error, error.code)
    except OSError as error:
        return _fail(line, NetcliError(_told(error)), ExitCode.FAILURE)
    except Exception as error:  # the promise is a sentence, never a traceback
        hint = "run again with --debug for the details, and please report it"
        return _fail(line, NetcliError(f"unexpected {type(error).__name__}", hint), ExitCode.FAILURE)


def _dispatch(line: "CommandLine") -> int:
    from netcli import argv
    from netcli.app import COMMANDS
    from netcli.errors import UnknownValue

    words = line.words
    if line.is_about_shells:
        from netcli.shell import answer_about_shells

        return answer_about_shells(line.own)
    argv.check(line)
    if any("\0" in word for word in words):  # from Python only: no system can pass one
        raise UnknownValue("a value holds a null character", "type it again without")
    if words and words[0].lower() == "help":
        return _command([*(word.lower() for word in words[1:2]), *words[2:], "--help"])
    if words and words[0].lower() in COMMANDS:
        words = [words[0].lower(), *words[1:]]
    is_command = not words or words[0] in COMMANDS or words[0].startswith("-")
    return _command(words) if is_command else _anything(words)


def _anything(words: list[str]) -> int:
    """Show what a first word that is no command names, or search for it; what finds nothing is no command."""
    import difflib

    from netcli.app import COMMANDS
    from netcli.errors import NoMatch, UnknownName, UnknownValue
    from netcli.output.sink import complain
    from netcli.text import clean

    try:
        status = _command(["show", *words])
    except UnknownName:
        if difflib.get_close_matches(words[0], COMMANDS, n=1, cutoff=0.75):
            return _command(words)
        try:
            status = _command(["search", *words])
        except NoMatch:
            return _command(words)
        complain("note: no command and no name of a record; this is what 'netcli search' finds")
    except UnknownValue as error:
        if error.__cause__ is None:  # not of the line but of the name: out of scope
            raise
        hint = f"'{clean(words[0], 40)}' is no command; 'netcli --help' lists them"
        raise UnknownValue(error.message, hint) from error
    else:
        complain("note: no command; this is what 'netcli show' tells")
    return status


def _command(words: list[str]) -> int:
    """Run one command and return its exit status."""
    import typer

    from netcli.app import COMMANDS, build
    from netcli.errors import ExitCode, UnknownValue
    from netcli.text import clean

    try:
        status = build(words[0] if words else None)(args=words, prog_name="netcli", standalone_mode=False)
    except typer.TyperException as error:
        where = getattr(getattr(error, "ctx", None), "command_path", "netcli")
        example = f", or {COMMANDS[words[0]][0]}" if words and words[0] in COMMANDS else ""
        raise UnknownValue(clean(error.format_message(), 300), f"try '{where} --help'{example}") from error
    except typer.Abort:
        raise KeyboardInterrupt from None
    if status == ExitCode.INTERRUPTED:  # what Typer makes of Ctrl-C
        raise KeyboardInterrupt
    return status if isinstance(status, int) else 0


def _told(error: OSError) -> str:
    """Return what the system refused. An error that names no file is of the output."""
    from netcli.text import clean

    reason = error.strerror or str(error)
    return f"cannot write the answer: {reason}" if error.filename is None else f"{clean(str(error.filename))}: {reason}"


def _fail(line: "CommandLine", error: "NetcliError", code: int) -> int:
    from netcli.knowledge.alarm import alarm_in
    from netcli.output.sink import put_error

    if line.debug:
        import traceback

        traceback.print_exc()
    put_error(
        error,
        code,
        line.formats or ([] if line.is_batch else [os.environ.get("NETCLI_FORMAT", "")]),
        alarm_in(" ".join(line.words)),
    )
    return int(code)


if __name__ == "__main__":
    main()
