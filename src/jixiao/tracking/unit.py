"""The unit (预算单位), its executing parties and its leading group."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum

from jixiao.tracking.noun import Noun, column, noun

WHOLE_UNIT = "unit"
"""What a reference to the whole unit is kept as; people write 单位."""


class PartyKind(Enum):
    """What an executing party is (部门性质)."""

    OFFICE = "内设办公室"
    INSTITUTION = "事业单位"
    ENFORCEMENT = "执法队"
    DISCIPLINE = "纪工委"
    OTHER = "其他"


_KINDS = (
    (re.compile("执法"), PartyKind.ENFORCEMENT),
    (re.compile("纪工委|纪检|监察"), PartyKind.DISCIPLINE),
    (re.compile("中心$|所$|站$|院$|馆$|学校$"), PartyKind.INSTITUTION),
    (re.compile("[办室科处部股组]$"), PartyKind.OFFICE),
)


def party_kind(name: str) -> PartyKind:
    """What an office of that name presumably is (按名称推断的部门性质).

    >>> party_kind("市民服务中心").value
    '事业单位'
    """
    return next((kind for shape, kind in _KINDS if shape.search(name)), PartyKind.OTHER)


class GroupRole(Enum):
    """A role in the leading group for budget performance (绩效领导小组)."""

    HEAD = "组长"
    DEPUTY = "副组长"
    MEMBER = "组员"


@noun("单位", "Unit", "本单位的名称和称呼，只填一行。")
class Unit(Noun):
    """The budget unit whose year this is (预算单位)."""

    name: str = column("单位全称", "Full name", help="公文抬头用的全称")
    short_name: str = column("单位简称", "Short name", help="报告正文用的简称，如“月坛街道”")
    self_reference: str = column("自称", "Calls itself", default="我单位", help="如“我街道”“我局”")
    code: str = column("单位代码", "Unit code", default="")
    finance_bureau: str = column("财政部门简称", "Finance bureau", default="区财政局")
    finance_bureau_name: str = column(
        "财政部门全称", "Finance bureau, full name", default="", help="报送函的主送机关"
    )
    policy: str = column("适用政策", "Policy pack", default="national", help="如 beijing-xicheng")
    note: str = column("备注", "Note", default="")


@noun(
    "部门",
    "Parties",
    "执行项目的内设办公室、事业单位、执法队。更名的另起一行。",
    appears="valid_from",
    ends="valid_to",
)
class Party(Noun):
    """An executing party under the name that it bore in a span of time (项目执行部门)."""

    name: str = column(
        "部门名称", "Party", is_key=True, synonyms=("项目执行部门", "执行部门", "科室", "处室", "部门")
    )
    kind: PartyKind = column("部门性质", "Kind")
    valid_from: dt.date | None = column("启用日期", "Valid from", default=None, help="空白表示一直存在")
    valid_to: dt.date | None = column("停用日期", "Valid to", default=None, help="使用该名称的最后一天")
    successors: tuple[str, ...] = column(
        "承接部门", "Successors", default=(), refers="Party", help="更名或拆分后的部门，可多个，用顿号隔开"
    )
    is_coordinator: bool = column("牵头部门", "Coordinator", default=False, help="组织绩效工作的部门填“是”")


@noun("领导小组", "Leading group", "预算绩效领导小组的组成。", appears="valid_from", ends="valid_to")
class GroupMember(Noun):
    """A seat in the leading group (绩效领导小组成员), named by post, not necessarily by person."""

    role: GroupRole = column("职务", "Role", synonyms=("小组职务", "角色"))
    who: str = column("人员", "Who", help="姓名或职务，如“街道主要领导”", synonyms=("姓名",))
    duty: str = column("分工", "Duty", default="", is_prose=True)
    valid_from: dt.date | None = column("任职日期", "From", default=None)
    valid_to: dt.date | None = column("免职日期", "To", default=None)
