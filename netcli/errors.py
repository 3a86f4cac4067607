"""What can go wrong, as one sentence, one hint and one exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The promise to scripts: what each exit status means."""

    ANSWER = 0
    FAILURE = 1
    USAGE = 2  # an option or a value that netcli does not know
    NO_MATCH = 3  # a valid question with nothing to show
    DATA = 4  # bundled or overlay knowledge is invalid
    NETWORK = 5  # a register could not be had
    INTERRUPTED = 130


class NetcliError(Exception):
    """An error a person can act on: `message` says what, `hint` says what to do."""

    code = ExitCode.FAILURE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UnknownValue(NetcliError):
    """A value that netcli does not know; the hint names what it would have accepted."""

    code = ExitCode.USAGE


class UnknownName(UnknownValue):
    """A name that no record bears."""


class NoMatch(NetcliError):
    """A valid question to which nothing in the knowledge answers."""

    code = ExitCode.NO_MATCH


class InvalidData(NetcliError):
    """Knowledge that does not fit the model; `problems` lists every place."""

    code = ExitCode.DATA

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class RegisterUnavailable(NetcliError):
    """A trial register could not be reached or did not answer sensibly."""

    code = ExitCode.NETWORK
