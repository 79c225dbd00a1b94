"""The demonstration (演示): the example year, an account for each role, passwords that anybody may know."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jixiao.cli.width import padded, width
from jixiao_web.config import UnsafeConfiguration, configuration

PASSWORD = "yuetan-2019"  # noqa: S105 - public on purpose
MADE_FROM = "demo.json"
NAMES = (
    ("clerk", "head"),
    ("何小满", "方立秋"),
    ("周谷雨", "吴正平"),
    ("郑春生", "王秀兰"),
    ("冯致远", "陈明达"),
    ("褚晓岚", "卫国强"),
    ("蒋文静", "沈家和"),
    ("韩雪松", "杨建业"),
    ("朱思远", "秦淑芬"),
    ("尤念慈", "许长青"),
)
"""Made-up names: of the clerk and the head of each office, in the order in which the ledger has them."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody of the demonstration: how they sign in, and as what."""

    username: str
    full_name: str
    role: str
    offices: tuple[str, ...] = ("",)


def sign_ins(offices: list[str]) -> Iterator[SignIn]:
    """Everybody of the demonstration, the seven roles first, then the other offices."""
    first, half = offices[0], (len(offices) + 1) // 2
    yield SignIn("coordinator", "林若溪", "coordinator")
    yield SignIn("clerk", NAMES[1][0], "clerk", (first,))
    yield SignIn("head", NAMES[1][1], "office_head", (first,))
    yield SignIn("finance", "孟算清", "finance")
    yield SignIn("deputy", "陆远山", "deputy_leader", tuple(offices[:half]))
    yield SignIn("deputy2", "程海宁", "deputy_leader", tuple(offices[half:]))
    yield SignIn("leader", "高景行", "leader")
    yield SignIn("reviewer", "白知衡", "reviewer")
    for number, office in enumerate(offices[1:], start=2):
        clerk, head = NAMES[(number - 1) % (len(NAMES) - 1) + 1]
        yield SignIn(f"clerk{number}", clerk, "clerk", (office,))
        yield SignIn(f"head{number}", head, "office_head", (office,))


def clear(*, is_wanted: bool) -> None:
    """Throw an old demonstration away where that is wanted, or where this program cannot carry it on.

    Nothing but a demonstration is ever thrown away. Raises UnsafeConfiguration.
    """
    configured = configuration()
    database = configured.data / "jixiao.sqlite3"
    if configured.database_url != f"sqlite:///{database}":
        if is_wanted:
            raise UnsafeConfiguration(
                "--fresh 只清空文件夹里的演示，不动 DATABASE_URL 指向的数据库。",
                hint="请自己清空那个数据库，或去掉 DATABASE_URL。",
                english="--fresh does not empty the database that DATABASE_URL names. Do it yourself.",
            )
        return
    if database.exists() and (is_wanted or not _carries_on(configured.data)) and _is_demo(database):
        for each in configured.data.glob("jixiao.sqlite3*"):
            each.unlink()
        shutil.rmtree(configured.data / "files", ignore_errors=True)
        (configured.data / MADE_FROM).unlink(missing_ok=True)


def build() -> None:
    """Fill the database with the year and the accounts where that was not done; print how to sign in."""
    from jixiao.example import example_year
    from jixiao_web.ledger.models import BudgetYear

    content = example_year()
    offices = list(dict.fromkeys(each.party for each in content.projects if each.party))
    everybody = list(sign_ins(offices))
    if not BudgetYear.objects.exists():
        _fill(everybody)
    made_from = configuration().data / MADE_FROM
    made_from.write_text(json.dumps(_migrations(), indent=1), encoding="utf-8")
    print("\n".join(_table(everybody)))  # noqa: T201 - the console is where these are read


def _fill(everybody: list[SignIn]) -> None:
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from jixiao.example import example_year
    from jixiao_web.accounts.models import Membership, User
    from jixiao_web.demo_round import fill_round
    from jixiao_web.ledger.models import BudgetYear
    from jixiao_web.ledger.services import open_year, replace_year

    content = example_year()
    hashed = make_password(PASSWORD)
    with transaction.atomic():
        year = open_year(actor=None, fiscal_year=content.fiscal_year, unit=content.unit)
        replace_year(actor=None, year=year, content=content)
        for each in everybody:
            user = User.objects.create(username=each.username, full_name=each.full_name, password=hashed)
            Membership.objects.bulk_create(
                Membership(user=user, role=each.role, office=office) for office in each.offices
            )
        fill_round(year)
    assert BudgetYear.objects.exists()


def _table(everybody: list[SignIn]) -> Iterator[str]:
    from django.utils import translation

    from jixiao_web.accounts.models import Role

    rows = [("账号 user", "密码 password", "角色 role", "部门 office")]
    for each in everybody:
        role = Role(each.role)
        with translation.override("zh-hans"):
            told = str(role.label)
        where = each.offices[0] + (f" 等{len(each.offices)}个" if len(each.offices) > 1 else "")
        rows.append((each.username, PASSWORD, f"{told} {each.role.replace('_', ' ')}", where))
    widths = [max(width(row[column]) for row in rows) for column in range(4)]
    for number, row in enumerate(rows):
        yield "  ".join(padded(cell, wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "─" * (sum(widths) + 6)


def _carries_on(data: Path) -> bool:
    """Whether every migration with which the demonstration was made is still the same."""
    try:
        made_from: dict[str, str] = json.loads((data / MADE_FROM).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return made_from.items() <= _migrations().items()


def _migrations() -> dict[str, str]:
    """The migrations of this program with their digests."""
    root = Path(__file__).parent
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.glob("*/migrations/0*.py"))
    }


def _is_demo(database: Path) -> bool:
    """Whether a file is a demonstration's database, or one that was not finished."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            tables = {name for (name,) in opened.execute("select name from sqlite_master")}
            if "running_installation" in tables:
                rows = opened.execute("select is_demo from running_installation").fetchall()
                return all(is_demo for (is_demo,) in rows) and (bool(rows) or not _has_people(opened, tables))
            return not _has_people(opened, tables)
    except sqlite3.Error:
        return False


def _has_people(opened: sqlite3.Connection, tables: set[str]) -> bool:
    return "accounts_user" in tables and bool(
        opened.execute("select count(*) from accounts_user").fetchone()[0]
    )
