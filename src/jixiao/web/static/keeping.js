// What was typed is kept: sent, offered to its likes, taken back; what is refused is asked about.
import { ask, el } from "./desk.js";
import { Outbox } from "./outbox.js";
import { $, api, count, desk, draw, input, open, place, readonly, take, values, viewer } from "./cells.js";
import { forget, note, say, select, stopTrying } from "./editor.js";

const asking = $(".ask"), offer = $(".offer"), saved = $(".saved");
const undone = []; // batches that can be taken back, the last one last
const ALLOWED = "您没有改动的权限；需要时请管理员改您的角色";

export function accept(text) {
  const path = desk.current, cell = desk.cells.get(path);
  if (readonly) { say(ALLOWED, "bad"); return false; }
  const same = text === (cell.text ?? "");
  forget(path);
  if (same && !open(cell)) return true;
  const item = same ? { action: "confirm", path, was: cell.text } : { action: "value", path, was: cell.text, now: text };
  const before = { ...cell };
  if (!same) { cell.others = [...new Set([before.text, ...cell.others])].filter((each) => each !== null && each !== text); cell.read = cell.read ?? before.text; }
  cell.text = same ? cell.text : text;
  cell.settled = true;
  cell.by = "您";
  cell.when = "";
  if (!same) stopTrying();
  draw(path);
  viewer.mark();
  count();
  outbox.post(`${api}/corrections`, { items: [item], before });
  return true;
}

export const outbox = new Outbox(
  (state, waiting, why) => {
    saved.className = `saved ${state === "saved" ? "" : "waiting"}`;
    saved.textContent = state === "saved" ? "已存" : state === "waiting" ? "正在存 …"
      : state === "ended" ? "登录已过期，有 " + waiting + " 处记在本机" : `${why ? "存不下" : "连不上"}，${waiting} 处记在本机，能存时自动存`;
    if (why && state === "lost" && saved.dataset.why !== why) question(why, [["知道了", () => {}]], true);
    saved.dataset.why = state === "lost" ? why : "";
    if (state === "ended") question("登录已过期。您输入的都记在本机；请重新登录，回来后会自动存下。", [["重新登录", () => { location.href = `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`; }]], true);
  },
  (letter, answer) => {
    if (!letter.path.startsWith(api)) return;
    undone.push({ batch: answer.batch, path: letter.body.items[0].path });
    likes(letter.body.items[0], answer.batch);
  },
  (letter, refusal) => {
    if (!letter.path.startsWith(api)) return;
    const item = letter.body.items[0], cell = desk.cells.get(item.path);
    if (!cell) return;
    note(item.path, item.now ?? null);
    Object.assign(cell, letter.body.before);
    if (refusal.body.now !== undefined) cell.text = refusal.body.now;
    draw(item.path);
    count();
    const mine = item.now ?? item.was ?? "";
    question(refusal.message, refusal.body.now === undefined ? [["知道了", () => select(item.path)]] : [
      [`用现在的“${short(refusal.body.now ?? "")}”`, () => { forget(item.path); select(item.path); }],
      [`仍改为“${short(mine)}”`, () => { select(item.path); accept(mine); select(item.path); }],
    ], true);
  },
);
const short = (text) => (text.length > 12 ? `${text.slice(0, 12)}…` : text);

export function question(words, answers, bad = false) {
  asking.replaceChildren(el("span", { class: "words" }, words), ...answers.map(([said, act], at) =>
    el("button", { type: "button", class: at ? "" : "main", onclick: () => { asking.hidden = true; act(); input.focus(); } }, said)));
  asking.className = `ask ${bad ? "bad" : ""}`;
  asking.hidden = false;
  asking.dataset.waits = "";
}

// Never by Enter, which a typist presses without looking: of the same text some may be right.
async function likes(item, batch) {
  if (item.action !== "value" || !item.was || !batch) return;
  try {
    const found = await ask(`/api/likes?batch=${batch}`);
    if (!found.count) return;
    const name = desk.places.get(item.path)?.dataset.heading.split("·").pop().trim() ?? "";
    offer.replaceChildren(
      el("span", { class: "words", title: found.places.map(({ file, page }) => `${file}${page ? ` 第 ${page} 页` : ""}`).join("\n") },
        `还有 ${found.count} 处存疑的“${name}”同样读作“${short(item.was)}”，也改成“${short(item.now)}”？`),
      el("button", { type: "button", tabindex: -1, onclick: () => together(batch) }, "一起改 Alt+L"),
      el("button", { type: "button", tabindex: -1, class: "plain", onclick: () => { offer.hidden = true; input.focus(); } }, "不用"),
    );
    offer.hidden = false;
  } catch { /* an offer that does not come is no loss */ }
}

async function together(batch) {
  offer.hidden = true;
  try {
    const made = await ask("/api/likes", { batch });
    undone.push({ batch: made.batch, path: null });
    await refresh();
    say(made.message, "good");
  } catch (error) { say(error.message, "bad"); }
}

// The values as they are kept; where one was typed after they were asked for, they are asked for again.
async function refresh(path = desk.current) {
  const posted = outbox.posted;
  const answer = await fetch(`${place.dataset.values}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const text = await answer.text();
  if (posted !== outbox.posted && (await outbox.empty())) { await refresh(path); return; }
  const scroll = values.scrollTop;
  values.innerHTML = text;
  take();
  values.scrollTop = scroll;
  count();
  select(desk.cells.has(path) ? path : desk.order[0]);
}

// What is done to rows, or taken back, comes after what was typed before it.
const UNSENT = "前面打的字还没有存上；等连上、存好再做";

export async function structure(items, after) {
  if (readonly) { say(ALLOWED, "bad"); return; }
  try {
    if (!(await outbox.empty())) { say(UNSENT, "bad"); return; }
    const made = await ask(`${api}/corrections`, { items });
    undone.push({ batch: made.batch, path: desk.current });
    await refresh(after);
    say(made.message ?? "已改", made.good === false ? "bad" : "good");
  } catch (error) { say(error.message, "bad"); }
}

export async function undo() {
  if (!(await outbox.empty())) { say(UNSENT, "bad"); return; }
  const last = undone.pop();
  if (!last) { say("这次没有可以撤销的；更早的改动请在“改动记录”里撤销"); return; }
  try {
    await ask("/api/undo", { batch: last.batch });
    if (last.path) forget(last.path);
    await refresh(last.path ?? desk.current);
    say("已撤销", "good");
  } catch (error) { undone.push(last); say(error.message, "bad"); }
}

export const offered = () => !offer.hidden && offer.querySelector("button").click();
export const hideOffer = () => { offer.hidden = true; };
export const asked = asking;
