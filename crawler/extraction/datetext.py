"""Dates in running text: found and cut out as printed; reading them is normalization's work."""

from __future__ import annotations

import re

#: Month names and their usual abbreviations, lower case, by language (CLDR "wide" and "abbreviated").
_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sept sep oct nov dec
januar jänner februar feber märz mai juni juli oktober dezember mär mrz okt dez
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev mai out
janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc
gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre gen mag giu lug set ott
januari februari maart mei augustus mrt
januar februar marts maj augusti desember des
styczeń stycznia luty lutego marca kwiecień kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ledna února března dubna května června července srpna září října listopadu prosince
januára februára apríla mája júna júla augusta septembra októbra novembra decembra
siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca
január február március április május június július augusztus szeptember október november december
ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен сент окт ноя дек
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
januari februari maret april mei juni juli agustus oktober desember
tháng
""".split()
MONTH = "(?:" + "|".join(sorted(map(re.escape, set(_MONTHS)), key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19[9]\d|20\d\d)"
_CLOCK = r"(?:[\s,|·•(\-–]{0,5}(?:at|um|à|às|a las|alle|kl\.?|klo|klockan|v|в|о)?\s{0,2}\d{1,2}[:.hH]\d{2}(?::\d{2})?(?!\d)(?:\s?(?:[ap]\.?m\b\.?|uhr\b))?(?:\s?(?:[A-Z]{2,4}\b|[+-]\d{2}:?\d{2}\b))?)?"
_FORMS = (
    rf"{_YEAR}-\d{{1,2}}-\d{{1,2}}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?\s?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?",
    rf"{_YEAR}[./]\s?\d{{1,2}}[./]\s?\d{{1,2}}\.?(?!\d){_CLOCK}",
    rf"{_YEAR}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日(?:\s?\d{{1,2}}[:時时点]\d{{2}}分?)?",
    rf"{_YEAR}\s?년\s?\d{{1,2}}\s?월\s?\d{{1,2}}\s?일(?:\s?\d{{1,2}}:\d{{2}})?",
    rf"\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:{_YEAR}|\d{{2}})(?!\d){_CLOCK}",
    rf"\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª|do)?[\s-]{{1,3}}(?:de |d['’]|of )?{MONTH}[\s,./-]{{1,3}}(?:de |del )?(?:{_YEAR})(?!\d){_CLOCK}",
    rf"{MONTH}\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?[,.]?\s{{1,3}}{_YEAR}(?!\d){_CLOCK}",
    rf"{_YEAR}[.,]?\s{{1,3}}{MONTH}\s{{1,3}}\d{{1,2}}(?!\d)\.?",
)
DATE = re.compile(r"(?<![\w./-])(?:" + "|".join(_FORMS) + ")", re.IGNORECASE)
_STAMP = re.compile(r"\d{10}(?:\d{3})?")


def find_date(text: str) -> str | None:
    """Return the first date with day, month and year in a text, as printed, with its time where one follows."""
    found = DATE.search(text)
    return found.group().strip(" ,|·•(-–") if found else None


def states_date(text: str) -> bool:
    """Tell whether a text holds a date with a year from 1990 on, or is a Unix time."""
    return bool(DATE.search(text)) or bool(_STAMP.fullmatch(text)) or bool(_PLAIN.match(text))


#: 20240322, 20240322T101500Z and HTTP dates, which machines print.
_PLAIN = re.compile(
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|\w{{3}},? \d{{1,2}} \w{{3}} {_YEAR}|\w{{3}} \w{{3}} \d{{1,2}} [\d:]{{5,8}} "
)
