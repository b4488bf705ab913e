"""Build hook: compiles the text catalogues, so that wheels and editable installs speak every language."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # By path: the packages being built are not importable here.
        compiler = runpy.run_path(str(Path(self.root, "tui/text/compile.py")))
        compiler["compile_all"](str(Path(self.root, "tui/locale")), force=True)
        build_data["artifacts"].append("tui/locale/**/*.mo")
