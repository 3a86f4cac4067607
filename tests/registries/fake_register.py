"""Registers on this machine that play answers and faults, and a clock that costs no time."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ANSWERS = Path(__file__).parent / "answers"


def real(name: str) -> Any:
    """Return a real answer of the register, trimmed."""
    return json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))


def study(number: int, title: str = "A neuroendocrine tumor trial", **modules: Any) -> dict[str, Any]:
    """Return a small study record."""
    identification = {"nctId": f"NCT{number:08d}", "briefTitle": title}
    return {"protocolSection": {"identificationModule": identification, **modules}}


@dataclass
class Request:
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: str


@dataclass
class Reply:
    body: Any = field(default_factory=lambda: {"studies": []})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    promise_more: int = 0  # bytes announced and never sent
    wait_for: threading.Event | None = None
    drips: Iterator[bytes] | None = None  # raw bytes instead of an answer, a piece now and then

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
# Every way of never ending an answer that keeps each single read of a socket short.
DRIPS: dict[str, Callable[[], Iterator[bytes]]] = {
    "head": lambda: chain([b"HTTP/1.1 200 OK\r\nX-Slow: "], repeat(b"a")),
    "many heads": lambda: chain([b"HTTP/1.1 200 OK\r\n"], repeat(b"X-Slow: a\r\n")),
    "100 continue": lambda: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunk extension": lambda: chain([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"], repeat(b"x")),
    "empty deflate blocks": lambda: chain(
        [PACKED + b"a\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\r\n"], repeat(b"5\r\n\0\0\0\xff\xff\r\n")
    ),
    "body": lambda: chain([b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"], repeat(b" ")),
    "nothing": lambda: repeat(b""),
}


class FakeRegister:
    """Answers from a list, the last one again and again, or from a function of the request."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.replies: list[Reply] = [Reply()]
        self.answer: Callable[[Request], Reply] | None = None
        self.closing = threading.Event()
        register = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                register.reply(self, Request(parts.path, query, dict(self.headers), self.path))

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}/api/v2"
        self.labels = f"http://127.0.0.1:{self.server.server_address[1]}/drug"

    def plays(self, *replies: Reply | dict[str, Any]) -> None:
        self.replies = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]

    def reply(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        self.requests.append(request)
        if self.answer:
            reply = self.answer(request)
        else:
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply.drips:
            return self.drip(handler, reply.drips)
        if reply.wait_for:
            reply.wait_for.wait(5)
        handler.send_response(reply.status)
        headers = {"Content-Type": "application/json", **reply.headers}
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.content) + reply.promise_more))
        handler.end_headers()
        with contextlib.suppress(OSError):  # the client may have gone
            handler.wfile.write(reply.content)
        return None

    def drip(self, handler: BaseHTTPRequestHandler, pieces: Iterator[bytes]) -> None:
        """Send piece after piece until the test ends or the client has gone."""
        handler.close_connection = True
        with contextlib.suppress(OSError):
            for piece in pieces:
                handler.wfile.write(piece)
                if self.closing.wait(0.01):
                    return


SET_ID = "72d1a024-00b7-418a-b36e-b2cb48f2ab55"
NO_LABEL = Reply({"error": {"code": "NOT_FOUND", "message": "No matches found!"}}, 404)


def label(request: Request, effective: str = "20200101", **changed: Any) -> dict[str, Any]:
    """Return openFDA's answer about the number that is asked for."""
    number = request.query["search"].split('"')[1]
    record = {"set_id": SET_ID, "effective_time": effective, "openfda": {"application_number": [number]}}
    return {"meta": {}, "results": [{**record, **changed}]}


def standing(number: str, status: Any = "RECRUITING", **modules: Any) -> dict[str, Any]:
    """Return how a trial stands, with the fields that are asked for."""
    told = {"overallStatus": status, "lastUpdatePostDateStruct": {"date": "2026-10-01"},
            "completionDateStruct": {"date": "2028-05", "type": "ESTIMATED"}}  # fmt: skip
    return study(int(number[3:]), statusModule=told, **modules)


class Services:
    """ClinicalTrials.gov and openFDA as they are asked by `netcli update`: nothing is new but what is set.

    `statuses` and `studies` are by NCT id, `effective` by application number; `missing` ids have no record, `on_label`
    and `on_trials` answer in the place of all.
    """

    def __init__(self, register: FakeRegister, known: dict[str, str]) -> None:
        self.register, self.known = register, known
        self.statuses: dict[str, Any] = {}
        self.studies: dict[str, Any] = {}
        self.effective: dict[str, str] = {}
        self.missing: set[str] = set()
        self.on_label: Callable[[Request], Reply | None] = lambda _: None
        self.on_trials: Callable[[Request], Reply | None] = lambda _: None
        register.answer = self.answer

    def answer(self, request: Request) -> Reply:
        if request.path.endswith("label.json"):
            number = request.query["search"].split('"')[1]
            return self.on_label(request) or Reply(label(request, self.effective.get(number, "20200101")))
        if reply := self.on_trials(request):
            return reply
        if not request.path.endswith("/studies"):
            number = request.path.rpartition("/")[2]
            known = number not in self.missing
            return Reply(self.studies.get(number) or self.told(number)) if known else Reply(b"not found", 404)
        numbers = request.query["filter.ids"].split(",")
        if self.missing & set(numbers):
            return Reply(b"unknown id", 400)
        return Reply({"studies": [self.studies.get(number) or self.told(number) for number in numbers]})

    def told(self, number: str) -> dict[str, Any]:
        status = self.statuses.get(number, self.known[number].replace("-", "_").upper())
        return standing(number, status)


class FakeTime:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
