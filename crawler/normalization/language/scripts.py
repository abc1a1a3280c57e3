"""Writing systems and languages as tables: blocks of letters, languages of scripts, codes of one language."""

from __future__ import annotations

#: First and last code point of each block of letters, and its script (Unicode 16, Blocks.txt), ascending.
BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x02AF, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x0780, 0x07BF, "Thaa"),
    (0x07C0, 0x07FF, "Nkoo"), (0x0870, 0x08FF, "Arab"), (0x0900, 0x097F, "Deva"), (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"), (0x0B00, 0x0B7F, "Orya"), (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"), (0x0C80, 0x0CFF, "Knda"), (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Laoo"), (0x0F00, 0x0FFF, "Tibt"), (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"), (0x1100, 0x11FF, "Hang"), (0x1200, 0x139F, "Ethi"), (0x13A0, 0x13FF, "Cher"),
    (0x1400, 0x167F, "Cans"), (0x1780, 0x17FF, "Khmr"), (0x1800, 0x18AF, "Mong"), (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"), (0x1D00, 0x1DBF, "Latn"), (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"),
    (0x2D00, 0x2D2F, "Geor"), (0x2D30, 0x2D7F, "Tfng"), (0x3041, 0x30FF, "Kana"), (0x3130, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xA000, 0xA4CF, "Yiii"),
    (0xAC00, 0xD7FF, "Hang"), (0xF900, 0xFAFF, "Hani"), (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFF, "Arab"), (0xFF21, 0xFF5A, "Latn"), (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x3FFFF, "Hani"),
)  # fmt: skip

#: A letter of these says about as much as three of an alphabet.
DENSE_SCRIPTS = frozenset({"Hang", "Hani", "Kana", "Yiii"})

#: Scripts that practically one written language uses: the script alone decides.
SOLE_LANGUAGE = {
    "Armn": "hy", "Cans": "iu", "Cher": "chr", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa",
    "Hang": "ko", "Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mong": "mn",
    "Mymr": "my", "Nkoo": "nqo", "Orya": "or", "Sinh": "si", "Taml": "ta", "Telu": "te", "Tfng": "zgh",
    "Thaa": "dv", "Thai": "th", "Yiii": "ii",
}  # fmt: skip

#: Languages that may be meant by a text in a script with several; any other is Latin's.
LANGUAGES_BY_SCRIPT = {
    script: frozenset(languages.split())
    for script, languages in (
        ("Arab", "ar ary arz az azb bal ckb fa ks ku pnb ps sd sdh ug ur uzs"),
        ("Beng", "as bn"),
        ("Cyrl", "az ba be bg bs ce crh cv kk ky mk mn os ro ru sah sr tg tk tt tyv udm uk uz"),
        ("Deva", "bho doi gom hi kok mai mr ne sa"),
        ("Ethi", "am ti"),
        ("Hani", "ja wuu yue zh"),
        ("Hebr", "hbo he yi"),
        ("Tibt", "bo dz"),
    )
}

#: Codes of the model and of older pages -> the shortest valid BCP 47 language (ISO 639-3 macrolanguages).
SAME_LANGUAGE = {
    "arb": "ar", "ary": "ar", "arz": "ar", "cmn": "zh", "wuu": "zh", "yue": "zh", "fuv": "ff", "grc": "el",
    "gug": "gn", "hbo": "he", "iw": "he", "in": "id", "ji": "yi", "kik": "ki", "kmr": "ku", "mo": "ro",
    "nb": "no", "fil": "tl", "prs": "fa", "pes": "fa", "quy": "qu", "quz": "qu", "sdh": "ckb", "uzn": "uz",
    "uzs": "uz", "ekk": "et", "lvs": "lv", "khk": "mn", "als": "sq", "zsm": "ms", "azj": "az", "plt": "mg",
}  # fmt: skip

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
#: Characters that only traditional Chinese uses, and those that only simplified Chinese does.
ONLY_TRADITIONAL = frozenset(_TRADITIONAL) - frozenset(_SIMPLIFIED)
ONLY_SIMPLIFIED = frozenset(_SIMPLIFIED) - frozenset(_TRADITIONAL) - frozenset("后回复范")
