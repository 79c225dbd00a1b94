"""Configuration (配置): what the environment asks for, or a clear sentence on why it will not do.

Everything is said by environment variables; a small unit needs none of them.

    JIXIAO_DATA        folder for database, files and keys (default: ./jixiao-data)
    DATABASE_URL       e.g. postgres://user:password@host/name (default: SQLite in the folder)
    JIXIAO_SECRET_KEY  key that signs sessions (default: made once and kept in the folder)
    JIXIAO_HOSTS       names under which the site is called, with commas (default: this machine's own)
    JIXIAO_HTTPS       1 where a proxy in front speaks https
    JIXIAO_LARGEST_MB  how large a file people may bring, in MB (default: 100)
    JIXIAO_DEBUG       1 for developers only
    JIXIAO_DEMO        1 for the demonstration, whose accounts are public
"""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jixiao.errors import JixiaoError

SHORTEST_SECRET = 40
LARGEST_MB = 100
WEAK_SECRETS = ("secret", "changeme", "change-me", "password", "insecure", "default", "example")
TEMPORARY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - named to be refused
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")


class UnsafeConfiguration(JixiaoError):
    """这样的配置不能用于正式运行。"""


@dataclass(frozen=True, slots=True)
class Configuration:
    """How the site is to run (配置)."""

    data: Path
    database_url: str
    secret_key: str
    hosts: tuple[str, ...]
    is_https: bool
    is_debug: bool
    is_demo: bool
    largest_file: int = LARGEST_MB << 20


def configuration(environment: Mapping[str, str] | None = None) -> Configuration:
    """The configuration that the environment asks for.

    Raises UnsafeConfiguration, with the way out, where it would not be safe in production.
    """
    given = os.environ if environment is None else environment
    data = Path(given.get("JIXIAO_DATA") or "jixiao-data").absolute()
    is_debug, is_demo = _is_set(given, "JIXIAO_DEBUG"), _is_set(given, "JIXIAO_DEMO")
    url = given.get("DATABASE_URL", "")
    secret = given.get("JIXIAO_SECRET_KEY", "")
    if not is_debug and not is_demo:
        _refuse_temporary(data, url)
        _refuse_weak(secret)
    _refuse_unknown_database(url)
    return Configuration(
        data=data,
        database_url=url or f"sqlite:///{data / 'jixiao.sqlite3'}",
        secret_key=secret or _kept_secret(data),
        hosts=_hosts(given.get("JIXIAO_HOSTS", "")),
        is_https=_is_set(given, "JIXIAO_HTTPS"),
        is_debug=is_debug,
        is_demo=is_demo,
        largest_file=_megabytes(given.get("JIXIAO_LARGEST_MB", "")) << 20,
    )


def _is_set(given: Mapping[str, str], name: str) -> bool:
    return given.get(name, "").strip().casefold() in ("1", "true", "yes", "on")


def _refuse_temporary(data: Path, url: str) -> None:
    """A database in a temporary folder is gone after the next start of the machine."""
    place = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:") else data
    temporary = {Path(tempfile.gettempdir()).resolve(), *TEMPORARY}
    if url.startswith("sqlite") and ":memory:" in url:
        raise UnsafeConfiguration(
            "DATABASE_URL 指向内存数据库，程序一停，数据就没有了。",
            hint="改为文件或 PostgreSQL，或去掉 DATABASE_URL。",
            english="DATABASE_URL names a database in memory: it is gone when the program stops.",
        )
    if (not url or url.startswith("sqlite:")) and any(
        place.resolve().is_relative_to(each) for each in temporary
    ):
        raise UnsafeConfiguration(
            f"数据文件夹在临时目录里（{place}），系统清理时会被删除。",
            hint="用 JIXIAO_DATA 指定一个长期保存的文件夹，如 /srv/jixiao。",
            english=f"The data folder lies in a temporary folder ({place}), which the system empties.",
        )


def _refuse_weak(secret: str) -> None:
    if not secret:
        return
    if len(secret) < SHORTEST_SECRET or any(word in secret.casefold() for word in WEAK_SECRETS):
        raise UnsafeConfiguration(
            f"JIXIAO_SECRET_KEY 太弱：要 {SHORTEST_SECRET} 个以上无规律的字符。",
            hint="去掉这个变量，程序会自己生成并保存一个；或运行 "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))" 生成。',
            english=f"JIXIAO_SECRET_KEY is weak: {SHORTEST_SECRET} random characters or more are needed.",
        )


def _refuse_unknown_database(url: str) -> None:
    scheme = url.partition(":")[0]
    if url and scheme not in DATABASE_SCHEMES:
        raise UnsafeConfiguration(
            f"DATABASE_URL 的写法不认识：{scheme}:…",
            hint="应为 postgres://用户:密码@主机/库名，或 sqlite:///路径。",
            english=f"DATABASE_URL is of an unknown kind: {scheme}:… (postgres:// or sqlite:///).",
        )


def _megabytes(given: str) -> int:
    if not given:
        return LARGEST_MB
    if not given.isdecimal() or not 1 <= int(given) <= 2000:
        raise UnsafeConfiguration(
            f"JIXIAO_LARGEST_MB 应为 1 到 2000 的整数，现在是“{given}”。",
            english=f"JIXIAO_LARGEST_MB must be a whole number from 1 to 2000, not {given!r}.",
        )
    return int(given)


def _kept_secret(data: Path) -> str:
    """The secret that the data folder keeps, made at the first start."""
    file = data / "secret-key"
    if file.exists():
        return file.read_text("ascii").strip()
    data.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(50)
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(opened, "w", encoding="ascii") as stream:
        stream.write(made)
    return made


def _hosts(given: str) -> tuple[str, ...]:
    named = tuple(each.strip() for each in given.split(",") if each.strip())
    return named or ("localhost", "127.0.0.1", "[::1]", socket.gethostname())
