"""Closed lists (完整的分项): the words by which one sees that parts are all the parts there are.

其他 or 其余 as the last part closes a list; so do the two or three kinds of which a thing only ever consists:
一般债务 and 专项债务, 基本支出 and 项目支出, 第一、二、三产业.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from jixiao.facts.parts.level import Level

_REST = re.compile("(?<!或)(?:其他|其它)|其余|剩余|以外的?")
_MORE = 1
"""Parts beyond the kinds themselves: 再融资债券 and 特殊再融资债券 are of one kind."""
_MINUTE = 6
"""Parts from which a list goes into detail."""
_CLOSE = 40
"""By what part of its smallest entry a detailed list falls short where one figure of it is wrong."""
_ALIKE = 3
"""Parts, and characters of the name that they share, from which they are the kinds of one thing."""
_RANK = re.compile("[级星等AＡ]|以上|以下")
_FUNCTION = re.compile(
    "教育|社会保障|卫生|医疗|农林水|农业|科技|科学|文化|节能|环保|城乡社区|交通|住房|公共安全|公共服务|投入|用于|资金|补助|经费"
    "|(?:增值|消费|所得|资源|房产|契|印花|车船|营业|建设|使用)税"
)
_VIEW = re.compile("民生|三保|三农|惠民|刚性|涉农|重点|线上|网上")
_BONDS = "债券|债务资金"
_SETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("债", ("(?<!非)政府债券", "非政府债券")),
    ("债", ("一般债[务券]|一般政府债|政府一般债", "专项债[务券]|专项政府债|政府专项债")),
    (_BONDS, ("(?<!再)新增", "再融资")),
    ("收入", ("中央级?(?:收入)?", "地方级?(?:收入)?")),
    ("^(?!.*(?:[省市州县区]|中央)本?级)", ("(?<![省县区直])市级", "区县级|县区级|区级|县级")),
    ("本息", ("本金", "利息|付息")),
    ("支出|预算|资金|拨款|合计", ("基本支出", "项目支出")),
    ("收入", ("(?<!非)税收收入|(?<!非)税收(?:完成|入库)?", "非税收入|非税")),
    ("生产总值|GDP|增加值", tuple(f"(?:第{n}产业|{n}产)(?:完成|实现|为)?(?:增加值|$)" for n in "一二三")),
    ("投资", tuple(f"(?:第{n}产业|{n}产)(?:完成|实现)?投资" for n in "一二三")),
    ("税收", tuple(f"第{n}产业税收" for n in "一二三")),
    ("农林牧渔", ("农业(?!服务)", "林业", "牧业", "(?<!牧)渔业")),
    ("农林牧渔", ("农业(?!服务)", "林业(?!牧)", "(?<!林)牧业", "(?<!牧)渔业(?!服务)", "服务")),
    ("固定资产投资|社会投资", ("城镇", "农村|农户")),
    ("游客|旅游|人次", ("国内(?!外)", "入境|海外|境外")),
    ("受理|收到|申请|案件", ("结转|旧存|存案", "新收|新受理|本年")),
    ("公益诉讼", ("行政", "民事")),
    ("快递|寄递|业务量", ("同城", "异地", "国际|港澳台")),
    ("电话用户", ("移动", "固定")),
    ("资金", ("中央", "省级|自治区级", "市级|州级", "县级|区级(?<!治区级)")),
    ("可支配收入", ("工资性", "经营", "财产", "转移")),
    ("市场主体|经营主体", ("企业", "个体", "合作社")),
    ("诊疗", ("门诊", "急诊")),
    ("医疗收入", ("门诊", "住院")),
    ("发电|装机", ("火电|火力", "水电|水力", "风电|风力", "光伏|太阳能")),
    ("发电|装机", ("火电|火力", "水电|水力", "核电", "风电|风力", "光伏|太阳能")),
    ("收入|支出|预算", ("市本级", "^(?:各)?[县区](?:[区市]|级|完成|合计)")),
    ("机构|学校|幼儿园", ("公办", "民办")),
    ("社会组织", ("社会团体", "民办非企业|社会服务机构", "基金会")),
    ("八项规定|四风", ("形式主义", "享乐主义")),
    ("本专科", ("本科", "(?<!本)专科")),
    ("研究生", ("博士", "硕士")),
    ("农村公路", ("县道", "乡道", "村道")),
    ("吞吐量", ("外贸", "内贸")),
    ("进出口", ("(?<!进)出口", "进口(?!.*出口)")),
    ("人口", ("城镇", "乡村|农村")),
    ("人口|人数|职工|学生|学员", ("男", "女")),
    ("零售", ("城镇", "乡村|农村")),
    ("零售", ("商品零售", "餐饮")),
    ("采购(?!.*供应商)", ("货物", "工程", "服务")),
    ("基本支出", ("人员(?:经费|支出)", "公用(?:经费|支出)")),
    ("基本支出", ("工资福利", "商品[和与及]?服务", "对个人和家庭")),
    ("基本支出", ("工资福利", "商品[和与及]?服务", "对个人和家庭", "资本性|设备购置")),
    ("人员(?:经费|支出)", ("工资福利", "对个人和家庭")),
    ("财政拨款", ("一般公共预算", "政府性基金")),
    ("财政拨款", ("一般公共预算", "政府性基金", "国有资本")),
    ("编制", ("行政(?!单位)", "事业(?!单位)")),
    ("编制", ("行政(?!单位)", "事业(?!单位)", "工勤")),
    ("编制|在职|实有|在编|在岗", ("行政(?!单位)", "参公|参照公务员", "事业(?!单位)")),
    ("在职|实有|在编|在岗", ("行政(?!单位)", "事业(?!单位)")),
    ("在职|实有|在编|在岗", ("行政(?!单位)", "事业(?!单位)", "工勤")),
    ("党组织|党支部", ("党委", "党总支", "(?<!总)党支部|(?<!总)支部")),
    ("案", ("一般程序|普通程序", "简易程序")),
    ("离退休", ("离休", "(?<!离)退休")),
    ("得分|总分|评分", ("执行", "产出", "效益|效果", "满意")),
    ("得分|总分|评分", ("投入|决策", "过程|管理", "产出", "效益|效果")),
    ("项目|支出|预算|资金", ("本级(?!.*上级)", "上级")),
    ("三公", ("因公出国", "(?:公务用|公务|公)车", "接待")),
    ("车", ("车辆?购置", "运行")),
    ("面积", ("地上", "地下")),
    ("面积", ("(?<!不)计容", "不计容")),
    ("保险|参保|职工", ("在职|在岗", "退休")),
    ("保费|保险", ("财产险|财产保险|财险", "人身险|人身保险")),
    ("保险|医保", ("职工", "居民")),
    ("医院", ("公立", "民营|社会办")),
    ("奖牌", ("金", "银", "铜")),
    ("猪牛羊禽", ("猪肉", "(?<!猪)牛肉", "(?<!牛)羊肉", "(?<!羊)禽肉")),
    ("粮", ("夏粮", "秋粮")),
    ("粮", ("夏粮|春粮", "早稻", "秋粮|晚稻")),
    ("用电", ("第一产业|一产", "第二产业|二产", "第三产业|三产", "居民|生活")),
    ("客运|旅客", ("铁路", "公路", "水[运路]", "民航|航空")),
    ("农民工", ("外出", "本地")),
    ("中小学", ("小学", "初中", "高中")),
    ("户", ("家庭户", "集体户")),
    ("优良", ("优(?!良)", "(?<!优)良")),
    ("项目", ("新建|新开工", "续建")),
    ("进出口|贸易", ("货物", "服务")),
    ("规章|文件|制度|预案", ("制定", "修改|修订", "废止")),
    ("羊", ("山羊", "绵羊")),
    ("", ("线上", "线下")),
    ("", ("上[涨升]|增长", "下[降跌]|回落", "持平|不变")),
    ("", ("(?<!负)增长", "减亏", "下降|负增长")),
)  # fmt: skip
_APART = (
    ("铁路", "公路", "水[运路]", "民航|航空", "管道"),
    ("第一产业", "第二产业", "第三产业", "居民"),
    ("夏粮|春粮", "早稻", "秋粮|晚稻"),
    ("猪肉", "牛肉", "羊肉", "禽肉|禽蛋", "兔肉"),
    ("小学", "初中", "高中", "中职|职业"),
    ("小麦", "玉米", "水稻|稻谷", "大豆", "马铃薯|薯类"),
    ("煤炭", "石油", "天然气", "水电", "核电"),
    ("国内增值税|(?<!车辆)增值税", "消费税", "企业所得税", "个人所得税", "营业税", "契税", "资源税"),
    ("住户", "非金融企业", "政府", "非银行"),
    ("民营", "国有", "外[商资]"),
    ("一般贸易", "加工贸易", "保税|海关特殊监管"),
    ("农业", "工业", "生活", "生态"),
    ("男", "女"),
    ("城镇", "乡村|农村"),
    ("公立", "民营"),
    ("财产险", "人身险|寿险", "健康险", "意外"),
    ("火电|火力", "水电|水力", "风电|风力", "光伏|太阳能", "核电"),
)  # fmt: skip
"""Kinds of which no two ever hold the same thing: what they add up to is no more than their whole."""
_DONE = "(?<![本今当]年)[已实][一-龥]{0,2}"
_STATES = (
    ("(?<!未)(?<!正在)[办审执]结|已办|处理完毕", "正在办理|未[办审执]?结|在办|办理中"),
    ("(?<!未)(?<!没有)(?:已)?完成", "未完成|没有完成"),
    ("(?<!未)(?<!没有)整改(?:到位|完成)|已整改", "正在整改|未整改|未完成整改"),
    ("(?<!不)合格", "不合格"),
    (f"{_DONE}(?:付|缴|还|支出|使用|完成|收回|追回|发放|整改)", "剩余(?!.*[中未])|尚余"),
    ("实[一-龥]{0,2}(?:付|缴|还)", "尚欠"),
    ("(?<![本今当]年)已(?:支|拨|兑)付", "(?:尚未|待|未)(?:支|拨|兑)付"),
)
"""What can only have come of each of a number of things."""
_STATED = re.compile("[办完改格欠余未待]")
"""A sign that every state has."""
_COMPILED = [(re.compile(whole), tuple(re.compile(part) for part in parts)) for whole, parts in _SETS]
_AND = re.compile("[、和及与]")
_EACH = re.compile("(?P<names>[^，。；：]{2,60})分别(?P<of>[^，。；]*)$")
_LISTED = re.compile("[、和及与]?")
_COMPILED_APART = [tuple(re.compile(kind) for kind in kinds) for kinds in _APART]
_COMPILED_STATES = [(re.compile(first), re.compile(then)) for first, then in _STATES]


def is_rest(level: Level) -> bool:
    """Whether the level is what is left of its whole: 其他支出, 其余."""
    return _REST.search(level.words) is not None


def closes(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether the words say that these are all parts of the whole."""
    if len(parts) < 2 or len({part.mark == 3 for part in parts[1:]}) > 1:
        return False
    return is_rest(parts[-1]) or are_all_kinds(whole, parts)


def are_all_states(parts: Sequence[Level]) -> bool:
    """Whether the parts are what must have come of every one of a number: 办结47件，5件正在办理."""
    if len(parts) != 2:
        return False
    words = [part.words or part.after for part in parts]
    if not any(_STATED.search(each) for each in words):
        return False
    return any(
        any(first.search(each) and not then.search(each) for each in words)
        and any(then.search(each) for each in words)
        for first, then in _COMPILED_STATES
    )


def are_apart(parts: Sequence[Level]) -> bool:
    """Whether no two of the parts can hold the same thing: 铁路 and 公路 of what was carried."""
    words = tuple(part.words or part.after for part in parts)
    return len(words) > 1 and _are_apart(words)


@lru_cache(maxsize=8192)
def _are_apart(words: tuple[str, ...]) -> bool:
    return any(
        len({number for number, kind in enumerate(kinds) for each in words if kind.search(each)})
        == len(words)
        and all(sum(bool(kind.search(each)) for kind in kinds) == 1 for each in words)
        for kinds in _COMPILED_APART
    )


def are_views(parts: Sequence[Level]) -> bool:
    """Whether a part is a view across the others, not a kind beside them: 民生支出 holds 教育支出."""
    return any(_VIEW.search(part.words) for part in parts)


def are_functions(parts: Sequence[Level]) -> bool:
    """Whether a part is one of the many functions, uses or taxes of which reports name the largest."""
    return any(_FUNCTION.search(part.words) for part in parts)


def is_minute(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether a list goes into such detail that it would not leave out what is missing.

    Posts of 4, 5, 1, 1, 10, 2 … of 35 people: who names every single one forgets no three.
    """
    if len(parts) < _MINUTE or not all(level.figure.is_exact for level in (whole, *parts)):
        return False
    counts = [part.figure.mantissa for part in parts]
    missing = whole.figure.mantissa - sum(counts)
    smaller = sum(count <= missing for count in counts)
    if missing * _CLOSE <= min(counts):
        return True
    return 2 * smaller >= len(counts) and missing * _MINUTE < whole.figure.mantissa


def are_alike(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether parts and whole are counts of one thing: 学员 of 智力残疾学员, 精神残疾学员, 多重残疾学员."""
    names = [part.name for part in parts]
    if len(parts) < _ALIKE or not all(level.figure.is_exact for level in (whole, *parts)):
        return False
    shared = names[0]
    for name in names[1:]:
        while not name.endswith(shared):
            shared = shared[1:]
    return (
        len(shared) >= _ALIKE
        and shared[-2:] in whole.words + whole.after
        and len(set(names)) == len(names)
        and not any(_RANK.search(name) for name in names)
    )


def are_all_kinds(whole: Level, parts: Sequence[Level]) -> bool:
    """Whether the parts are the kinds of which such a whole only ever consists, or that its name lists."""
    names = _names_ahead(parts) or tuple(part.words or part.after for part in parts)
    own = tuple(part.name for part in parts)
    return is_complete(whole.words, names) or are_listed_in(whole.name, own) or _are_contrary(own)


def _are_contrary(names: Sequence[str]) -> bool:
    """Whether there are two and one is what the other is not: 公募基金会, 非公募基金会."""
    if len(names) != 2 or min(map(len, names)) < 2:
        return False
    longer, shorter = sorted(names, key=len, reverse=True)
    return longer[0] in "非不未无" and longer[1:] == shorter


def _names_ahead(parts: Sequence[Level]) -> tuple[str, ...]:
    """The names of parts that stand before all of them: 第一、第二、第三产业分别为5亿元、6亿元、7亿元."""
    said = _EACH.search(parts[0].words)
    if not said or any(_LISTED.fullmatch(part.words) is None for part in parts[1:]):
        return ()
    names = _AND.split(said["names"])
    return tuple(name + said["of"] for name in names) if len(names) == len(parts) else ()


@lru_cache(maxsize=8192)
def are_listed_in(whole: str, parts: tuple[str, ...]) -> bool:
    """Whether the name of a whole lists just these parts: 中央和省预算内资金 the 中央… and the 省….

    >>> are_listed_in("第二产业和第三产业从业人员", ("第二产业的从业人员", "第三产业的从业人员"))
    True
    """
    names = _AND.split(whole)
    if len(names) != len(parts) or len(parts) < 2:
        return False
    first, *others = names
    head = _shared(parts[0], first.endswith)
    return bool(head) and all(
        _shared(part, name.startswith) for part, name in zip(parts[1:], others, strict=True)
    )


def _shared(part: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of a part that fits; at least a word of it."""
    lengths = range(len(part), 0, -1)
    found = next((part[:length] for length in lengths if fits(part[:length])), "")
    return found if len(found) > 1 or part[1:2] in ("预", "级") else ""


@lru_cache(maxsize=8192)
def is_complete(whole: str, parts: tuple[str, ...]) -> bool:
    """Whether parts of these names are the kinds of which a thing of that name only ever consists."""
    return any(
        len(kinds) <= len(parts) <= len(kinds) + (_MORE if of.pattern == _BONDS else 0)
        and of.search(whole)
        and not any(kind.search(whole) for kind in kinds)
        and all(any(kind.search(part) for part in parts) for kind in kinds)
        and all(sum(bool(kind.search(part)) for kind in kinds) == 1 for part in parts)
        for of, kinds in _COMPILED
    )
