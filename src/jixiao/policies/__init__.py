"""Rule packs, outlines, sentence patterns, forms and layouts by region and date: data, not code."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jixiao.errors import PolicyError


def read_policy_file(folder: str, name_or_path: str | Path, what: str) -> dict[str, Any]:
    """The content of the file of that name that ships in `folder`, or of the unit's own file.

    A name that ends in .toml, or a Path, is the user's own file; `what` names the kind of file in Chinese.
    Raises PolicyError where it is missing or no TOML.

    >>> read_policy_file("packs", "national", "政策包")["title"]
    '全国通用'
    """
    path: Path | Traversable
    if isinstance(name_or_path, Path) or name_or_path.endswith(".toml"):
        path = Path(name_or_path)
    else:
        path = files("jixiao.policies") / folder / f"{name_or_path}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(f"找不到{what}“{name_or_path}”。", hint=_shipped(folder, what)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise PolicyError(f"{what}“{name_or_path}”无法使用：{fault}") from fault


def shipped(folder: str) -> list[str]:
    """The names of the files that ship in `folder`.

    >>> "national" in shipped("packs")
    True
    """
    return sorted(
        each.name.removesuffix(".toml")
        for each in (files("jixiao.policies") / folder).iterdir()
        if each.name.endswith(".toml")
    )


def _shipped(folder: str, what: str) -> str:
    return f"自带的{what}：{'、'.join(shipped(folder))}；本单位的文件请写出带 .toml 的文件名。"
