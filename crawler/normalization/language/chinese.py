"""Traditional or simplified Chinese, by the characters that only one of them uses."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["is_traditional"]

# Frequent characters of news prose whose simplified form is another character, in pairs. Left out are
# those whose simplified form is also a traditional character of its own (后, 里, 台, 面).
_TRADITIONAL = (
    "國會來時對們這個過開關學發問題見長門間說話記認論議許設計訴調談請讓變還進連運達選遠適總經濟給統結"
    "約級紀組終絕線維網續紅細織權機構標橋樣條業東車輛輪軍轉較載報場塊員圍團圖園實寶審對導將專屬歲島帶"
    "師幫應廠廣廳強張彈後從態憲懷戰據擊擔擇擴擺攝數斷無舊顯曉書萬與興舉艦藝藥處號虛蘭補裝複規視親覺觀"
    "貝負財貢貨責費資賓質購賽贊贏趕躍輸農迴邊郵釋鐘鐵錄鋼錢鏡閉陽陰隊際階險雖雙離難電靜響頁頂項順須預"
    "領頭頻風飛飯館駐驗騎體魚鮮鳥麗麥黃點黨齊龍龐義聯聲聽職腦腳臉葉衛災滅為熱爭獨獎產畫當療盡監眾確禮種"
    "積稱穩窮競筆節範築簡糧純終"
)
_SIMPLIFIED = (
    "国会来时对们这个过开关学发问题见长门间说话记认论议许设计诉调谈请让变还进连运达选远适总经济给统结"
    "约级纪组终绝线维网续红细织权机构标桥样条业东车辆轮军转较载报场块员围团图园实宝审对导将专属岁岛带"
    "师帮应厂广厅强张弹后从态宪怀战据击担择扩摆摄数断无旧显晓书万与兴举舰艺药处号虚兰补装复规视亲觉观"
    "贝负财贡货责费资宾质购赛赞赢赶跃输农回边邮释钟铁录钢钱镜闭阳阴队际阶险虽双离难电静响页顶项顺须预"
    "领头频风飞饭馆驻验骑体鱼鲜鸟丽麦黄点党齐龙庞义联声听职脑脚脸叶卫灾灭为热争独奖产画当疗尽监众确礼种"
    "积称稳穷竞笔节范筑简粮纯终"
)
_ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED)
_ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL) - frozenset("后回复范")

_DECLARED = ("hant", "tw", "hk", "mo")


def is_traditional(text: str, *, declared: Iterable[str] = ()) -> bool:
    """Whether Chinese `text` is surely in traditional characters.

    Twenty telling characters with hardly a simplified one among them are needed, or three where `declared`
    names traditional Chinese ("zh-TW", "zh-Hant-HK").
    """
    traditional = sum(char in _ONLY_TRADITIONAL for char in text)
    simplified = sum(char in _ONLY_SIMPLIFIED for char in text)
    needed = 3 if any(_names_traditional(tag) for tag in declared) else 20
    return traditional >= needed and simplified * 20 <= traditional


def _names_traditional(tag: str) -> bool:
    subtags = tag.lower().replace("_", "-").split("-")
    return subtags[0] in {"zh", "yue"} and any(subtag in _DECLARED for subtag in subtags[1:])
