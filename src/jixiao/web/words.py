"""What the desk says: keys, causes, how long something takes."""

from __future__ import annotations

MOST_MEGABYTES = 400  # of a file that is handed in

KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", "认可或存下，到下一处存疑"),
    ("1–9", "换成第几种读法，再按 Enter 存下"),
    ("直接打字", "替换整个值"),
    ("F2", "在原值上改几个字；Alt+Enter 换行"),
    ("Tab  Shift+Tab", "下一格、上一格"),
    ("↑ ↓ ← →", "在值和表格里走"),
    ("PageDown  PageUp", "下一处、上一处存疑，不存"),
    ("Esc", "放弃刚打的字"),
    ("u  Ctrl+Z", "撤销上一次改动"),
    ("Ctrl+V", "粘贴从 Excel 复制的几格几行"),
    ("Alt+A  Alt+X", "在下面加一行、删除这一行"),
    ("Alt+D  Alt+J", "在光标处拆成两行、把下一行并进来"),
    ("Alt+Shift+↑ ↓", "这一行上移、下移"),
    ("Alt+L", "同样读错的一起改"),
    ("Alt+C", "声明这份表完整"),
    ("Alt+B", "这不是要读的表"),
    ("Alt+N", "下一份表"),
    ("Alt+T", "把这种表教给程序"),
    ("Alt+PageDown  Alt+PageUp", "原件下一页、上一页"),
    ("Alt+=  Alt+-  Alt+0", "原件放大、缩小、适合窗口"),
    ("Alt+R", "原件转 90°"),
    ("Alt+↑  Alt+↓", "原件上下移动"),
    ("a  p  r  e", "审核：采纳、部分采纳、不采纳、改为"),
    ("n  v  w", "审核：自己加一条、看意见书、导出 Word"),
    ("t  g", "审核：我来办；交给谁（↑↓ 选，Enter 交）"),
    ("d  y  b", "审核：处理完交复核、复核同意、退回"),
    ("?", "这张按键表"),
)

# What can be done to a form with the mouse too: the key's code, what it does, the key.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("KeyA", "在下面加一行", "Alt+A"),
    ("KeyX", "删除这一行", "Alt+X"),
    ("KeyD", "在光标处拆成两行", "Alt+D"),
    ("KeyJ", "把下一行并进来", "Alt+J"),
    ("ShiftArrowUp", "这一行上移", "Alt+Shift+↑"),
    ("ShiftArrowDown", "这一行下移", "Alt+Shift+↓"),
    ("KeyC", "声明这份表完整", "Alt+C"),
    ("KeyB", "这不是要读的表", "Alt+B"),
    ("KeyT", "把这种表教给程序", "Alt+T"),
)


def long_of(places: int, pace: float) -> str:
    """How long so many places take, in words, at so many seconds each."""
    seconds = places * pace
    if seconds < 90:
        return "1 分钟"
    if seconds < 5400:
        return f"{seconds / 60:.0f} 分钟"
    return f"{seconds / 3600:.1f} 小时"
