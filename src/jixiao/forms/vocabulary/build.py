"""The vocabulary of the families' files: each adds its words to those of the files before, and contradicts none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jixiao.errors import ResourceError
from jixiao.forms.vocabulary.keys import NOTE, label_key
from jixiao.forms.vocabulary.owners import Owners, claim
from jixiao.forms.vocabulary.scope import families_of
from jixiao.forms.vocabulary.taught import taught
from jixiao.forms.vocabulary.words import FORM_KINDS, KindWords, Vocabulary
from jixiao.records.kinds import KINDS
from jixiao.resources import OWN
from jixiao.text import key


def build(files: Iterable[Mapping[str, Any]]) -> Vocabulary:
    """The vocabulary of the given files' contents; ResourceError where two give a label different meanings, or where
    one is malformed.
    """
    out = Vocabulary(kinds={kind: KindWords() for kind in FORM_KINDS})
    owners: Owners = {}
    known: frozenset[str] = frozenset()
    files = list(files)
    for data in files:
        name = str(data.get("family", "?"))
        out.families.append(name)
        try:
            claim(owners, name, data, label_key)
            if data.get(OWN):
                known = known or _known_words(out)
                out.taught.append(taught(data, FORM_KINDS, known, label_key))
            _add(out, data)
        except (TypeError, AttributeError, re.error) as e:
            raise ResourceError(f"词表“{name}”写法有误：{e}；自己教的请删掉后再教一次，随程序带的请重新安装") from e
    _share_labels(out)
    _collect_words(out)
    out.scoped = families_of(files)
    out.without = cache(lambda names: build(d for d in files if str(d.get("family", "?")) not in names))
    return out


def _share_labels(out: Vocabulary) -> None:
    """Give a kind the labels of the kinds it is like, where its model has the field and it has not said otherwise."""
    for kind, words in out.kinds.items():
        heads = {name for name in KINDS[kind].model.model_fields if name != "goal"} | {"period"}
        for other in words.like:
            for label, name in out.kinds[other].fields.items():
                if name in heads:
                    words.fields.setdefault(label, name)


def _add(out: Vocabulary, data: Mapping[str, Any]) -> None:
    for kind, patterns in data.get("titles", {}).items():
        out.titles.setdefault(kind, []).extend(re.compile(p) for p in patterns)
    for kind in FORM_KINDS:
        words, given = out.kinds[kind], data.get(kind, {})
        _add_labels(words.fields, given.get("fields", {}))
        _add_labels(words.sections, given.get("sections", {}))
        for known, name in ((words.sentences, "sentences"), (words.patterns, "patterns")):
            known.update({f: _either(known.get(f), p) for f, p in given.get(name, {}).items()})
        if not data.get(OWN):
            words.opening.update(label_key(w) for w in given.get("opening", []))
        words.like.extend(given.get("like", []))
    out.furniture.update(label_key(w) for w in data.get("furniture", []))
    for name, columns in data.get("lists", {}).items():
        _add_labels(out.lists.setdefault(name, {}), columns)
    out.totals.update(label_key(w) for w in data.get("totals", []))
    out.loose.update(label_key(w) for w in data.get("loose_columns", []))
    for name in ("placeholder", "other_titles", "endings", "outside"):
        if name in data:
            setattr(out, name, _either(getattr(out, name), data[name]))
    for scope, found in data.get("periods", {}).items():
        out.periods.setdefault(scope, []).extend(key(w) for w in found)
    for level, found in data.get("levels", {}).items():
        out.levels.setdefault(level, set()).update(label_key(w) for w in found)
    for part, found in data.get("narrative", {}).items():
        out.narrative.setdefault(part, set()).update(label_key(w) for w in found)
    for part, value in data.get("evaluation", {}).items():
        if isinstance(value, str):
            out.evaluation[part] = _either(out.evaluation.get(part), value)
        else:
            known_roles = out.evaluation.setdefault(part, {})
            known_roles.update({role: _either(known_roles.get(role), p) for role, p in value.items()})
    for part, value in data.get("budget", {}).items():
        had = out.budget.get(part)
        out.budget[part] = [*(had or []), *value] if isinstance(value, list) else _either(had, value)


_NOTHING = "(?!)"


def _either(known: re.Pattern[str] | None, more: str) -> re.Pattern[str]:
    """What either matches: a file adds to a pattern and takes nothing away."""
    if known is None or known.pattern == _NOTHING:
        return re.compile(more)
    return known if known.pattern == more else re.compile(f"(?:{known.pattern})|(?:{more})")


def _add_labels(known: dict[str, str], groups: Mapping[str, Iterable[str]]) -> None:
    """Add the labels to those that are known, by their normal form."""
    for name, labels in groups.items():
        for label in labels:
            known[label_key(str(label))] = name


def _known_words(out: Vocabulary) -> frozenset[str]:
    """The words so far, before those that a user taught."""
    _collect_words(out)
    return out.names()


def _collect_words(out: Vocabulary) -> None:
    for words in out.kinds.values():
        out._words.update(words.fields, words.sections)
    for columns in out.lists.values():
        out._words.update(columns)
    for names in out.levels.values():
        out._words.update(names)
    out._words |= {NOTE.sub("", w) for w in out._words}
