"""Learns what slips of the pen are seen by: what stands together, what is written often, what sounds alike.

uv run --with jieba --with pypinyin python -m eval.training.slips TEXT...     # writes schemas/language/slips.json

Each TEXT is a file or folder of plain text or JSON (the strings of JSON count, each once a file); of jieba's dictionary
the words of two characters count, of pypinyin's the readings, both only for common characters. What is kept
are counts that passed a bar, no sentence.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.files import PROJECT

PLACE = PROJECT / "schemas" / "language" / "slips.json"
_RUN = re.compile("[\u4e00-\u9fff]+")
# A pair of characters is known from so many strings, or as a word of a dictionary of so many occurrences.
_SEEN, _WORD = 2, 3
# A character that the texts do not have is common where the dictionary has it so often.
_COMMON = 200
# What is often written: so long, and in so many strings.
_LONG, _OFTEN = (3, 4, 5), 6
# A pair that so often has one and the same character before it has no beginning of its own.
_BOUND, _BOUND_OFTEN = 0.98, 25
# Pairs of characters of one shape and not of one sound, as people take one for the other.
_SHAPES = (
    "己已巳 末未 侯候 率帅 晴睛 竟竞 拔拨 券卷 治冶 鸟乌 干千于 土士 日目曰 人入八 天夫无 大太犬 贷货 析折 "
    "崇祟 徒徙 戍戌 历厉 科料 技枝 办为 设没 处外 住往 任仕 问间 今令 名各 客容 准淮 具县 且旦 体休 村材 "
    "验险 检捡 积枳 效郊 政攻 修俢 施拖 培陪 训驯 补朴 贴帖 合台 格恪 满蒲 意竟 度庋 数教 量置 质贡 成戍 "
    "本木 完宗 及反 时对 群裙 众从 受爱 益盖 环坏 境竟 保堡 障章 建健 管菅 理埋"
)


def strings(path: Path) -> Iterator[str]:
    """The strings of a file; those of JSON once each."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        yield from text.split("\n")
        return
    yield from dict.fromkeys(_inner(json.loads(text)))


def _inner(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "evidence":
                yield from _inner(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inner(inner)


def learn(texts: Iterable[str], words: Mapping[str, int], readings: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The data from texts, a dictionary's words with their counts, and the readings of characters."""
    pairs: Counter[str] = Counter()
    before: dict[str, Counter[str]] = defaultdict(Counter)
    often: Counter[str] = Counter()
    for text in dict.fromkeys(texts):
        own: set[str] = set()
        for chars in _RUN.findall(text):
            for i in range(len(chars) - 1):
                pair = chars[i : i + 2]
                pairs[pair] += 1
                before[pair][chars[i - 1] if i else ""] += 1
            own |= {chars[i : i + n] for n in _LONG for i in range(len(chars) - n + 1)}
        often.update(own)
    charset = {char for pair, count in pairs.items() if count >= _SEEN for char in pair}
    charset |= {char for char in readings if words.get(char, 0) >= _COMMON}
    known = {w for w, n in words.items() if len(w) == 2 and n >= _WORD and charset.issuperset(w)}
    known -= {word for word in known if word[0] == word[1] and pairs[word] < _SEEN}  # 格格 is a word, and a slip here
    return {
        "words": _by_first(known),
        "seen": _by_first({pair for pair, count in pairs.items() if count >= _SEEN} - known),
        "bound": {pair: top for pair in sorted(pairs) if (top := _bound(pair, before[pair])) and pair not in known},
        "often": sorted(text for text, count in often.items() if count >= _OFTEN),
        "sounds": _sounds(charset, readings),
        "shapes": _SHAPES.split(),
    }


def _bound(pair: str, before: Counter[str]) -> str:
    top, count = before.most_common(1)[0]
    return top if count >= _BOUND * before.total() and count >= _BOUND_OFTEN else ""


def _by_first(pairs: Iterable[str]) -> dict[str, str]:
    out: dict[str, str] = defaultdict(str)
    for pair in sorted(pairs):
        out[pair[0]] += pair[1]
    return dict(out)


def _sounds(charset: Iterable[str], readings: Mapping[str, Iterable[str]]) -> list[str]:
    """The characters that share a reading without its tone, a line each."""
    out: dict[str, str] = defaultdict(str)
    for char in sorted(charset):
        for reading in sorted(set(readings[char])):
            out[reading] += char
    return [chars for _, chars in sorted(out.items()) if len(chars) > 1]


def main() -> None:
    """Learn from the files and folders named, and write the data."""
    import jieba  # type: ignore[import-not-found]
    import pypinyin  # type: ignore[import-not-found]

    files = [
        f for name in sys.argv[1:] for f in ([Path(name)] if Path(name).is_file() else sorted(Path(name).rglob("*")))
    ]
    texts = [text for file in files if file.suffix in (".json", ".txt", ".yaml") for text in strings(file)]
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").split("\n")
    words = {parts[0]: int(parts[1]) for line in lines if len(parts := line.split()) > 1}
    chars = {char for text in (*texts, *words) for char in text if _RUN.match(char)}
    plain = pypinyin.Style.NORMAL
    readings = {char: pypinyin.pinyin(char, style=plain, heteronym=True)[0] for char in chars}
    data = learn(texts, words, readings)
    PLACE.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print({name: len(value) for name, value in data.items()}, PLACE.stat().st_size)


if __name__ == "__main__":
    main()
