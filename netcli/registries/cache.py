"""Answers of a register, kept for a day: politeness to it, speed for the user.

A cache that cannot be used is never an error: it is a note.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from netcli.knowledge.files.whole import write_whole

LIFETIME = timedelta(hours=24)
LARGEST = 100_000_000  # bytes: a page as large as one may be, each character written as \uXXXX


class Kept(NamedTuple):
    """A page of an answer and when the register gave it (UTC, ISO 8601)."""

    page: dict[str, Any]
    asked_at: str


def utc_now() -> datetime:
    """Return the present time."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return a moment as 2026-11-23T07:34:57Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cache_folder() -> Path | None:
    """Return $XDG_CACHE_HOME/netcli, ~/.cache/netcli or %LOCALAPPDATA%/netcli; None without a home."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if Path(named).is_absolute():  # XDG: a relative path is to be ignored
        return Path(named) / "netcli"
    try:
        return Path.home() / ".cache" / "netcli"
    except RuntimeError:
        return None


def _contents(path: Path) -> bytes:
    """Return what a kept file holds; raise OSError, also for what is no file and would never end (a pipe)."""
    if path.exists() and not (path.is_file() and path.stat().st_size <= LARGEST):
        raise OSError
    return path.read_bytes()


class Cache:
    """Pages of one service by address. `notes` says what kept the cache from working."""

    def __init__(self, folder: Path | None, service: str, now: Callable[[], datetime] = utc_now) -> None:
        self._folder, self._prefix, self._now = folder, f"{service}-", now
        self.notes: list[str] = [] if folder else ["The answer is not kept: no home folder for the cache."]

    def find(self, url: str, has_form: Callable[[dict[str, Any]], bool]) -> Kept | None:
        """Return the page kept for `url` if it is younger than a day, whole, and of the form asked for."""
        if self._folder is None:
            return None
        try:
            entry = json.loads(_contents(self._path(self._folder, url)))
            asked = datetime.fromisoformat(entry["asked_at"])
            if entry["url"] != url or not isinstance(entry["page"], dict) or not has_form(entry["page"]):
                raise ValueError
            return Kept(entry["page"], stamp(asked)) if timedelta() <= self._now() - asked < LIFETIME else None
        except FileNotFoundError:
            return None
        except Exception:  # whatever somebody put there
            self._note("A kept answer could not be read; the register was asked again.")
            return None

    def keep(self, url: str, kept: Kept) -> None:
        """Keep a page, whole or not at all, readable by its owner only."""
        if self._folder is None:
            return
        try:
            content = json.dumps({"url": url, "asked_at": kept.asked_at, "page": kept.page}).encode("ascii")
            write_whole(self._path(self._folder, url), content, self._prefix)
        except OSError as error:
            self._note(f"The answer is not kept: {error.strerror or 'the cache cannot be written'}.")

    def prune(self) -> None:
        """Remove what is older than a day."""
        if self._folder is None:
            return
        oldest = (self._now() - LIFETIME).timestamp()
        for path in self._folder.glob(f"{self._prefix}*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)

    def _path(self, folder: Path, url: str) -> Path:
        return folder / f"{self._prefix}{sha256(url.encode()).hexdigest()[:32]}.json"

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)
