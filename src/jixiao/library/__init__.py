"""The library of indicators of everything stored, by canonical name, searchable; and a frame for an empty store."""

from jixiao.library.index import Group, Library, Peer, same
from jixiao.library.likeness import Likeness
from jixiao.library.profile import Card, Entry, card_of, cards_of, typed
from jixiao.library.vocabulary import vocabulary

__all__ = [
    "Card",
    "Entry",
    "Group",
    "Library",
    "Likeness",
    "Peer",
    "card_of",
    "cards_of",
    "same",
    "typed",
    "vocabulary",
]
