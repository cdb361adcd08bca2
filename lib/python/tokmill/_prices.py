"""What calls cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ._analysis import price_calls


class Bill(NamedTuple):
    """The cost of calls in US dollars. An amount is None if its price is not known, never 0."""

    model: str
    provider: str
    input: Decimal | None
    """The part of the input that is not read from the cache."""
    cached: Decimal | None
    """The part of the input that is read from the cache."""
    cache_write: Decimal | None
    output: Decimal | None
    total: Decimal | None
    as_of: date | None
    """The day on which the prices were read."""


def cost(
    model: str,
    usage: tuple[int, int, int, int, int, int],
    service: str,
    at: date | None,
) -> Bill:
    day = (at or date.today()).isoformat()
    name, provider, uncached, cached, written, output, total, as_of = price_calls(
        model, *usage, service, day
    )
    return Bill(
        name,
        provider,
        _amount(uncached),
        _amount(cached),
        _amount(written),
        _amount(output),
        _amount(total),
        None if as_of is None else date.fromisoformat(as_of),
    )


def _amount(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
