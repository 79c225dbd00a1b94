from __future__ import annotations

from typing import Any

from jixiao.exchange.entry_merge import Side, merged, parts

WAS: dict[str, Any] = {
    "results": "上期的话。",
    "outputs": [
        {"name": "巡视", "amount": "1,200.50", "unit": "次", "row": 7, "version": 1},
        {"name": "清扫", "amount": "", "unit": "米"},
    ],
    "shortcomings": [{"kind": "执行进度", "text": "启动偏晚。", "row": 3, "version": 1}],
}


def sides(now: dict[str, Any], back: dict[str, Any]) -> dict[str, Side]:
    return {each.name: each.side for each in parts(WAS, now, back) if each.side is not Side.NEITHER}


def together(now: dict[str, Any], back: dict[str, Any], *chosen: str) -> dict[str, Any]:
    return merged((each, each.name in chosen) for each in parts(WAS, now, back))


def row(table: str, number: int, content: dict[str, Any] = WAS, **changed: Any) -> dict[str, Any]:
    rows = [dict(each) for each in content[table]]
    rows[number] |= changed
    return content | {table: rows}


def test_a_number_written_otherwise_is_no_change():
    back = row("outputs", 0, amount="1200.5") | {"results": "上期的话。  \r\n"}
    assert sides(WAS, back) == {}


def test_what_came_back_is_taken_where_nobody_else_has_changed_it():
    back = row("outputs", 1, amount="30") | {"results": "做完了。"}
    assert sides(WAS, back) == {"results": Side.BACK, "清扫": Side.BACK}
    content = together(WAS, back)
    assert content["results"] == "做完了。"
    assert [each["amount"] for each in content["outputs"]] == ["1,200.50", "30"]


def test_an_old_file_does_not_put_back_what_others_have_changed_since():
    now = row("outputs", 0, amount="1300") | {"results": "别人写的。"}
    assert sides(now, WAS) == {"results": Side.NOW, "巡视": Side.NOW}
    assert together(now, WAS)["results"] == "别人写的。"


def test_what_both_have_changed_stays_until_it_is_chosen():
    now, back = row("outputs", 0, amount="1300", version=2), row("outputs", 0, amount="1400")
    assert sides(now, back) == {"巡视": Side.BOTH}
    assert together(now, back)["outputs"][0]["amount"] == "1300"
    chosen = together(now, back, "巡视")["outputs"][0]
    assert (chosen["amount"], chosen["row"], chosen["version"]) == ("1400", 7, 2)


def test_rows_that_either_side_has_added_all_stay():
    now = WAS | {"outputs": [{"name": "树", "amount": "3"}, *WAS["outputs"]]}
    back = WAS | {"outputs": [*WAS["outputs"], {"name": "花", "amount": "5"}]}
    assert [each["name"] for each in together(now, back)["outputs"]] == ["树", "巡视", "清扫", "花"]


def test_a_row_of_the_ledger_is_known_when_its_words_change():
    back = row("shortcomings", 0, text="启动偏晚，已赶上。")
    (part,) = [each for each in parts(WAS, WAS, back) if each.side is Side.BACK]
    assert (part.name, part.at) == ("启动偏晚，已赶上。", 0)
    assert together(WAS, back)["shortcomings"][0]["row"] == 3


def test_a_row_emptied_in_the_file_goes_and_one_taken_out_meanwhile_stays_out():
    back = row("shortcomings", 0, text="", kind="")
    assert together(WAS, back)["shortcomings"] == []
    now = WAS | {"outputs": WAS["outputs"][1:]}
    assert [each["name"] for each in together(now, WAS)["outputs"]] == ["清扫"]


def test_nothing_went_out_means_that_whatever_came_back_is_new():
    (part,) = parts({}, {}, {"results": "新写。"})
    assert (part.name, part.was, part.back, part.side) == ("results", "", "新写。", Side.BACK)


def test_an_indicator_that_did_not_come_back_stays_and_an_emptied_one_is_emptied():
    was = {"indicators": [{"code": "K1", "actual": "5"}, {"code": "K2", "actual": "6"}]}
    found = parts(was, was, {"indicators": [{"code": "K2", "actual": ""}, {"code": "K3", "actual": ""}]})
    assert {each.name: each.side for each in found} == {
        "K1": Side.NEITHER,
        "K2": Side.BACK,
        "K3": Side.NEITHER,
    }


def test_a_field_that_has_no_room_in_what_came_back_stays():
    was = {"indicators": [{"code": "K1", "actual": "5", "evidence": "台账"}]}
    back = {"indicators": [{"code": "K1", "actual": "6"}]}
    content = merged((each, False) for each in parts(was, was, back))
    assert content["indicators"] == [{"code": "K1", "actual": "6", "evidence": "台账"}]
