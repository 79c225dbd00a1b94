"""What is made when the project is built: compiled translations, third-party files of the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface[Any]):
    """Compiles the catalogs and fetches what the pages serve; quick where nothing has changed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are packed."""
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from jixiao_web.frontend.fetch import NotFetched, fetch
            from jixiao_web.pages.catalogs import compile_catalogs
        finally:
            sys.path.remove(source)
        compile_catalogs()
        try:
            fetch(for_tests=version == "editable")
        except NotFetched as error:
            self.app.display_warning(str(error))
