"""Arguments that several commands share.

Knows where a store is looked for; knows nothing of stores.
"""

from __future__ import annotations

import argparse
import os
from math import inf

from evigraph import STORE


def store_option(parser: argparse.ArgumentParser) -> None:
    """Add `--store`, by default the environment's EVIGRAPH_STORE or a folder here."""
    default = os.environ.get("EVIGRAPH_STORE") or STORE
    parser.add_argument(
        "--store", default=default, help="the store's folder or address (default: EVIGRAPH_STORE, or %(default)s)"
    )


def publisher_option(parser: argparse.ArgumentParser) -> None:
    """Add `--publisher`, the file of a publisher's profile."""
    parser.add_argument(
        "--publisher", default="", metavar="FILE.toml", help="what a publisher calls the parts of its documents"
    )


def positive(text: str) -> int:
    """A whole number from 1 on; raises ArgumentTypeError for another one."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def port(text: str) -> int:
    """A port; raises ArgumentTypeError for another number."""
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port from 0 to 65535")
    return int(text)


def not_negative(text: str) -> float:
    """A number from 0 on; raises ArgumentTypeError for another one."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 on")
    return number


def more_than_nothing(text: str) -> float:
    """A number above 0; raises ArgumentTypeError for another one."""
    if not (number := not_negative(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number
