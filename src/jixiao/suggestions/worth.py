"""Whether a reader is likely to find a suggestion useful, by what the form itself bears out.

The rule is what a regression on judged suggestions (`eval/judged/suggestions.yaml`) came to, each list left out in
turn; `python -m eval.suggestions.kept` says what it keeps of them.
"""

from __future__ import annotations

from jixiao.checks.judgement import pairs
from jixiao.library import Card
from jixiao.library.vocabulary import Usual

OUTPUTS = ("quantity", "quality", "timeliness", "cost", "satisfaction")
# What must not happen can be looked up; what is hoped for is the project's own to say.
_CHECKED = ("harm", "safety")


def is_useful(name: str, family: str, usual: Usual | None, card: Card) -> bool:
    """Whether the form asks nobody if they are satisfied, and the name would; or the type of project has it of its own
    (`usual` in the frame), name or goal of the project speak of what is particular in it, and it is no effect that is
    only hoped for.

    An effect is borne out by more than the project's object alone: by what else the frame says of it.
    """
    if family == "satisfaction" and family not in card.families:
        return True
    if usual is None or not usual.own:
        return False
    output = family in OUTPUTS
    borne = pairs(name if output else usual.worded("，")) & pairs(f"{card.name}。{card.purpose}")
    return bool(borne) and (output or usual.aspect.code in _CHECKED)
