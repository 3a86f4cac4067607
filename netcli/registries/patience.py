"""How long netcli waits for a register, and how often it asks."""

import time
from collections.abc import Callable


class OutOfPatienceError(Exception):
    """What would have to be waited for is longer than what is left."""


class Patience:
    """The time allowed for a whole answer, and the pace of requests. All in seconds.

    The rule is one: `budget` for each page of an answer, however many requests, retries and waits that takes.
    `connect` and `read` only end a silent try early enough for another. ClinicalTrials.gov publishes no rate limit;
    its robots.txt asks for one request a second.
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
        self._connect, self._read, self._budget, self._pace = connect, read, budget, pace
        self._clock, self._sleep = clock, sleep
        self._next_turn = clock()
        self.begin(1)

    def begin(self, pages: int) -> None:
        """Start the time allowed for an answer of so many pages."""
        self.allowed = self._budget * pages
        self._deadline = self._clock() + self.allowed

    @property
    def left(self) -> float:
        """What is left of the time allowed; never negative."""
        return max(self._deadline - self._clock(), 0)

    @property
    def timeouts(self) -> tuple[float, float]:
        """Time allowed to connect, and between two pieces of the answer."""
        left = max(self.left, 0.001)
        return min(self._connect, left), min(self._read, left)

    def take_turn(self) -> None:
        """Wait until a request may be sent; raise OutOfPatienceError."""
        self.wait(self._next_turn - self._clock())
        self._next_turn = self._clock() + self._pace

    def wait(self, seconds: float) -> None:
        """Wait; raise OutOfPatienceError, at once, when the time left does not allow it or nothing is left."""
        if max(seconds, 0) >= self.left:
            raise OutOfPatienceError
        if seconds > 0:
            self._sleep(seconds)
