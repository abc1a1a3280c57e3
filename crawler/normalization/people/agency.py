"""News agencies: the codes and names they sign with, each with the one name kept for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

__all__ = ["AGENCIES", "agency_name", "agency_names"]

#: Name kept -> other forms in print. Forms without a lower-case letter count only as printed.
AGENCIES: dict[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "ABI": ("Agencia Boliviana de Información",),
    "ADN": (),
    "Adnkronos": ("AdnKronos",),
    "AFP": (
        "Agence France-Presse",
        "Agence France Presse",
        "法新社",
        "АФП",
        "أ ف ب",
        "فرانس برس",
        "AFP通信",
        "AFPBB",
    ),
    "Agência Brasil": ("Agencia Brasil",),
    "Agência Lusa": ("Lusa", "LUSA"),
    "Agencia Cubana de Noticias": ("ACN", "AIN", "Cuban News Agency"),
    "Agerpres": ("AGERPRES",),
    "AGI": (),
    "Anadolu": ("AA", "Anadolu Agency", "Anadolu Ajansı", "Anadolu Ajansi", "الأناضول"),
    "ANI": ("Asian News International",),
    "ANP": ("Algemeen Nederlands Persbureau",),
    "ANSA": (),
    "Antara": ("ANTARA",),
    "AP": ("Associated Press", "The Associated Press", "美联社", "美聯社", "AP通信", "АП"),
    "APA": ("Austria Presse Agentur",),
    "APP": ("Associated Press of Pakistan",),
    "ATS": ("Keystone-SDA", "Keystone-ATS", "SDA", "sda"),
    "AZERTAC": ("Azertac", "AZƏRTAC"),
    "Belga": ("BELGA",),
    "BelTA": ("BELTA", "БелТА"),
    "Bernama": ("BERNAMA",),
    "Bloomberg": (),
    "BNS": (),
    "BTA": ("БТА",),
    "CNA": ("Central News Agency", "中央社", "中央通訊社"),
    "CNS": ("中新社", "中国新闻社", "中新网"),
    "CTK": ("ČTK", "Česká tisková kancelář"),
    "DHA": ("Demirören Haber Ajansı",),
    "dpa": ("DPA", "Deutsche Presse-Agentur", "dpa-infocom", "dpa-AFX", "DPA-AFX", "dpa infocom", "德新社"),
    "EFE": ("Agencia EFE", "Efe", "agencia Efe"),
    "epd": ("EPD", "Evangelischer Pressedienst"),
    "Estadão Conteúdo": ("Estadao Conteudo",),
    "Europa Press": ("EP", "EUROPA PRESS"),
    "Fena": ("FENA",),
    "Folhapress": ("FOLHAPRESS",),
    "Hina": ("HINA",),
    "IANS": (),
    "IHA": ("İHA", "İhlas Haber Ajansı"),
    "Interfax": ("Интерфакс", "INTERFAX"),
    "Interfax-Ukraine": ("Інтерфакс-Україна",),
    "IPS": ("Inter Press Service",),
    "IRNA": ("ایرنا",),
    "ISNA": ("ایسنا",),
    "Jiji Press": ("Jiji", "時事通信", "時事", "時事通信社"),
    "KNA": ("Katholische Nachrichten-Agentur",),
    "KUNA": ("كونا",),
    "Kyodo News": ("Kyodo", "共同通信", "共同", "共同通信社", "共同社"),
    "LETA": (),
    "MENA": ("أ ش أ",),
    "MIA": ("МИА",),
    "MTI": (),
    "Newsis": ("뉴시스",),
    "News1": ("뉴스1",),
    "Notimex": ("NTX",),
    "NTB": (),
    "OTS": ("news aktuell",),
    "PA Media": ("Press Association", "PA"),
    "PAP": ("Polska Agencja Prasowa",),
    "Prensa Latina": ("PL", "Agencia Prensa Latina", "PRENSA LATINA"),
    "PTI": ("Press Trust of India",),
    "QNA": ("قنا",),
    "Reuters": ("REUTERS", "Thomson Reuters", "Рейтер", "路透社", "路透", "رويترز", "ロイター", "Ρόιτερς"),
    "RIA Novosti": ("РИА Новости", "RIA", "РИА"),
    "Ritzau": ("RITZAU", "/ritzau/"),
    "SANA": ("سانا",),
    "SID": ("Sport-Informations-Dienst",),
    "SITA": (),
    "SPA": ("واس",),
    "STA": (),
    "STT": (),
    "Tanjug": ("TANJUG", "Танјуг"),
    "TASR": (),
    "TASS": ("ТАСС", "ITAR-TASS", "ИТАР-ТАСС", "塔斯社"),
    "Télam": ("TELAM", "TÉLAM", "Telam"),
    "teleSUR": ("TeleSUR", "Telesur", "TELESUR"),
    "The Canadian Press": ("Canadian Press", "La Presse canadienne", "La Presse Canadienne"),
    "TT": ("Tidningarnas Telegrambyrå",),
    "TTXVN": ("VNA", "Vietnam News Agency", "Thông tấn xã Việt Nam"),
    "Ukrinform": ("Укрінформ", "Укринформ"),
    "UNI": ("United News of India",),
    "UNIAN": ("УНІАН", "УНИАН"),
    "UPI": ("United Press International",),
    "WAFA": ("وفا",),
    "WAM": ("وام",),
    "Xinhua": ("XINHUA", "Xinhua News Agency", "新华社", "新華社", "新华网", "Синьхуа", "شينخوا"),
    "Yonhap": ("YONHAP", "Yonhap News Agency", "연합뉴스", "聯合通訊社"),
}

#: Characters of the longest credit: what is longer is prose.
_LONGEST = 200
_WORDS_AROUND = re.compile(
    r"^(?:the|agencia|agência|agenzia|agence|agentur) | (?:news agency|agency|news)$", re.I
)
_BETWEEN = re.compile(r" ?[-–/,;+&|·、／] ?| (?:and|und|et|y|e|mit|with|con|og|och|и) ")


def agency_name(text: str, *, extra: Mapping[str, str] | None = None) -> str | None:
    """The agency that the whole of `text` names ("AFP", "(Reuters)", "Agencia EFE"), or `None`.

    `extra` holds an outlet's own codes -> names and goes first.
    """
    if len(text) > _LONGEST:
        return None
    printed = " ".join(text.split()).strip(" ()[].,:;*—–-©【】（）")
    if extra and printed in extra:
        return extra[printed]
    exact, folded = _forms()
    bare = _WORDS_AROUND.sub("", printed)
    return (
        exact.get(printed) or folded.get(printed.casefold()) or exact.get(bare) or folded.get(bare.casefold())
    )


def agency_names(text: str, *, extra: Mapping[str, str] | None = None) -> list[str]:
    """The agencies of a credit that names nothing else ("dpa/AFP", "RHC-PL"), else an empty list.

    An agency whose own name holds a hyphen counts as one.
    """
    whole = agency_name(text, extra=extra)
    if whole:
        return [whole]
    if len(text) > _LONGEST:
        return []
    parts = [part for part in _BETWEEN.split(" ".join(text.split()).strip(" ()[]")) if part]
    names = [agency_name(part, extra=extra) for part in parts]
    return list(dict.fromkeys(name for name in names if name)) if all(names) else []


@cache
def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """Forms as printed -> name, and those with lower-case letters, case-folded -> name."""
    exact = {form: name for name, forms in AGENCIES.items() for form in (name, *forms)}
    folded = {form.casefold(): name for form, name in exact.items() if form != form.upper()}
    return exact, folded
