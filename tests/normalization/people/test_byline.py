"""Credit lines taken apart: people in `authors`, agencies and desks beside them, nothing else anywhere."""

import pytest

from crawler.normalization.people.byline import split_authors
from tests.growth import check_linear, check_moment

OUTLETS = ("The Daily Lantern", "BBC News")


def authors(raw: object) -> list[str]:
    return split_authors(raw, outlet_names=OUTLETS).authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Pérez", ["Ana Pérez"]),
        ("Por Ana Pérez", ["Ana Pérez"]),
        ("Von Anna Schmidt", ["Anna Schmidt"]),
        ("Par Jeanne Martin", ["Jeanne Martin"]),
        ("Di Mario Rossi", ["Mario Rossi"]),
        ("Door Jan de Boer", ["Jan de Boer"]),
        ("Av Kari Nordmann", ["Kari Nordmann"]),
        ("Oleh Siti Rahma", ["Siti Rahma"]),
        ("Текст: Иван Петров", ["Иван Петров"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("Συντάκτης: Γιάννης Παπαδόπουλος", ["Γιάννης Παπαδόπουλος"]),
        ("מאת: דוד כהן", ["דוד כהן"]),
        ("بقلم: أحمد علي", ["أحمد علي"]),
        ("記者 山田太郎", ["山田太郎"]),
        ("文/张三", ["张三"]),
        ("〔記者張三豐／台北報導〕", ["張三豐"]),
        ("【ロンドン=山田太郎】", ["山田太郎"]),
        ("홍길동 기자", ["홍길동"]),
        ("Written by Ana Pérez on May 3, 2024", ["Ana Pérez"]),
        ("Autor Ana Pérez", ["Ana Pérez"]),
        ("Text und Fotos: Ana Pérez", ["Ana Pérez"]),
        ("Erstellt von Ana Pérez", ["Ana Pérez"]),
        ("Yazan Kerem Tuna", ["Kerem Tuna"]),
    ],
)
def test_the_label_goes_in_any_language(line, names):
    assert authors(line) == names


@pytest.mark.parametrize(
    "name",
    [
        "Di Stefano",
        "Oleh Petrenko",
        "April May",
        "Byron Smith",
        "Per Olsson",
        "Von Miller",
        "Theo Epstein",
        "Yazan Kamal",
    ],
)
def test_a_name_that_begins_like_a_label_stays_whole(name):
    assert authors(name) == [name]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Pérez, Li Wei and Tom O'Neil", ["Ana Pérez", "Li Wei", "Tom O'Neil"]),
        ("Por Ana Pérez y Luis Gómez", ["Ana Pérez", "Luis Gómez"]),
        ("Por Ana Lopes e Luís Sousa", ["Ana Lopes", "Luís Sousa"]),
        ("Anna Schmidt und Karl Maier", ["Anna Schmidt", "Karl Maier"]),
        ("Jeanne Martin et Paul Petit", ["Jeanne Martin", "Paul Petit"]),
        ("Door Jan de Boer en Piet Bakker", ["Jan de Boer", "Piet Bakker"]),
        ("Иван Петров и Анна Сидорова", ["Иван Петров", "Анна Сидорова"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("山田太郎と鈴木花子", ["山田太郎", "鈴木花子"]),
        ("王小明 李大华", ["王小明", "李大华"]),
        ("김철수,이영희,박민수 기자", ["김철수", "이영희", "박민수"]),
        ("Ana Pérez | Li Wei / Tom Ray; Bo Li & Jo Ed", ["Ana Pérez", "Li Wei", "Tom Ray", "Bo Li", "Jo Ed"]),
        ("أحمد علي ومحمد حسن", ["أحمد علي", "محمد حسن"]),
        ("بقلم: أحمد علي ووليد حسن", ["أحمد علي", "وليد حسن"]),
        ("أحمد علي وليد", ["أحمد علي وليد"]),
        ("Maria & Katerina", ["Maria", "Katerina"]),
        ("Paul, John and George", ["Paul", "John", "George"]),
    ],
)
def test_several_authors_are_told_apart(line, names):
    assert authors(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Juan Pérez Costa e Silva", ["Juan Pérez Costa e Silva"]),
        ("Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("Nawal el Saadawi", ["Nawal el Saadawi"]),
        ("Tom Jones Jr. and Ana de la Cruz", ["Tom Jones Jr.", "Ana de la Cruz"]),
        ("Martin Luther King, Jr.", ["Martin Luther King Jr."]),
        ("Genevieve Carlton, Ph.D.", ["Genevieve Carlton"]),
        ("约翰·史密斯", ["约翰·史密斯"]),
        ("山田 太郎", ["山田 太郎"]),
        ("Smith, John", ["John Smith"]),
        ("Gaudí i Cornet, Antoni", ["Antoni Gaudí i Cornet"]),
        ("Smith, John; Doe, Jane", ["John Smith", "Jane Doe"]),
    ],
)
def test_one_name_stays_one(line, names):
    assert authors(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Ana Pérez, Berlin correspondent",
        "Ana Pérez in Berlin",
        "Ana Pérez – Madrid",
        "By Ana Pérez, Staff Writer",
        "Political editor Ana Pérez",
        "Ana Pérez, BBC News",
        "By Ana Pérez BBC News",
        "Ana Pérez (ape)",
        "Ana Pérez, Reuters, Berlin",
        "Ana Pérez @anap ana@example.com https://example.com/ana",
        "Ana PérezDecember 17",
        "Ana PérezUpdated 3 days ago",
        "By Ana Pérez | The Daily Lantern",
        "Ana Pérez is a reporter in Berlin. She covers trade, Europe and politics.",
        "By Ana Pérez, edited by Tom Smith",
        "Text: Ana Pérez, Fotos: Karl Maier",
        "Reporting by Ana Pérez; Editing by Jo Li",
        "ANA PÉREZ",
        "Ana PÉREZ",
        "Ana Pérez / Staff reporter",
        "Staff reporter / Ana Pérez",
        "By Ana Pérez | Staff Writer",
        "Ana Pérez |",
        "{{ role }} Ana Pérez",
    ],
)
def test_what_is_not_the_name_is_cut_off(line):
    assert authors(line) == ["Ana Pérez"]


@pytest.mark.parametrize(
    "line",
    [
        "{{author.name}}",
        "By {{ author }}",
        "ana@example.com",
        "https://example.com/people/ana",
        "3 min read",
        "admin",
        "mf",
        "Edited by Tom Smith",
        "Editado por Juan Leandro",
        "Eldonita de Maria Calvo",
        "责任编辑：李四",
        "Photo: Tom Smith",
        "Redaktion: Tom Smith",
        "Source: Tom Smith",
        "Theo Báo Tin tức",
        "The government announced new measures on Tuesday to reduce inflation.",
        "How the storm that nobody saw coming hit the coast of the island",
        "x" * 5000,
        "",
    ],
)
def test_nobody_is_named(line):
    assert authors(line) == []


def test_capitals_are_folded_where_that_is_sure():
    assert authors("BY TOM O'NEIL, IAN MCDONALD AND ANA DE LA CRUZ") == [
        "Tom O'Neil",
        "Ian McDonald",
        "Ana de la Cruz",
    ]
    assert authors("JD Smith III") == ["JD Smith III"]


@pytest.mark.parametrize(
    ("line", "agencies", "people"),
    [
        ("Reuters", ["Reuters"], []),
        ("dpa/AFP", ["dpa", "AFP"], []),
        ("AFP, MANILA", ["AFP"], []),
        ("Ana Pérez (Reuters)", ["Reuters"], ["Ana Pérez"]),
        ("Von Anna Schmidt und Karl Maier, dpa", ["dpa"], ["Anna Schmidt", "Karl Maier"]),
        ("By John Smith and Associated Press", ["AP"], ["John Smith"]),
        ("Fuente: EFE", ["EFE"], []),
        ("Theo TTXVN", ["TTXVN"], []),
        ("来源：新华社", ["Xinhua"], []),
        ("Foto: AFP", [], []),
        ("Par Jean DUPONT avec AFP", ["AFP"], ["Jean Dupont"]),
    ],
)
def test_agencies_are_kept_apart(line, agencies, people):
    byline = split_authors(line)
    assert (byline.agencies, byline.authors) == (agencies, people)


@pytest.mark.parametrize(
    "desk",
    [
        "Redaktion",
        "Staff",
        "Redacción",
        "La Rédaction",
        "Редакция",
        "編集部",
        "NZZ-Redaktion",
        "The Daily Lantern",
        "lantern.example.com",
    ],
)
def test_a_desk_signs_only_where_no_person_does(desk):
    assert split_authors(desk, outlet_names=OUTLETS).authors == [desk]
    both = split_authors(["Ana Pérez", desk], outlet_names=OUTLETS)
    assert (both.authors, both.desks) == (["Ana Pérez"], [desk])


@pytest.mark.parametrize(
    "line",
    [
        "srf/hosb;kesm",
        "mli",
        "(mli/ob)",
        "Senior Reporter",
        "Deputy Political Editor",
        "Creative Commons License",
        "CC BY-SA",
        "Key Takeaways",
        "information",
        "Geschrieben",
        "Revised Edition",
        "Todos los derechos reservados",
        "Table of Contents",
        "Last updated",
        "Sponsored by Acme Corp",
    ],
)
def test_codes_designations_licences_and_labels_name_nobody(line):
    assert authors(line) == []


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ana Pérez Senior Political Correspondent", ["Ana Pérez"]),
        ("Ana Pérez Illustration von Li Wei", ["Ana Pérez"]),
        ("von Ulrike", ["Ulrike"]),
        ("Von der Redaktion", ["Redaktion"]),
        ("Di Redazione", ["Redazione"]),
        ("Ana Pérez (Text), Li Wei (Fotos)", ["Ana Pérez"]),
        ("Von Ana Pérez und Li Wei (Fotos)", ["Ana Pérez"]),
        ("Autor: Ana Pérez Kategorie: Region", ["Ana Pérez"]),
        ("Reporter: Ana Pérez", ["Ana Pérez"]),
        ("Von unserer Redaktion", ["Redaktion"]),
        ("Contributors to Harbour projects", ["Contributors to Harbour projects"]),
    ],
)
def test_what_stands_around_a_name_is_cut_off(line, people):
    assert authors(line) == people


def test_lists_are_merged_without_repetitions_and_the_longer_form_stays():
    byline = split_authors(["Todd", "Ana Pérez", "Todd Bates", "ANA PEREZ"])
    assert byline.authors == ["Todd Bates", "Ana Pérez"]
    assert byline.as_printed == "Todd, Ana Pérez, Todd Bates, ANA PEREZ"


def test_the_line_is_kept_as_printed():
    assert split_authors(" By Ana\u00a0Pérez \n and Li Wei ").as_printed == "By Ana Pérez and Li Wei"
    assert split_authors(None).as_printed is None


def test_what_is_no_text_is_passed_over():
    assert authors([None, 3, {"name": "x"}, "Ana Pérez"]) == ["Ana Pérez"]


@pytest.mark.parametrize("unit", ["By ", "A, ", "{{", "((", " - ", "x.", "記者 ", "Ana Pérez and "])
def test_hostile_lines_take_linear_time(unit):
    check_moment(authors, unit * (1_900 // len(unit)))  # as long as a credit line may be
    check_linear(authors, lambda size: unit * (size // len(unit)), most=500_000)
