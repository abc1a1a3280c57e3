"""An invented report in many languages, and the character sets that such were written in before UTF-8."""

# ruff: noqa: E501 - the line of a text ends where its language lets it

from __future__ import annotations

import unicodedata

TEXTS = {
    "de": "Die Mauer des Hafens wird bis Juni erneuert, sagte die Bürgermeisterin. „Große Fähren müssen so lange"
    " über den nördlichen Kai fahren“, erklärte sie den Fischern.",
    "fr": "La digue du port sera réparée d’ici à juin, a annoncé la préfète. Les pêcheurs devront se rendre à"
    " l’île voisine, où la criée est déjà ouverte.",
    "es": "El muro del puerto se reparará antes de junio, anunció la alcaldesa. «Mañana saldrán los pescadores"
    " desde la bahía próxima», añadió el capitán.",
    "pt": "A muralha do porto será reparada até junho, anunciou a câmara. Os pescadores não poderão sair antes"
    " da próxima estação, e a lota ficará fechada.",
    "it": "La città ha già deciso: il molo verrà riparato entro giugno, perché così non è più sicuro. Però i"
    " pescatori potranno uscire dalla baia vicina.",
    "sv": "Hamnens mur ska lagas före juni, säger borgmästaren. Fiskarna får åka från grannön så länge, och"
    " färjan går från den östra kajen.",
    "fi": "Sataman muuri korjataan kesäkuuhun mennessä, kertoi pormestari. Kalastajien täytyy lähteä läheisestä"
    " lahdesta, jossa myös lautta käy päivittäin.",
    "is": "Veggur hafnarinnar verður lagfærður fyrir júní, sagði bæjarstjórinn. Sjómenn þurfa að róa frá næstu"
    " höfn þar til framkvæmdum lýkur í vor.",
    "pl": "Mur portowy zostanie naprawiony do czerwca, powiedziała burmistrz. Rybacy muszą wypływać z sąsiedniej"
    " zatoki, gdyż nabrzeże jest zamknięte aż do wiosny.",
    "cs": "Přístavní zeď bude opravena do června, řekla starostka. Rybáři musí vyplouvat ze sousední zátoky,"
    " protože nábřeží zůstane uzavřené až do jara.",
    "hu": "A kikötő falát júniusig felújítják, közölte a polgármester. A halászoknak addig a szomszédos öbölből"
    " kell kihajózniuk, mert a rakpart őszig zárva lesz.",
    "ro": "Zidul portului va fi reparat până în iunie, a anunţat primăriţa. Pescarii trebuie să plece din golful"
    " vecin, fiindcă cheiul rămâne închis şi în aprilie.",
    "hr": "Zid luke bit će popravljen do lipnja, rekla je gradonačelnica. Ribari će isplovljavati iz susjedne"
    " uvale jer je riva zatvorena još četiri mjeseca, što ih žalosti.",
    "tr": "Liman duvarı hazirana kadar onarılacak, dedi belediye başkanı. Balıkçılar bu süre içinde komşu koydan"
    " denize açılacak, çünkü rıhtım kışın güvenli değil.",
    "lt": "Uosto siena bus sutvarkyta iki birželio, pranešė merė. Žvejai turės išplaukti iš gretimos įlankos,"
    " nes krantinė uždaryta ir šią žiemą nebus saugi.",
    "lv": "Ostas mūris tiks salabots līdz jūnijam, paziņoja mēre. Zvejniekiem jāiziet jūrā no kaimiņu līča, jo"
    " krastmala būs slēgta visu ziemu un arī šogad pavasarī.",
    "et": "Sadama müür parandatakse juuniks, ütles linnapea. Kalurid peavad merele minema naaberlahest, sest kai"
    " on suletud ja jääb kõigile ohtlikuks kuni suveni.",
    "ru": "Стену гавани отремонтируют к июню, сообщила мэр. Рыбаки будут выходить в море из соседней бухты, так"
    " как набережная закрыта до весны.",
    "uk": "Мур гавані відремонтують до червня, повідомила міська голова. Рибалки виходитимуть у море із сусідньої"
    " бухти, бо набережна зачинена й узимку небезпечна.",
    "bg": "Стената на пристанището ще бъде поправена до юни, съобщи кметицата. Рибарите ще излизат от съседния"
    " залив, защото кеят е затворен до пролетта.",
    "sr": "Зид луке биће поправљен до јуна, рекла је градоначелница. Рибари ће испловљавати из суседне увале,"
    " јер је кеј затворен још четири месеца.",
    "el": "Το τείχος του λιμανιού θα επισκευαστεί ως τον Ιούνιο, είπε η δήμαρχος. Οι ψαράδες θα ξεκινούν από τον"
    " διπλανό όρμο, γιατί η προκυμαία μένει κλειστή.",
    "he": "חומת הנמל תתוקן עד יוני, אמרה ראש העיר. הדייגים יצאו לים מן המפרץ השכן, כי הרציף סגור עד האביב.",
    "ar": "سيتم إصلاح جدار الميناء قبل شهر يونيو، كما قالت رئيسة البلدية. وسيخرج الصيادون إلى البحر من الخليج"
    " المجاور لأن الرصيف مغلق حتى الربيع.",
    "th": "กำแพงท่าเรือจะซ่อมเสร็จก่อนเดือนมิถุนายน นายกเทศมนตรีกล่าว ชาวประมงต้องออกเรือจากอ่าวข้างเคียงเพราะท่าเรือยังปิดอยู่",
    "vi": "Bức tường của cảng sẽ được sửa xong trước tháng sáu, bà thị trưởng nói. Ngư dân phải ra khơi từ vịnh"
    " bên cạnh vì bến tàu còn đóng cửa đến mùa xuân.",
    "ja": "港の壁は六月までに修理されると市長が発表した。漁師は隣の湾から出航しなければならない。岸壁は春まで閉鎖される予定です。",
    "ko": "항구의 벽은 유월까지 수리될 것이라고 시장이 말했다. 어부들은 봄까지 이웃 만에서 출항해야 한다.",
    "zh": "市长说，港口的墙将在六月以前修好。渔民要从旁边的海湾出海，因为码头在春天以前不会开放。",
    "zh-Hant": "市長說，港口的牆將在六月以前修好。漁民要從旁邊的海灣出海，因為碼頭在春天以前不會開放。",
}

_WESTERN = ("windows-1252", "iso-8859-1", "iso-8859-15")
_CENTRAL = ("windows-1250", "iso-8859-2")
_BALTIC = ("windows-1257", "iso-8859-13")
LEGACY_SETS = {
    **dict.fromkeys(("de", "fr", "es", "pt", "it", "sv", "fi", "is"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "hu", "ro", "hr"), _CENTRAL),
    **dict.fromkeys(("lt", "lv", "et"), _BALTIC),
    "tr": ("windows-1254", "iso-8859-9"),
    "ru": ("windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"),
    "uk": ("windows-1251", "koi8-u"),
    "bg": ("windows-1251", "koi8-r", "iso-8859-5"),
    "sr": ("windows-1251", "iso-8859-5"),
    "el": ("windows-1253", "iso-8859-7"),
    "he": ("windows-1255", "iso-8859-8"),
    "ar": ("windows-1256", "iso-8859-6"),
    "th": ("windows-874", "tis-620"),
    "vi": ("windows-1258",),
    "ja": ("shift_jis", "euc-jp", "iso-2022-jp"),
    "ko": ("euc-kr",),
    "zh": ("gb2312", "gbk", "gb18030"),
    "zh-Hant": ("big5",),
}
_CODECS = {"x-mac-cyrillic": "mac-cyrillic", "windows-874": "cp874"}
#: Tones that windows-1258 writes as marks behind their letter.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_text(text: str, label: str) -> bytes:
    """Return `text` in the character set of a label, with what it lacks as references."""
    spelled = "".join(map(_spell_vietnamese, text)) if label == "windows-1258" else text
    return spelled.encode(_CODECS.get(label, label), "xmlcharrefreplace")


def _spell_vietnamese(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        rest = "".join(mark for mark in apart if mark not in _TONES)
        return unicodedata.normalize("NFC", rest) + "".join(mark for mark in apart if mark in _TONES)
    return letter
