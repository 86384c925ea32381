"""Places: folders and object storage, in which files are listed, read and written whole. Alone knows obstore."""

from jixiao.places.opening import place_at
from jixiao.places.place import Entry, Place, is_address

__all__ = ["Entry", "Place", "is_address", "place_at"]
