"""How the shell is built: within an app arrows point down, and apps meet at services and selectors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jixiao_web

ROOT = Path(jixiao_web.__file__).parent
SHARED = {"accounts", "ledger", "history", "jobs", "files", "pages", "running", "rounds"}
"""Apps that others stand on, whose models and forms may be named. Results are collected in a round."""
OPEN = {"services", "selectors", "permissions", "errors", "items"}
"""Modules by which one app may use another."""

VIEWING = ("HttpRequest", "SignedIn", "HttpResponse")


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Each module of an app: the app, its name within, what it holds."""
    for path in sorted(ROOT.glob("*/**/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" in parts or "node_modules" in parts:
            continue
        yield parts[0], ".".join(parts[1:]), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module imports of the shell: app and module within."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        for name in names:
            parts = name.split(".")
            place = ROOT.joinpath(*parts[1:3])
            is_module = place.with_suffix(".py").exists() or place.is_dir()
            if parts[0] == "jixiao_web" and len(parts) > 2 and is_module:
                yield parts[1], parts[2]


def kind(name: str, tree: ast.Module) -> int:
    """How high a module stands: models lowest, addresses highest."""
    known = {
        "models": 0,
        "fields": 0,
        "errors": 0,
        "actor": 1,
        "selectors": 2,
        "services": 3,
        "forms": 4,
        "urls": 6,
    }
    if name in known:
        return known[name]
    text = ast.dump(tree)
    return 5 if any(f"'{each}'" in text for each in VIEWING) else -1  # a view, or of no layer


def test_within_an_app_arrows_point_down():
    layers = {(app, name): kind(name, tree) for app, name, tree in modules()}
    wrong = [
        f"{app}.{name} imports {app}.{other}"
        for app, name, tree in modules()
        for owner, other in imports(tree)
        if owner == app
        and layers.get((app, name), -1) >= 0
        and layers.get((app, other), -1) > layers[app, name]
    ]
    assert not sorted(set(wrong))


def test_an_app_uses_another_through_its_services_and_selectors():
    wrong = [
        f"{app}.{name} imports {owner}.{other}"
        for app, name, tree in modules()
        for owner, other in imports(tree)
        if owner != app and owner not in SHARED and app != "api" and other.split(".")[0] not in OPEN
    ]
    assert not sorted(set(wrong))
