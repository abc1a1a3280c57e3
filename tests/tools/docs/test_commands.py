"""The reference of commands is made of the commands: each with its own options, and no others."""

from tools.docs.commands import commands_reference, own_options, read_commands


def test_every_command_of_the_project_is_read() -> None:
    assert {"articles", "crawl", "crawldue", "extract", "outlet", "outlets", "runs"} <= set(read_commands())


def test_options_that_every_command_has_are_left_out() -> None:
    options = own_options(read_commands()["runs"], name="runs")
    assert [option.option_strings for option in options] == [["-n"]]


def test_a_section_shows_how_a_command_is_called_and_what_its_options_do() -> None:
    text = commands_reference()
    assert "scrapy articles [ID | KEY | URL] [options]" in text
    assert "| `--outlet NAME` | only this outlet's |" in text
    assert "| `--loop` | " in text
