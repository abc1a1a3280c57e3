"""Agencies by the codes and names they sign with."""

import pytest

from crawler.normalization.people.credited_names import agency_name, agency_names, load_agencies


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("AFP", "AFP"),
        ("(Reuters)", "Reuters"),
        ("REUTERS", "Reuters"),
        ("Agence France-Presse", "AFP"),
        ("The Associated Press", "AP"),
        ("DPA", "dpa"),
        ("Agencia EFE", "EFE"),
        ("Xinhua News Agency", "Xinhua"),
        ("新华社", "Xinhua"),
        ("共同通信", "Kyodo News"),
        ("연합뉴스", "Yonhap"),
        ("РИА Новости", "RIA Novosti"),
        ("PL", "Prensa Latina"),
    ],
)
def test_a_code_or_name_gives_the_one_name_kept(printed, name):
    assert agency_name(printed) == name


@pytest.mark.parametrize(
    "printed", ["Ana", "Pa", "pl", "Sana", "Mia Reuters-Smith", "", "x" * 100_000, " " * 100_000]
)
def test_a_code_counts_only_as_printed_and_only_alone(printed):
    assert agency_name(printed) is None
    assert agency_names(printed) == []


def test_codes_of_the_outlet_go_first():
    assert agency_name("PL", extra={"PL": "Pueblo Libre"}) == "Pueblo Libre"
    assert agency_names("RHC-PL", extra={"RHC": "Radio Habana Cuba"}) == [
        "Radio Habana Cuba",
        "Prensa Latina",
    ]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("dpa/AFP", ["dpa", "AFP"]),
        ("AFP, Reuters und AP", ["AFP", "Reuters", "AP"]),
        ("Keystone-SDA", ["ATS"]),
        ("AFP, Manila", []),
    ],
)
def test_several_agencies_in_one_credit(printed, names):
    assert agency_names(printed) == names


def test_no_form_names_two_agencies():
    forms = [form for name, others in load_agencies().items() for form in {name, *others}]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
