"""Corrections, for the terminal, the browser and Python: made, taken back, looked for, counted, told."""

from jixiao.app.correcting.books import Book, FolderBook, StoreBook
from jixiao.app.correcting.making import SEEN, Correcting
from jixiao.app.correcting.places import By, View, Where

__all__ = ["SEEN", "Book", "By", "Correcting", "FolderBook", "StoreBook", "View", "Where"]
