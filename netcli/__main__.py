"""The entry: a fast --version, one table from error to sentence, and the exit codes."""

import os
import sys

from netcli import __version__


def main() -> None:
    """Run the command line and exit with the contract's status."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"netcli {__version__}\n")
        return
    sys.exit(_finish(arguments))


def _finish(arguments: list[str]) -> int:
    """Run, flush and return the exit status. A reader that closes the pipe early ends the run quietly."""
    try:
        status = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at exit; give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status; no exception leaves but a broken pipe."""
    from netcli.errors import ExitCode, InvalidData, NetcliError

    try:
        return _dispatch(arguments)
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, EOFError):
        return _fail(arguments, NetcliError("interrupted"), ExitCode.INTERRUPTED)
    except InvalidData as error:
        hint = "\n".join(error.problems) or error.hint
        return _fail(arguments, NetcliError(error.message, hint), ExitCode.DATA)
    except NetcliError as error:
        return _fail(arguments, error, error.code)
    except OSError as error:
        return _fail(arguments, NetcliError(f"{error.strerror or error}"), ExitCode.FAILURE)
    except Exception as error:  # the promise is a sentence, never a traceback
        text = f"unexpected {type(error).__name__}"
        return _fail(
            arguments,
            NetcliError(text, "run again with --debug for the details, and please report it"),
            ExitCode.FAILURE,
        )


def _dispatch(arguments: list[str]) -> int:
    import typer

    from netcli.app import build, command_first
    from netcli.errors import UnknownValue
    from netcli.text import clean

    arguments = command_first(arguments)
    try:
        status = build(arguments[0] if arguments else None)(args=arguments, prog_name="netcli", standalone_mode=False)
    except typer.TyperException as error:
        where = getattr(getattr(error, "ctx", None), "command_path", "netcli")
        raise UnknownValue(clean(error.format_message(), 300), f"try '{where} --help'") from error
    except typer.Abort:
        raise KeyboardInterrupt from None
    return status if isinstance(status, int) else 0


def _fail(arguments: list[str], error: "object", code: int) -> int:
    from netcli.errors import NetcliError
    from netcli.output.sink import put_error

    if "--debug" in arguments:
        import traceback

        traceback.print_exc()
    assert isinstance(error, NetcliError)  # noqa: S101
    put_error(error, code, as_json=_wants_json(arguments))
    return int(code)


def _wants_json(arguments: list[str]) -> bool:
    joined = " ".join(arguments).replace("=", " ")
    return "--json" in arguments or "-fjson" in arguments or "--format json" in joined or "-f json" in joined


if __name__ == "__main__":
    main()
