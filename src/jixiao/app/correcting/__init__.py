"""Corrections, for the terminal, the browser and Python: made, taken back, looked for, counted, told."""

from jixiao.app.correcting.books import Book, FolderBook, StoreBook
from jixiao.app.correcting.history import Entry, history, write_history
from jixiao.app.correcting.likes import Like, correct_likes, likes
from jixiao.app.correcting.making import SEEN, Correcting
from jixiao.app.correcting.places import By, View, Where
from jixiao.app.correcting.queue import Group, Pace, Queue, queue
from jixiao.app.correcting.sampling import Rate, Sampled, rate, sample

__all__ = [
    "SEEN",
    "Book",
    "By",
    "Correcting",
    "Entry",
    "FolderBook",
    "Group",
    "Like",
    "Pace",
    "Queue",
    "Rate",
    "Sampled",
    "StoreBook",
    "View",
    "Where",
    "correct_likes",
    "history",
    "likes",
    "queue",
    "rate",
    "sample",
    "write_history",
]
