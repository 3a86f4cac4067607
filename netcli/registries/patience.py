"""How long netcli waits for a register, and how often it asks."""

import time
from collections.abc import Callable


class OutOfPatienceError(Exception):
    """What would have to be waited for is longer than what is left; `seconds` is the wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


class Patience:
    """The time allowed for one request with its retries, and the pace of requests. All in seconds.

    ClinicalTrials.gov publishes no rate limit; its robots.txt asks for one request a second.
    """

    def __init__(
        self,
        *,
        connect: float = 10,
        read: float = 30,
        budget: float = 45,
        pace: float = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.budget = budget
        self._connect, self._read, self._pace = connect, read, pace
        self._clock, self._sleep = clock, sleep
        self._deadline = clock() + budget
        self._next_turn = clock()

    def begin(self) -> None:
        """Start the budget of a new request."""
        self._deadline = self._clock() + self.budget

    @property
    def left(self) -> float:
        """What is left of the budget."""
        return self._deadline - self._clock()

    @property
    def timeouts(self) -> tuple[float, float]:
        """Time allowed to connect and between two pieces of the answer."""
        left = max(self.left, 0.001)
        return min(self._connect, left), min(self._read, left)

    def take_turn(self) -> None:
        """Wait until a request may be sent."""
        wait = self._next_turn - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next_turn = self._clock() + self._pace

    def wait(self, seconds: float) -> None:
        """Wait before another try; raise OutOfPatienceError when the budget does not allow it."""
        if seconds >= self.left:
            raise OutOfPatienceError(seconds)
        self._sleep(max(seconds, 0))
