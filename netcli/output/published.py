"""The published JSON Schemas of the answers, as the package carries them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "answers"
Json = dict[str, Any]


def published_names() -> list[str]:
    """Return the answers that have a schema, and "error"."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def published_schema(name: str) -> Json:
    """Return the schema of an answer."""
    content: Json = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content
