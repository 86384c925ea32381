// The reviewing desk: remarks one after the other; a key decides, the place on the page is shown.
import { ask, help, remember, remembered, typing } from "./desk.js";
import { Viewer } from "./viewer.js";

const place = document.querySelector(".desk");
const { key, next, pages, scanned, readonly, list: back, me, stages } = JSON.parse(document.getElementById("form").textContent);
const list = document.getElementById("remarks"), deciding = place.querySelector(".deciding"), words = document.getElementById("words");
const saved = place.querySelector(".saved"), printed = document.getElementById("printed");
const values = document.getElementById("form-values");
const refused = document.getElementById("refused"), whom = document.getElementById("whom");
const ALLOWED = "您没有审核的权限；需要时请管理员改您的角色";
const viewer = pages.length && new Viewer(place.querySelector(".viewer"), `/api/forms/${key}`, pages, scanned, (matter) => choose(remarks().findIndex((each) => each.dataset.matter === matter)));
let current = 0, act = null, places = new Map();

const remarks = () => [...list.querySelectorAll("[data-matter]")];

function take() {
  places = new Map(JSON.parse(document.getElementById("places").textContent).map((each) => [each.path, each]));
  if (viewer) viewer.set(places.values());
}

function choose(at) {
  const all = remarks();
  if (!all.length) return;
  current = Math.max(0, Math.min(all.length - 1, at));
  all.forEach((each, n) => each.classList.toggle("current", n === current));
  all[current].scrollIntoView({ block: "nearest" });
  const found = places.get(all[current].dataset.matter);
  if (viewer && found) {
    if (found.page && !found.spots.length) viewer.show(found.page);
    viewer.reveal(found);
  }
  const cells = [...values.querySelectorAll("[data-path]")], told = cells.filter(({ dataset: { path } }) => found?.fields.some((field) => path === field || path.startsWith(`${field}.`)));
  cells.forEach((cell) => cell.classList.toggle("current", told.includes(cell)));
  if (!viewer) told[0]?.scrollIntoView({ block: "center" });
}

// The next that is not decided on, from the current one on.
function onward() {
  const all = remarks();
  const after = all.findIndex((each, n) => n > current && !each.classList.contains("decided"));
  const before = all.findIndex((each) => !each.classList.contains("decided"));
  if (after >= 0) choose(after);
  else if (before >= 0) choose(before);
  else {
    choose(current);
    saved.textContent = next ? "都处理过了，Enter 到下一份" : "都处理过了，这是最后一份";
  }
}

// The list as it is kept. Where something was sent after it was asked for, it is older than what is seen: that asks again.
let deeds = 0;
async function refresh() {
  const asked = deeds;
  let text;
  try {
    const answer = await fetch(`/review/${key}/remarks`, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    text = await answer.text();
  } catch { return; } // what was sent is kept all the same
  if (asked !== deeds) return;
  const matter = remarks()[current]?.dataset.matter;
  list.innerHTML = text;
  take();
  choose(Math.max(0, remarks().findIndex((each) => each.dataset.matter === matter)));
}

function refuse(words) {
  refused.hidden = !words;
  refused.textContent = words;
}
// Why something was not kept, where it cannot be overlooked.
function failed(error) {
  saved.textContent = "没有存";
  refuse(error instanceof TypeError ? "连不上，没有存；请看程序是否还开着，再按一次" : error.message);
  return false;
}

// What is on its way: Enter goes on to the next form, and the form is handed on, only when all of it has come in.
const under = new Set();
function track(deed) {
  under.add(deed);
  return deed.finally(() => under.delete(deed));
}
async function arrived() {
  for (const deed of [...under]) if (!(await deed)) return false;
  return true;
}
async function leave() {
  if (await arrived()) location.href = next || back;
}

const send = (path, body) => track(sent(path, body));
async function sent(path, body) {
  if (readonly) { refuse(ALLOWED); return false; }
  deeds += 1;
  saved.textContent = "正在存 …";
  try {
    await ask(`/api/forms/${key}/${path}`, body);
    saved.textContent = "已存";
    refuse("");
    await refresh();
    stage().catch(() => {});
    return true;
  } catch (error) {
    await refresh();
    return failed(error);
  }
}

// The next remark is there at once: a key that follows is meant for it, however long the first one takes to be kept.
async function decide(verdict, text = "", note = "") {
  const chosen = remarks()[current], matter = chosen?.dataset.matter;
  if (!matter || readonly) { if (matter) refuse(ALLOWED); return false; }
  const { seen } = chosen.dataset;
  chosen.classList.add("decided");
  onward();
  if (await send("decisions", { matter, verdict, text, note, seen })) {
    if (remarks().every((each) => each.classList.contains("decided"))) onward();
    return true;
  }
  if (!chosen.dataset.seen) chosen.classList.remove("decided");
  choose(remarks().findIndex((each) => each.dataset.matter === matter));
  return false;
}

// ---- many reviewers: who has it, how far it is

function staged({ holder, stage, changed, note }) {
  const name = document.getElementById("holder");
  if (name) name.textContent = holder || "没有人";
  const pill = document.getElementById("stage");
  pill.textContent = stages[stage];
  pill.className = `pill ${{ done: "doubt", agreed: "done", returned: "bad" }[stage] ?? ""}`;
  document.getElementById("stage-note").textContent = changed ? "交复核以后又变过，请再交一次" : stage === "returned" ? note : "";
  if (!whom) return;
  whom.dataset.holder = holder;
  if (document.activeElement !== whom) whom.value = holder; // whoever walks through the names goes on from where they are
}

// Answers may come in another order than they were asked for: the last question's counts.
let questions = 0;
async function stage(body) {
  const question = ++questions, answer = await ask(`/api/forms/${key}/handling`, body);
  if (question === questions) staged(answer);
}

const hand = (act, more = {}) => track(handed(act, more));
async function handed(act, more) {
  if (readonly) { refuse(ALLOWED); return false; }
  if (!(await arrived())) return false;
  try {
    await stage({ act, ...more });
    saved.textContent = act === "given" ? "已存" : next ? "已存，Enter 到下一份" : "已存，Enter 回到列表";
    refuse("");
    return true;
  } catch (error) { return failed(error); }
}

async function show(what) {
  place.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.show === what)));
  list.hidden = what !== "remarks";
  printed.hidden = what !== "printed";
  if (viewer) values.hidden = what !== "values";
  if (what !== "printed") return;
  printed.innerHTML = '<p class="empty" role="status">正在排版 …</p>';
  try {
    const answer = await fetch(`/review/${key}/printed`, { headers: { Accept: "text/html" } });
    printed.innerHTML = answer.ok ? await answer.text() : `<p class="empty">排不出来；请刷新页面再试</p>`;
  } catch { printed.innerHTML = '<p class="empty">连不上；请看程序是否还开着，再试一次</p>'; }
}

// A line to write in; what was begun is there again after the page was lost.
function write(title, text, done) {
  act = done;
  deciding.hidden = false;
  deciding.querySelector("b").textContent = title;
  words.value = remembered(`jixiao.words:${key}:${title}`) ?? text;
  words.dataset.title = title;
  words.focus();
  words.select();
}
function written() {
  remember(`jixiao.words:${key}:${words.dataset.title}`, null);
  deciding.hidden = true;
  words.blur();
}

words.addEventListener("input", () => remember(`jixiao.words:${key}:${words.dataset.title}`, words.value));
words.addEventListener("keydown", async (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") { event.preventDefault(); written(); }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); const said = words.value.trim(), title = words.dataset.title; if (await act(said) !== false && words.dataset.title === title) written(); }
});

const asked = () => remarks()[current]?.dataset.asked ?? "";
const commands = {
  a: () => decide("accepted"),
  p: () => write("部分采纳，说明采纳哪些", "", (said) => decide("partly", "", said)),
  r: () => write("不采纳，理由", "", (said) => decide("rejected", "", said)),
  e: () => write("改为", asked(), (said) => decide("changed", said)),
  n: () => write("自己加一条意见：问题和怎么改", "", (said) => send("remarks", { path: remarks()[current]?.dataset.path ?? "", text: said })),
  t: () => hand("given", { whom: me }),
  g: () => (whom ? whom.focus() : refuse("只有一个审核人，没有别人可以交给；请管理员在“用户”页加人")),
  d: () => hand("done"),
  y: () => hand("agreed"),
  b: () => write("退回，要改什么", "", (said) => hand("returned", { note: said })),
  v: () => show(printed.hidden ? "printed" : "remarks"),
  w: () => { location.href = `/api/forms/${key}/opinion.docx`; },
};

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowDown" || event.key === "j") { event.preventDefault(); choose(current + 1); }
  else if (event.key === "ArrowUp" || event.key === "k") { event.preventDefault(); choose(current - 1); }
  else if (event.key === "Enter" && !event.target.closest("button, a, select")) { event.preventDefault(); leave(); }
  else if (commands[event.key]) { event.preventDefault(); commands[event.key](); }
});
list.addEventListener("click", (event) => {
  const item = event.target.closest("[data-matter]");
  if (item) choose(remarks().indexOf(item));
});
values.addEventListener("click", (event) => {
  const path = event.target.closest("[data-path]")?.dataset.path;
  const at = remarks().findIndex((each) => path && places.get(each.dataset.matter)?.fields.some((field) => path === field || path.startsWith(`${field}.`)));
  if (at >= 0) choose(at);
});
place.querySelectorAll("[data-show]").forEach((tab) => tab.addEventListener("click", () => show(tab.dataset.show)));
place.querySelectorAll("[data-act]").forEach((node) => node.addEventListener("click", () => { commands[node.dataset.act](); node.blur(); }));
// With the mouse a name is chosen once; arrows pass by others on the way, so that Enter says which.
if (whom) {
  let keyed = false;
  const give = () => { hand("given", { whom: whom.value }); whom.blur(); };
  whom.dataset.holder = whom.value;
  whom.addEventListener("pointerdown", () => { keyed = false; });
  whom.addEventListener("keydown", (event) => {
    keyed = true;
    if (event.key === "Enter") { event.preventDefault(); give(); }
    if (event.key === "Escape") { event.preventDefault(); whom.value = whom.dataset.holder; whom.blur(); }
  });
  whom.addEventListener("change", () => keyed || give());
}

take();
if (viewer) viewer.show(Math.min(pages.length, Number(place.dataset.page) || 1));
choose(Math.max(0, remarks().findIndex((each) => !each.classList.contains("decided"))));
document.body.dataset.ready = "yes";
