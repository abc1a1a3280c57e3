"""`scrapy genspider`: Scrapy's own command, whose template `outlet` is written into the outlet's country.

Every other template, and everything else of the command, is as Scrapy has it. Scrapy imports every
command whenever it starts: what only this one needs is imported as it runs.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import scrapy
from scrapy.commands import genspider
from scrapy.exceptions import UsageError

from crawler.terminal.output import print_lines

#: What the template says of a country and zone that are not known.
_UNKNOWN = 'country, timezone = "ZZ", "UTC"'


class Command(genspider.Command):
    """Writes a spider from a template; an outlet goes into the package of its country."""

    country: str | None = None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's, and the country of an outlet."""
        super().add_options(parser)
        parser.add_argument(
            "--country", help="with -t outlet: its country, such as CU (default: by its host's ending)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the spider; raises UsageError on a country that is none."""
        from crawler.onboarding.country import is_country

        if opts.country and not is_country(opts.country):
            raise UsageError(
                f"--country {opts.country!r} is no country: give two capital letters of ISO 3166, such as CU",
                print_help=False,
            )
        self.country = opts.country
        super().run(args, opts)

    def _find_template(self, template: str) -> Path | None:
        """A template of the project, else one of Scrapy's, which says itself where there is none."""
        name = template if template.endswith(".tmpl") else f"{template}.tmpl"
        found = (path for path in self._templates() if path.name == name)
        return next(found, None) or super()._find_template(template)

    def _list_templates(self) -> None:
        names = sorted(path.stem for path in self._templates())
        print_lines(["Available templates:", *(f"  {name}" for name in names)])

    def _templates(self) -> Iterator[Path]:
        """The templates of spiders: the project's, then Scrapy's own, which it would hide."""
        for folder in (Path(self.templates_dir), Path(scrapy.__path__[0], "templates", "spiders")):
            yield from folder.glob("*.tmpl")

    def _genspider(
        self, module: str, name: str, url: str, template_name: str, template_file: str | os.PathLike[str]
    ) -> Path:
        if Path(template_name).stem != "outlet":
            return super()._genspider(module, name, url, template_name, template_file)
        from crawler.onboarding.addition import write_files
        from crawler.onboarding.country import country_of, main_timezone
        from crawler.onboarding.outlet_package import OutletPackage

        assert self.settings is not None
        country = self.country or country_of(url)
        package = OutletPackage.load(self.settings["NEWSPIDER_MODULE"])
        write_files(dict.fromkeys(package.missing_inits(country), b""))
        invalidate_caches()
        self.settings.set("NEWSPIDER_MODULE", package.module_for(country), priority="cmdline")
        written = super()._genspider(module, name, url, template_name, template_file)
        if country:
            stated = f'country, timezone = "{country}", "{main_timezone(country) or "UTC"}"'
            written.write_text(written.read_text("utf-8").replace(_UNKNOWN, stated), "utf-8")
        return written
