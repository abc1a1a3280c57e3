"""The conversion of `crawler.exports.schema_org`, under the address that it had first."""

from crawler.exports.schema_org import *  # noqa: F403
