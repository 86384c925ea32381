"""A store of composed projects, as many as wanted, and how long a call of suggestions takes with it."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

from jixiao.library import Library, typed, vocabulary
from jixiao.records import Funds, FundsSide, Indicator, ProjectGoal, Reading, SourceInfo
from jixiao.store import Store
from jixiao.suggestions import suggest

PROJECTS = 10_000
_FORMS = 100  # to a file
_PLACES = ("临河", "白石", "云岭", "青湾", "东固", "柳泉", "北原", "松江", "南屏", "西浦")
_BODIES = ("教育局", "民政局", "水务局", "城市管理局", "卫生健康局", "农业农村局", "住房和城乡建设局", "文化和旅游局")
_THINGS = (
    "校舍", "养老服务", "河道", "道路照明", "基层卫生", "高标准农田", "老旧小区", "图书馆", "公园绿地", "困难群众",
    "残疾人", "乡村道路", "饮用水源", "政务系统", "应急物资", "职业技能", "公共厕所", "垃圾分类", "地名标志", "档案",
)  # fmt: skip
_CALLS = 30


def composed(count: int, seed: int = 1) -> list[Reading]:
    """Readings with so many project forms in all, about ten indicators each, names made of the frame's and of words."""
    chance = random.Random(seed)
    readings = []
    for start in range(0, count, _FORMS):
        records = [_project(chance, n) for n in range(start, min(start + _FORMS, count))]
        info = SourceInfo(name=f"{start // _FORMS:04}.pdf", sha256=f"{start:064x}", pages=_FORMS)
        readings.append(Reading(source=info, records=records, version="composed"))
    return readings


def _project(chance: random.Random, number: int) -> ProjectGoal:
    kind = chance.choice(vocabulary().frame.types)
    thing, families = chance.choice(_THINGS), vocabulary().families
    picked = chance.sample(list(kind.indicators), min(len(kind.indicators), chance.randint(6, 9)))
    other = chance.choice(vocabulary().frame.types)
    picked += chance.sample(list(other.indicators), 3)
    indicators = [
        Indicator(
            level1=families[usual.family].levels[0],
            level2=families[usual.family].levels[1],
            level3=f"{thing}{usual.name}" if chance.random() < 0.7 else usual.name,
            value=usual.value if usual.value[:1] in "≥≤=" else f"≥{chance.randint(1, 900)}{chance.choice('个人次米')}",
        )
        for usual in picked
    ]
    total = f"{chance.randint(5, 5000)}"
    return ProjectGoal(
        project_name=f"{thing}{chance.choice(kind.words)}{chance.choice(('项目', '经费', '专项资金'))}{number % 37}",
        department=f"{chance.choice(_PLACES)}市{chance.choice(_BODIES)}",
        year=chance.choice((2023, 2024, 2025)),
        funds=Funds(unit="万元", annual=FundsSide(total=total)),
        goal_annual=f"完成{thing}{kind.name}，保障{chance.choice(_THINGS)}有关工作按时完成，群众满意。",
        indicators=indicators,
        pages=(number % _FORMS + 1, number % _FORMS + 1),
    )


def measure_speed(projects: int = PROJECTS) -> None:
    """Fill a store, open its library, ask for suggestions, and print how long each took."""
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        path = Path(folder) / "many.db"
        with Store.open(path) as store:
            begun = time.perf_counter()
            run = store.begin({})
            for reading in composed(projects):
                store.add(run, reading)
            filled = time.perf_counter()
            Library.open(store)
            print(f"存入 {projects} 个项目 {filled - begun:.1f} 秒；建指标库 {time.perf_counter() - filled:.1f} 秒")
        with Store.open(path) as store:
            begun = time.perf_counter()
            library = Library.open(store)
            print(f"再次打开 {time.perf_counter() - begun:.3f} 秒；{library.counts()} 个项目、指标、规范名称")
            for reading in composed(_FORMS, seed=2)[:1]:
                reading.source.sha256, reading.source.name = "f" * 64, "new.pdf"
                store.add(store.begin({}), reading)
            begun = time.perf_counter()
            library.refresh()
            print(f"新读一份 {_FORMS} 张表的文件后更新 {time.perf_counter() - begun:.2f} 秒")
            _calls(library)


def _calls(library: Library) -> None:
    from jixiao.library import cards_of

    cards = [card for reading in composed(_CALLS, seed=3) for card in cards_of(reading)]
    bare = [typed(card.name, card.department, card.purpose, card.amount) for card in cards]
    for name, every in (("有表", cards), ("只有名称、部门、用途、金额", bare)):
        seconds = []
        for card in every:
            begun, used = time.perf_counter(), time.process_time()
            suggest(card, library)
            seconds.append((time.perf_counter() - begun, time.process_time() - used))
        middle, worst = (f(wall for wall, _ in seconds) for f in (statistics.median, max))
        busy = statistics.median(cpu for _, cpu in seconds)
        print(f"建议（{name}）：中位 {middle:.3f} 秒（处理器 {busy:.3f} 秒），最长 {worst:.3f} 秒；{len(seconds)} 次")
    begun = time.perf_counter()
    library.search("发放及时率")
    print(f"查找 {time.perf_counter() - begun:.3f} 秒")
