"""What holds most of the words that are looked for, on a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def words_of(query: str) -> list[str]:
    """The single words of a search such as "甲乙" OR "乙丙"."""
    return list(dict.fromkeys(word for part in query.split(" OR ") for word in part.strip('"').lower().split()))


def likest(
    ask: Callable[..., list[Any]], table: str, weights: Mapping[str, int], words: Sequence[str], most: int
) -> list[int]:
    """The rows that hold most of the words first, a column's words counting by its weight; of two the shorter."""
    wanted = list(words)
    counted = " + ".join(
        f"{weight} * cardinality(ARRAY(SELECT unnest({name}) INTERSECT SELECT unnest(CAST(? AS TEXT[]))))"
        for name, weight in weights.items()
    )
    any_of = " OR ".join(f"{name} && CAST(? AS TEXT[])" for name in weights)
    length = " + ".join(f"cardinality({name})" for name in weights)
    query = f"SELECT rowid FROM {table} WHERE {any_of} ORDER BY {counted} DESC, {length}, rowid LIMIT ?"
    return [number for (number,) in ask(query, *([wanted] * (2 * len(weights))), most)]
