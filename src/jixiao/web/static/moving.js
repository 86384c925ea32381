// Going from value to value, by doubts, by order, by rows.
import { desk, doubts, next, open, place } from "./cells.js";
import { select } from "./editor.js";
import { asked, question, structure } from "./keeping.js";

export const way = { done: false };
export const onward = () => { location.href = next || place.dataset.queue; };

export function move(by, doubtful) {
  const order = desk.order, at = order.indexOf(desk.current);
  const wanted = doubtful ? doubts() : order.filter((path) => desk.cells.get(path).text !== null);
  if (doubtful) {
    const onward = by > 0 ? wanted.find((path) => order.indexOf(path) > at) ?? wanted[0] : wanted.findLast((path) => order.indexOf(path) < at) ?? wanted.at(-1);
    if (onward) select(onward); else { select(desk.current, true); finished(); }
    return;
  }
  const beyond = by > 0 ? wanted.find((path) => order.indexOf(path) > at) : wanted.findLast((path) => order.indexOf(path) < at);
  if (beyond) select(beyond);
}

export function step(down, right) {
  const rows = desk.rows, y = rows.findIndex((row) => row.includes(desk.current));
  if (y < 0) return;
  const x = rows[y].indexOf(desk.current);
  if (right && rows[y][x + right]) return select(rows[y][x + right]);
  if (right) return move(right);
  for (let to = y + down; to >= 0 && to < rows.length; to += down) {
    const path = rows[to][Math.min(x, rows[to].length - 1)];
    if (path && !desk.places.get(path).classList.contains("lacking")) return select(path);
  }
}

export function finished() {
  way.done = true;
  const status = place.dataset.status;
  const words = status === "complete" ? "这份表的存疑都看过了。" : "存疑都看过了，但这份表还不完整：缺的补上后可以声明完整。";
  const go = [next ? "下一份（回车）" : "回到队列（回车）", onward];
  question(words, status === "complete" ? [go] : [go, ["声明完整", () => structure([{ action: "complete", path: "" }])]]);
  asked.dataset.waits = "next";
}
