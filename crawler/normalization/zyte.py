"""The conversion of `crawler.exports.zyte`, under the address that it had first."""

from crawler.exports.zyte import *  # noqa: F403
