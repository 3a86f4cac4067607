"""Write a file whole or not at all: who reads it meanwhile reads the old one or the new one, never a half."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, part: str) -> None:
    """Replace a file by one that only its owner can read; `part` begins the name of what is not whole yet.

    Raise OSError; then the former file is as it was.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=part, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
