"""What a project's form lacks and what is weak in it, by what like projects have. Nothing without a source."""

from jixiao.suggestions.model import KINDS, Cited, PeerProject, Suggestion, Suggestions, Usual
from jixiao.suggestions.project import MOST, suggest

__all__ = ["KINDS", "MOST", "Cited", "PeerProject", "Suggestion", "Suggestions", "Usual", "suggest"]
