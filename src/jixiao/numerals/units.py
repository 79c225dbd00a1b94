"""Units and measure words (计量单位、量词): the table, its pattern, what a printed unit means.

The table is data. After a colon stand the characters that must not follow, because with them another word
begins: 户外, 期间, 2025市本级. Whoever meets a new measure word adds it here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.numerals.token import Kind, Slack

SCALES = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8,
    "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
"""The powers of ten that a scale adds."""

_MONEY = "元:旦宵 美元 港元 欧元 日元 英镑 新元 加元 澳元 卢布 韩元 港币 美金 人民币 块钱 圆"

_MEASURES = """
人:民才均社员 名:称单义录牌优额师 个 位:于居列置 户:外籍口 家:庭园具电政属 项:目 件:均 处:理置罚长室
次:月日年要级 场:所地馆景均 条:例件款 座:谈 所:有属得在需 栋 幢 间:接隙 套:期取 台:湾账阶州风 辆 艘
架:构空设 部:门分署队委级省 张:榜贴 份:额量 本:级地科市省区年报街部单办次外期人级金着质项 册 篇
期:间末货限初望满内 批:准复发示文量 支:出持部付撑援配 组:织成建长 队:伍长员 班:子级车 轮:换训岗流候
天:然津气空河府际 周:期边密转报知围 岁 层:级面 种:植子粮业质养 类:型似别 块 片:面 棵 株:洲 头:部
只:有要能是需 匹:配 羽 枚 颗 粒 根:据本治除植 幅:度 盏 眼:前 口:岸径 亩:均 吨 斤 克:服 米 秒 升:级至到高温幅
尺 寸 笔:记 宗:旨教 起:步草来诉点重义 例:如外会行 盒 箱:体 袋 瓶:颈 包:括含容干联保 车:辆站位间展道险用船企
节:约能目日省水假 课:程题 环:节境保比卫 股:份权市 集:中团体成聚约合 卷 章:程 段 行:政业动为使程驶
列:入为支示表出明 票:据证价 席 顶:层级 床 顿 圈 排:名放查水污序列除 副:食 款:项式 版:本权 任:务何职命免教意
束 趟 遍:布及 回:收归报升落复款迁顾 局:部面限长机党属 档:案 单:位独价元项列 则 封 声 尊 刀 尾:款水号矿气 碗
桌 针:对 剂 桶 罐 扇 杆 桩 级:别差 路:段网灯口径面线 句 字 页 道:路德理 面:积向临对貌板 门:诊店票户禁类
点:位多击评名对题亮火面 分:之别类管布公局支会解析配享为成离校批级区片设工税散
对:于比应口象接外标照社企各我其市重获工 度:过假量汛 金:融额属桥牌矿山华沙 银:行川 铜:仁陵川 楼:梯房宇盘市 串
旗 方:案面式法向针便可能 平:均方安台衡稳时等原顶价抑房凉 双:十一创拥向 员:工额
市:级本场民政委人直内属财长域值容重公住发城教辖与预总统 县:级本域政委财人城直内属长道公
区:级本域政委财人间块内属直划分位公街教 镇:级政域财党人江 乡:村级政财党贤 村:级庄民委支集容务 街:道巷 巷:道
省:级本政委财人直内属长域会道 校:园区车内外长 院:校士内外 园:区林丁艺 朵 孔 跨 锭 丈 码:头 帧:率
号:召称令码角外 届 强:化烈大劲势力硬制度调 后:来续期勤台 时:间刻段代任点常期速而有候政装
"""

_UNITS = """
人次 人天 人月 人年 人份 车次 场次 户次 家次 批次 架次 班次 件次 辆次 台次 台套 台件 项次 篇次 例次 航次
列次 艘次 头次 亩次 盏次 人公里 吨公里 车公里 换算吨公里 标段 平方米 平方公里 平方千米 平方厘米 平方 平米
立方米 立方公里 立方千米 立方厘米 立方 公里 千米 厘米 毫米 微米 纳米 海里 公顷 公斤 千克 毫克 微克 纳克
吨标准煤 吨标煤 吨级 总吨 载重吨 标准箱 标箱 标准立方米 标方 千瓦时 千瓦 兆瓦时 兆瓦 吉瓦时 吉瓦 瓦时 瓦
千伏安 兆伏安 千伏 伏 千卡 千焦 百帕 千帕 兆帕 马力 英寸 英尺 像素 字节 毫升 千升 公升 小时 分钟 秒钟 周年
周岁 月龄 工作日 季度 世纪 年代 课时 学时 学分 学年 学期 年级 床位 车位 学位 泊位 工位 机位 席位 个月
个工作日 个人次 个小时 个季度 个学时 个课时 个学年 个半月 个半小时 摄氏度 分贝 标准机架 机架 标准间
标台 赫兹 兆赫
方面 阶段 大类 小类 门类 连冠 镇街 乡镇 县区 区县 县市 街道 社区 张床位
"""

_LETTERS = """
㎡ ㎥ ㎞ ㎝ ㎜ ㎏ ㎎ m² m³ m2 m3 km² km2 hm² hm2 cm² kg mg μg ug km cm mm ha kW·h kWh KWh kwh kW KW kw MWh
MWp MW GWh GW TWh kVA MVA kV KV TB GB MB PB EB PFlops EFlops Mbps Gbps Tbps TEU dB(A) dB db ℃ °C ° mL ml Hz
MHz GHz kHz bp BP ppm m t g L
"""

_SPELLINGS = """
平方米 ㎡ m² m2 平米 平方 平 · 立方米 ㎥ m³ m3 立方 方 · 平方公里 km² km2 平方千米 · 立方公里 立方千米
公里 千米 km ㎞ · 米 m · 厘米 cm ㎝ · 毫米 mm ㎜ · 公顷 ha hm² hm2 · 升 公升 L · 毫升 mL ml
公斤 千克 kg ㎏ · 克 g · 毫克 mg ㎎ · 微克 μg ug · 吨 t · 吨标准煤 吨标煤 · 标准箱 标箱 TEU
千瓦 kW KW kw · 千瓦时 kWh KWh kwh kW·h · 兆瓦 MW · 兆瓦时 MWh · 吉瓦 GW · 吉瓦时 GWh
千伏 kV KV · 千伏安 kVA · 兆伏安 MVA · 分贝 dB db dB(A) · 摄氏度 ℃ °C · 基点 个基点 BP bp
百分点 个百分点 · 元 圆 块钱 人民币 · 港元 港币 · 美元 美金 · 小时 个小时 · 人次 个人次 · 工作日 个工作日
学时 个学时 · 课时 个课时 · 季度 个季度 · 学年 个学年 · 秒 秒钟 · 床位 张床位
"""
"""Spellings of one unit, first the one that is kept. 方 is the cubic metre of earth and water, 平 the square
metre of floors."""

_MEASURED = """
平方米 平方公里 平方厘米 立方米 立方公里 立方厘米 公里 米 厘米 毫米 海里 公顷 亩 吨 公斤 斤 克 毫克 升 毫升
吨标准煤 人公里 吨公里 车公里 换算吨公里 千瓦 千瓦时 兆瓦 兆瓦时 吉瓦 吉瓦时 千伏安 兆伏安
"""

_DENOMINATORS = """
人 户 家 个 次 年 月 日 天 晚 周 期 生 学年 学期 季度 小时 课时 学时 分钟 秒 平方米 平米 ㎡ m² m2 立方米
m³ m3 L 平方公里 公里 千米 亩 公顷 吨 公斤 千克 斤 度 千瓦 千瓦时 人次 人年 人月 床 床位 张 件 份 套 台
辆 座 栋 间 场 项 班 课 株 头 只 处 元 标准箱
"""
"""What a price or a rate may be per: 元/㎡/年, 人/平方公里, 吨标准煤/万元."""

_KINDS = {
    "%": Kind.PERCENT, "成": Kind.PERCENT, "‰": Kind.PERMILLE, "百分点": Kind.POINTS, "倍": Kind.MULTIPLE,
    "番": Kind.MULTIPLE, "号": Kind.ORDINAL, "届": Kind.ORDINAL, "强": Kind.NAME, "后": Kind.NAME,
    "时": Kind.TIME,
}  # fmt: skip
UNNAMED = frozenset(["", "号", "届", "强", "后", "时"])
"""What follows a number but is no unit: a scale alone, or the mark of an ordinal, a name, a time of day."""

_SHARES = "个百分点 百分点 个基点 成:立为员功都果本人绩效品分型就长 倍:增 番:茄禺"


def _names(*tables: str) -> frozenset[str]:
    return frozenset(word.partition(":")[0] for table in tables for word in table.split())


def _pattern(*tables: str) -> str:
    """A pattern for any word of the tables, the longest first; what stands after a colon may not follow."""
    tails: dict[str, list[tuple[str, str]]] = {}
    for word in (word for table in tables for word in table.split()):
        name, _, barred = word.partition(":")
        tails.setdefault(name[0], []).append((name[1:], f"(?![{barred}])" if barred else ""))
    single = "".join(head for head, rest in tails.items() if rest == [("", "")])
    branches = [f"[{single}]"]
    for head, rest in tails.items():
        if rest != [("", "")]:
            ordered = sorted(rest, key=lambda each: -len(each[0]))
            branches.append(f"{head}(?:{'|'.join(re.escape(tail) + no for tail, no in ordered)})")
    return f"(?:{'|'.join(branches)})"


_MEASURE = _pattern(_SHARES, _MONEY, _MEASURES, _UNITS, _LETTERS)
_SCALE = "(?:万\\n?亿|[十百千]?[万亿]|千(?![瓦米克伏升卡帕焦])|百(?![分帕]))"
_PER = f"(?:[/每·] ?[百千万亿]?{_pattern(_DENOMINATORS)})"
_SLACK = "(?:以上|以下|以内|之内|左右|上下|有余|余|多)"
_APART = (
    "(?>(?: {1,2}|\\n(?=[%‰]|万?[万亿](?:元|人|亩|吨|户|平方|美元|千瓦|辆|件|台|次)"
    "|个百分点|平方|公里|公顷))?)"
)

SUFFIX = (
    f"{_APART}(?:[%‰](?: ?[万亿]?元|%)?|个\\n?百\\n?分\\n?点"
    "|(?:[万亿]万|亿亿)元"
    f"|[余多来几]?(?:{_SCALE}[余多]?\\n?)?{_MEASURE}(?:{_PER}){{0,3}}(?:[万亿]?元(?![旦宵以级企项产工])|%)?"
    f"|[余多几]?{_SCALE}[余多]?"
    "|余|多(?![措渠元样功边重点能彩方])"
    "|以上|以下|以内|左右"
    f")(?: ?{_SLACK})?"
)
"""A pattern for what may follow the digits of a quantity: words of precision, scale, unit, what it is per."""

_COUNTED = """
个 名 位:数体 户:均 家:人渠庭 项 件:套 人:民才士为均 次:性元序级 场 处 座 所 种 类 批 套 台:山县河区 辆 艘
架 张 份 册 篇 支 组 队 班 轮 天 周:年 岁 块 片 棵 株 头 只 匹 枚 颗 栋 幢 间 吨 亩 公顷 公斤 条:龙
部:分门曲 本 款 笔 期:工建项 人次 户次 场次 家次 批次 架次 车次 平方米 平方公里 立方米 公里 小时 分钟 周年
周岁 个月 个半月 个半小时 个工作日 个小时 个季度 个百分点 百分点 方面 阶段 大类 门类 环节 层面 倍 张床位
床位 社区 街道 乡镇 村:级 省:级 市:级 县:级 区:级域 镇:级 所学校 美元 元:区桥化素宝首初
"""
_WORD_MEASURE = _pattern(_COUNTED)
WORD_SUFFIX = f"(?:[余多几]?[万亿]?{_WORD_MEASURE}(?:每{_WORD_MEASURE}){{0,2}}[整正]?{_SLACK}?)"
"""The pattern of what may follow a number in Chinese characters: fewer words, for there more are names."""


class Unit(NamedTuple):
    """What a printed unit means."""

    kind: Kind
    scale: int
    """The powers of ten that it adds to the number: 4 for 万元."""
    name: str
    """The unit in its one spelling; empty where only a scale is printed."""
    slack: int
    """What its words of precision say, a `Slack`."""


@lru_cache(maxsize=4096)
def read_unit(printed: str) -> Unit | None:
    """What a printed unit means, in the text after a number or in a table's header; none if it is no unit.

    A unit that contradicts itself (%万元) is of the kind `MALFORMED`. A scale alone (万) is a count.

    >>> read_unit("万元")
    Unit(kind=<Kind.AMOUNT: '金额'>, scale=4, name='元', slack=0)
    >>> read_unit("余万人次").slack == Slack.MORE
    True
    >>> read_unit("元/㎡/年").name
    '元/平方米/年'
    """
    rest = "".join(printed.split()).replace("％", "%").replace("／", "/").replace("kW·h", "kWh")
    slack = 0
    while rest not in _KNOWN and (word := next((word for word in _AFTER if rest.endswith(word)), "")):
        rest, slack = rest.removesuffix(word), slack | _AFTER[word]
    if rest[:1] in _BETWEEN and rest not in _KNOWN:
        rest, slack = rest[1:], slack | _BETWEEN[rest[0]]
    rest = rest.removesuffix("整").removesuffix("正")
    if not rest and not slack:
        return None
    if unit := _unit(rest):
        return unit._replace(slack=unit.slack | slack)
    for tail in _TWICE:
        if rest.endswith(tail) and (_unit(rest.removesuffix(tail)) or rest in _DOUBLED):
            return Unit(Kind.MALFORMED, 0, rest, slack)
    return None


def declared_unit(header: str) -> Unit | None:
    """The unit that a header or a table's caption declares for its figures; none where it declares none.

    >>> [declared_unit(text).name for text in ("单位：万元", "发行总额（亿元）", "增长(%)", "金额/万元")]
    ['元', '元', '%', '元']
    """
    for match in _DECLARED.finditer(header):
        said = match[match.lastindex or 0]
        unit = read_unit(said) or read_unit(re.split("[、，,；; ]", said)[0])
        if unit and unit.kind is not Kind.MALFORMED:
            return unit
    return None


def scaled(scale: int, name: str) -> str:
    """The unit as it is printed: 万元 for the scale 4 of 元."""
    return _SCALE_NAMES[scale] + name


def _unit(printed: str) -> Unit | None:
    """The meaning of scale, unit and what it is per."""
    first, *below = _PER_SIGN.split(printed)
    for scale in ("", *_SCALES_DOWN):
        if not first.startswith(scale):
            continue
        name, slack = first.removeprefix(scale), 0
        if scale and name[:1] in ("余", "多"):
            name, slack = name[1:], _MORE
        if name in _KNOWN or (scale and not name and not below):
            break
    else:
        return Unit(Kind.COUNT, 0, "", 0) if not printed else None
    power, name = SCALES.get(scale, 0), _ONE_SPELLING.get(name, name)
    if below:
        parts = [_ONE_SPELLING.get(part, part) for part in below]
        return Unit(Kind.RATE, power, "/".join([name, *parts]), slack)
    kind = _KINDS.get(name, Kind.AMOUNT if name in _CURRENCIES else Kind.COUNT)
    if kind in (Kind.PERCENT, Kind.PERMILLE, Kind.POINTS) and power:
        return Unit(Kind.MALFORMED, 0, printed, slack)
    return Unit(Kind.PERCENT, 1, "%", slack) if name == "成" else Unit(kind, power, name, slack)


MEASURED = _names(_MEASURED)
"""What is measured, not counted: a whole number of it has been rounded."""
_KNOWN = _names(_SHARES, _MONEY, _MEASURES, _UNITS, _LETTERS, _COUNTED) | {"%", "‰"}
_CURRENCIES = _names(_MONEY)
_ONE_SPELLING = {
    word: group.split()[0]
    for line in _SPELLINGS.split("\n")
    for group in line.split(" · ")
    for word in group.split()
}
_SCALES_DOWN = sorted(SCALES, key=len, reverse=True)
_SCALE_NAMES = {0: "", **{power: scale for scale, power in SCALES.items()}}
_PER_SIGN = re.compile("[/每·]")
_LESS, _MORE, _ABOUT = Slack.LESS.value, Slack.MORE.value, Slack.ABOUT.value
_BETWEEN = {"余": _MORE, "多": _MORE, "几": _MORE, "来": _ABOUT}
_AFTER = {
    "以上": _MORE, "有余": _MORE, "余": _MORE, "多": _MORE, "以下": _LESS, "以内": _LESS, "之内": _LESS,
    "左右": _ABOUT, "上下": _ABOUT,
}  # fmt: skip
_TWICE = ("万元", "亿元", "元", "%")
_DOUBLED = frozenset(["万万元", "亿万元", "亿亿元", "%%"])
_DECLARED = re.compile(
    "单位[:： ]{0,3}([^\\s（()）:：]{1,12})|[（(](?:单位[:：]?)? ?([^（()）]{1,12}?) ?[)）]"
    "|[/，,、:：]([^/，,、:：]{1,8})\\Z"
)
