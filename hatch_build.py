"""Build hook: check the knowledge, then ship it compiled to JSON beside its YAML.

An invalid record stops the build, so invalid knowledge cannot be installed. An editable install gets no
JSON and reads the YAML, so that an edited record shows at once.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]
    """Compile `netcli/data/*.yaml` into `netcli/data/compiled/*.json` of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check and compile; raise SystemExit with every problem."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from netcli.knowledge.check import problems
        from netcli.knowledge.search.compile import compile_knowledge

        if found := problems():
            raise SystemExit("invalid knowledge:\n" + "\n".join(found))
        self._folder = tempfile.TemporaryDirectory()
        for path in compile_knowledge(Path(self._folder.name)):
            build_data["force_include"][str(path)] = f"netcli/data/compiled/{path.name}"
        build_data["force_include"][str(Path(self.root) / "LICENSE-DATA")] = "netcli/data/LICENSE-DATA"
