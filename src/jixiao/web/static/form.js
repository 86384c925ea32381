// The reading desk: one value at a time, by keyboard; the value, its place on the page and its cut-out are one.
import { Refusal, ask, el, help, remember, remembered } from "./desk.js";
import { Outbox } from "./outbox.js";
import { Viewer } from "./viewer.js";
import { marked } from "./differences.js";
import { rowsOf } from "./paste.js";

const place = document.querySelector(".desk");
const { form, api, next, pages, readonly } = JSON.parse(document.getElementById("form").textContent);
const $ = (selector) => place.querySelector(selector);
const input = $(".editor textarea");
const dock = { what: $(".what b"), why: $(".what .why"), turn: $(".what .turn"), cut: $(".cut"), choices: $(".choices"), said: $(".said") };
const asking = $(".ask"), offer = $(".offer"), saved = $(".saved"), values = $(".values"), left = $(".left");

let cells = new Map(), order = [], rows = [], places = new Map();
let current = null, editing = false, picked = null, preview = null, trying = 0, done = false;
const undone = []; // batches that can be taken back, the last one last
const typedKey = (path) => `jixiao.typed:${form}:${path}`;

// ---- what is on the desk

function take() {
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  cells = new Map();
  for (const section of sheet.sections) for (const cell of [...section.cells, ...section.rows.flat()]) cells.set(cell.path, cell);
  places = new Map([...values.querySelectorAll("[data-path]")].map((node) => [node.dataset.path, node]));
  order = [...places.keys()].filter((path) => cells.has(path));
  rows = [];
  for (const node of values.querySelectorAll("[data-row]")) {
    rows.push([...(node.matches("[data-path]") ? [node] : node.querySelectorAll("[data-path]"))].map((each) => each.dataset.path));
  }
  viewer.set(cells.values());
}

const open = (cell) => cell.doubts.length > 0 && !cell.settled;
const doubts = () => order.filter((path) => open(cells.get(path)));

function draw(path) {
  const cell = cells.get(path), node = places.get(path);
  if (!node) return;
  const text = node.querySelector(".v") ?? node;
  text.textContent = cell.text ?? "";
  node.classList.toggle("blank", cell.text === "" && node.matches("td"));
  text.classList.toggle("blank", cell.text === "");
  node.classList.toggle("lacking", cell.text === null && node.matches(".field"));
  node.classList.toggle("doubted", open(cell));
  node.classList.toggle("settled", Boolean(cell.settled));
}

function count() {
  const open = doubts().length;
  left.textContent = open ? `这份表还有 ${open} 处` : "这份表的存疑都看过了";
}

// ---- one value

function select(path, quietly = false) {
  if (!cells.has(path)) return;
  places.get(current)?.classList.remove("current");
  current = path;
  const cell = cells.get(path), node = places.get(path);
  node.classList.add("current");
  if (node.classList.contains("lacking")) values.classList.add("show-lacking");
  if (!quietly) {
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
    viewer.reveal(cell);
  }
  editing = false;
  picked = null;
  dock.what.textContent = node.dataset.heading;
  dock.why.textContent = open(cell) ? cell.why : told(cell);
  dock.why.classList.toggle("calm", !open(cell));
  dock.turn.textContent = open(cell) ? `第 ${doubts().indexOf(path) + 1} 处，共 ${doubts().length} 处` : "";
  const typed = remembered(typedKey(path));
  input.value = typed ?? cell.text ?? "";
  input.classList.toggle("long", cell.long);
  input.classList.toggle("changed", typed !== null && typed !== cell.text);
  input.setAttribute("aria-label", node.dataset.heading + (open(cell) ? `，存疑：${cell.why}` : ""));
  input.readOnly = readonly;
  say(typed !== null && typed !== cell.text ? "这是上次输入、还没有存的内容：回车存下，Esc 放弃" : "");
  cut(cell);
  choices(cell);
  input.focus({ preventScroll: true });
  input.select();
}

function told(cell) {
  if (!cell.settled) return cell.how === "ocr" && cell.confidence !== null ? "识别所得，没有存疑" : "";
  const when = cell.when ? cell.when.slice(0, 16).replace("T", " ") : "";
  const was = cell.read !== cell.text && cell.read !== null ? `，读到的是“${cell.read}”` : "，与读到的相同";
  return `${cell.by || "已"}${when ? ` ${when} ` : ""}核对${was}`;
}

const cuts = new Map();
function address(cell) {
  const [page, box] = cell.spots[0];
  return `${api}/cut.png?page=${page}&box=${box.map((v) => v.toFixed(1)).join(",")}`;
}
function fetched(cell) {
  const at = address(cell);
  if (!cuts.has(at)) { const image = new Image(); image.src = at; image.alt = `原件上的“${cell.heading}”`; cuts.set(at, image); }
  return cuts.get(at);
}
function cut(cell) {
  if (!cell.spots.length || !pages.length) {
    dock.cut.replaceChildren(el("span", { class: "place" }, cell.place ? `在原文件：${cell.place}` : pages.length ? "原件上没有这一格" : "原件不在手边，看不到图"));
    return;
  }
  const image = fetched(cell);
  const fit = () => {
    if (!image.naturalWidth) return;
    const room = { w: dock.cut.clientWidth - 8, h: dock.cut.clientHeight - 4 };
    const scale = Math.min(1.6 * (parseFloat(getComputedStyle(document.documentElement).fontSize) / 14), Math.max(Math.min(room.w / image.naturalWidth, room.h / image.naturalHeight), Math.min(0.5, room.w / image.naturalWidth)));
    image.width = image.naturalWidth * scale;
    dock.cut.classList.toggle("tall", image.naturalHeight * scale > room.h);
  };
  image.complete ? fit() : image.addEventListener("load", fit, { once: true });
  dock.cut.replaceChildren(image);
  // The next ones are asked for while this one is looked at.
  const at = order.indexOf(current);
  order.slice(at + 1).filter((path) => open(cells.get(path)) && cells.get(path).spots.length).slice(0, 3).forEach((path) => fetched(cells.get(path)));
}

function choices(cell) {
  const said = cell.others.slice(0, 9).map((text, at) =>
    el("button", { type: "button", tabindex: -1, "data-choice": at, onclick: () => { choose(at); input.focus(); } },
      el("kbd", {}, String(at + 1)), el("span", { class: "text" }, ...marked(cell.text ?? "", text))));
  dock.choices.replaceChildren(...(said.length ? [el("span", { class: "faint" }, cell.settled ? "原来读到：" : "也可能是："), ...said] : []));
}

function choose(at) {
  const cell = cells.get(current);
  const text = cell.others[at];
  if (text === undefined) return false;
  picked = at;
  input.value = text;
  dock.choices.querySelectorAll("button").forEach((node) => node.classList.toggle("taken", Number(node.dataset.choice) === at));
  changed();
  say("回车用这个读法；接着打字则按所打的");
  return true;
}

function say(words, how = "") {
  dock.said.textContent = words;
  dock.said.className = `said ${how}`;
}

function changed() {
  const cell = cells.get(current);
  const differs = input.value !== (cell.text ?? "");
  input.classList.toggle("changed", differs);
  remember(typedKey(current), differs ? input.value : null);
  clearTimeout(trying);
  if (!differs) { say(""); return; }
  const path = current, text = input.value;
  // How it is understood at once, what checks say when the typist pauses.
  const look = async (checks) => {
    try {
      const found = await ask(`${api}/try`, { path, text, checks });
      if (current === path && input.value === text) say(found.message, found.good === null ? "" : found.good ? "good" : "bad");
    } catch { /* it is looked at again when it is kept */ }
  };
  trying = setTimeout(() => { look(false); trying = setTimeout(() => look(true), 600); }, 80);
}

// ---- keeping

function accept(text) {
  const path = current, cell = cells.get(path);
  if (readonly) { say("您没有改动的权限；需要时请管理员改您的角色", "bad"); return false; }
  const same = text === (cell.text ?? "") && !(cell.text === null && text === "" && false);
  remember(typedKey(path), null);
  if (same && !open(cell)) return true;
  const item = same ? { action: "confirm", path, was: cell.text } : { action: "value", path, was: cell.text, now: text };
  const before = { ...cell };
  if (!same) { cell.others = [...new Set([before.text, ...cell.others])].filter((each) => each !== null && each !== text); cell.read = cell.read ?? before.text; }
  cell.text = same ? cell.text : text;
  cell.settled = true;
  cell.by = "您";
  cell.when = "";
  if (!same) clearTimeout(trying);
  draw(path);
  viewer.mark();
  count();
  outbox.post(`${api}/corrections`, { items: [item], before });
  return true;
}

const outbox = new Outbox(
  (state, waiting, why) => {
    saved.className = `saved ${state === "saved" ? "" : "waiting"}`;
    saved.textContent = state === "saved" ? "已存" : state === "waiting" ? "正在存 …"
      : state === "ended" ? "登录已过期，有 " + waiting + " 处记在本机" : `连不上，${waiting} 处记在本机，连上后自动存`;
    if (why && state === "lost") saved.title = why;
    if (state === "ended") question("登录已过期。您输入的都记在本机；请重新登录，回来后会自动存下。", [["重新登录", () => { location.href = `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`; }]], true);
  },
  (letter, answer) => {
    if (!letter.path.startsWith(api)) return;
    undone.push({ batch: answer.batch, path: letter.body.items[0].path });
    likes(letter.body.items[0], answer.batch);
  },
  (letter, refusal) => {
    if (!letter.path.startsWith(api)) return;
    const item = letter.body.items[0], cell = cells.get(item.path);
    if (!cell) return;
    remember(typedKey(item.path), item.now ?? null);
    Object.assign(cell, letter.body.before);
    if (refusal.body.now !== undefined) cell.text = refusal.body.now;
    draw(item.path);
    count();
    const mine = item.now ?? item.was ?? "";
    question(refusal.message, refusal.body.now === undefined ? [["知道了", () => select(item.path)]] : [
      [`用现在的“${short(refusal.body.now ?? "")}”`, () => { remember(typedKey(item.path), null); select(item.path); }],
      [`仍改为“${short(mine)}”`, () => { select(item.path); accept(mine); select(item.path); }],
    ], true);
  },
);
const short = (text) => (text.length > 12 ? `${text.slice(0, 12)}…` : text);

function question(words, answers, bad = false) {
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
    const name = places.get(item.path)?.dataset.heading.split("·").pop().trim() ?? "";
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

async function refresh(path = current) {
  const answer = await fetch(`${place.dataset.values}`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const scroll = values.scrollTop;
  values.innerHTML = await answer.text();
  take();
  values.scrollTop = scroll;
  count();
  select(cells.has(path) ? path : order[0]);
}

async function structure(items, after) {
  if (readonly) { say("您没有改动的权限；需要时请管理员改您的角色", "bad"); return; }
  try {
    const made = await ask(`${api}/corrections`, { items });
    undone.push({ batch: made.batch, path: current });
    await refresh(after);
    say(made.message ?? "已改", made.good === false ? "bad" : "good");
  } catch (error) { say(error.message, "bad"); }
}

async function undo() {
  const last = undone.pop();
  if (!last) { say("这次没有可以撤销的；更早的改动请在“改动记录”里撤销"); return; }
  try {
    await ask("/api/undo", { batch: last.batch });
    if (last.path) remember(typedKey(last.path), null);
    await refresh(last.path ?? current);
    say("已撤销", "good");
  } catch (error) { undone.push(last); say(error.message, "bad"); }
}

// ---- moving

function move(by, doubtful) {
  const at = order.indexOf(current);
  const wanted = doubtful ? order.filter((path) => open(cells.get(path))) : order.filter((path) => !cells.get(path) || cells.get(path).text !== null);
  if (doubtful) {
    const onward = by > 0 ? wanted.find((path) => order.indexOf(path) > at) ?? wanted[0] : wanted.findLast((path) => order.indexOf(path) < at) ?? wanted.at(-1);
    if (onward) select(onward); else finished();
    return;
  }
  const beyond = by > 0 ? wanted.find((path) => order.indexOf(path) > at) : wanted.findLast((path) => order.indexOf(path) < at);
  if (beyond) select(beyond);
}

function step(down, right) {
  const y = rows.findIndex((row) => row.includes(current));
  if (y < 0) return;
  const x = rows[y].indexOf(current);
  if (right && rows[y][x + right]) return select(rows[y][x + right]);
  if (right) return move(right);
  for (let to = y + down; to >= 0 && to < rows.length; to += down) {
    const path = rows[to][Math.min(x, rows[to].length - 1)];
    if (path && !places.get(path).classList.contains("lacking")) return select(path);
  }
}

function finished() {
  done = true;
  const status = place.dataset.status;
  const words = status === "complete" ? "这份表的存疑都看过了。" : "存疑都看过了，但这份表还不完整：缺的补上后可以声明完整。";
  const go = [next ? "下一份（回车）" : "回到队列（回车）", () => { location.href = next || place.dataset.queue; }];
  question(words, status === "complete" ? [go] : [go, ["声明完整", () => structure([{ action: "complete", path: "" }])]]);
  asking.dataset.waits = "next";
}

// ---- keys

function escape() {
  if (preview) { clearPreview(); return; }
  if (!asking.hidden) { asking.hidden = true; return; }
  offer.hidden = true;
  remember(typedKey(current), null);
  select(current);
}

function onward(event) {
  event.preventDefault();
  if (preview) { keepPreview(); return; }
  if (done && !asking.hidden && asking.dataset.waits === "next" && doubts().length === 0) { asking.querySelector("button.main").click(); return; }
  if (!accept(input.value)) return;
  move(1, true);
}

const commands = {
  KeyA: () => rowAction("row-add"), KeyX: () => rowAction("row-delete"),
  KeyC: () => structure([{ action: "complete", path: "" }]),
  KeyB: () => question("这不是要读的表？它会从结果里拿掉，可以撤销。", [["不是表", async () => { await structure([{ action: "no-form", path: "" }]); location.href = next || place.dataset.queue; }], ["留着", () => {}]]),
  KeyL: () => !offer.hidden && offer.querySelector("button").click(),
  KeyN: () => { location.href = next || place.dataset.queue; },
  Equal: () => viewer.zoom(1.25), Minus: () => viewer.zoom(0.8), Digit0: () => viewer.fit(), KeyR: () => viewer.turn(),
  ArrowUp: () => viewer.pan(0, -90), ArrowDown: () => viewer.pan(0, 90),
  PageUp: () => viewer.show(viewer.page - 1), PageDown: () => viewer.show(viewer.page + 1),
};

function rowAction(action) {
  const row = current.match(/^(.*\[\d+\])/)?.[1];
  if (!row) { say("先选中表格里的一行"); return; }
  structure([{ action, path: row }]);
}

function inEdit() { editing = true; input.setSelectionRange(input.value.length, input.value.length); }

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const whole = !editing && input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (event.altKey && !event.ctrlKey && commands[event.code]) { event.preventDefault(); commands[event.code](); return; }
  if (event.key === "Enter" && event.altKey) { event.preventDefault(); input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end"); editing = true; changed(); return; }
  if (event.key === "Enter" && !event.shiftKey) { onward(event); return; }
  if (event.key === "Tab" && !event.ctrlKey) { event.preventDefault(); if (input.value !== (cells.get(current).text ?? "")) accept(input.value); move(event.shiftKey ? -1 : 1); return; }
  if (event.key === "Escape") { event.preventDefault(); escape(); return; }
  if (event.key === "F2") { event.preventDefault(); inEdit(); return; }
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && (whole || picked !== null)) { event.preventDefault(); undo(); return; }
  if (event.ctrlKey || event.metaKey) return;
  if (!whole && picked === null) return;
  const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  if (whole && arrows[event.key]) { event.preventDefault(); step(...arrows[event.key]); return; }
  if (event.key === "PageDown" || event.key === "PageUp") { event.preventDefault(); move(event.key === "PageDown" ? 1 : -1, true); return; }
  if (event.key === "u") { event.preventDefault(); undo(); return; }
  if (event.key === "?" || event.key === "？") { event.preventDefault(); help(); return; }
  if (picked === null && /^[1-9]$/.test(event.key) && choose(Number(event.key) - 1)) { event.preventDefault(); return; }
  if (picked !== null && event.key.length === 1) {
    // Somebody who meant the digit as text goes on typing: it is text.
    event.preventDefault();
    input.value = `${picked + 1}${event.key}`;
    picked = null;
    editing = true;
    choices(cells.get(current));
    changed();
  }
});
input.addEventListener("input", () => { editing = true; picked = null; changed(); });
input.addEventListener("pointerup", () => { editing = input.selectionStart === input.selectionEnd; });

// ---- pasting what was copied from Excel

function clearPreview() {
  preview?.forEach(({ path }) => { places.get(path)?.classList.remove("previewed"); draw(path); });
  preview = null;
  asking.hidden = true;
}

function keepPreview() {
  const items = preview.map(({ path, text }) => ({ action: "value", path, was: cells.get(path).text, now: text }));
  preview = null;
  asking.hidden = true;
  structure(items, current);
}

input.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (editing || !/[\t\n]/.test(text.trimEnd()) || !places.get(current)?.matches("td")) return;
  event.preventDefault();
  const block = rowsOf(text), y = rows.findIndex((row) => row.includes(current)), x = rows[y].indexOf(current);
  const grid = places.get(current).closest("table");
  preview = [];
  let over = 0;
  block.forEach((line, dy) => line.forEach((said, dx) => {
    const path = rows[y + dy]?.[x + dx];
    if (!path || places.get(path).closest("table") !== grid) { over += 1; return; }
    if ((cells.get(path).text ?? "") === said) return;
    preview.push({ path, text: said });
    (places.get(path).querySelector(".v") ?? places.get(path)).textContent = said;
    places.get(path).classList.add("previewed");
  }));
  const beyond = over ? `另有 ${over} 格超出了表，没有放；先用 Alt+A 加行` : "";
  question(`粘贴会改 ${preview.length} 格。${beyond}`, [["改（回车）", keepPreview], ["不改（Esc）", clearPreview]]);
});

// ---- putting it together

const viewer = new Viewer($(".viewer"), api, pages, (path) => select(path));
values.addEventListener("click", (event) => {
  const lacking = event.target.closest("[data-lacking]");
  if (lacking) { values.classList.toggle("show-lacking"); return; }
  const add = event.target.closest("[data-add]");
  if (add) { structure([{ action: "row-add", path: add.dataset.add }]); return; }
  const node = event.target.closest("[data-path]");
  if (node && cells.has(node.dataset.path)) select(node.dataset.path);
});
place.addEventListener("keydown", (event) => {
  if (event.target === input || event.target.closest("button, a")) return;
  input.focus();
});
document.querySelectorAll("[data-command]").forEach((node) => node.addEventListener("click", () => { commands[node.dataset.command](); input.focus(); }));
addEventListener("beforeunload", (event) => { if (outbox.size) event.preventDefault(); });

take();
count();
if (pages.length) viewer.show(Math.min(pages.length, Number(place.dataset.page) || 1));
const wanted = new URLSearchParams(location.search).get("at");
select(cells.has(wanted) ? wanted : doubts()[0] ?? order[0]);
document.body.dataset.ready = "yes";
