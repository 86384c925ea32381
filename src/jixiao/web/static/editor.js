// One value at a time: what was read, its cut-out, the other readings, and what a typed value comes to.
import { ask, el, remember, remembered } from "./desk.js";
import { marked } from "./differences.js";
import { levelled } from "./level.js";
import { $, api, cell, desk, doubts, form, input, open, pages, readonly, values, viewer } from "./cells.js";

const dock = { what: $(".what b"), why: $(".what .why"), turn: $(".what .turn"), cut: $(".cut"), choices: $(".choices"), said: $(".said") };
// `editing` inside the text; `picked` the number of another reading that is shown and not yet kept.
export const typing = { editing: false, picked: null };
const LINE = 36; // characters of a line of the editor
let trying = 0;
const typedKey = (path) => `jixiao.typed:${form}:${path}`;
export const forget = (path) => remember(typedKey(path), null);
export const note = (path, text) => remember(typedKey(path), text);

export function select(path, quietly = false) {
  if (!desk.cells.has(path)) return;
  desk.places.get(desk.current)?.classList.remove("current");
  desk.current = path;
  const chosen = cell(), node = desk.places.get(path);
  node.classList.add("current");
  if (node.classList.contains("lacking")) values.classList.add("show-lacking");
  if (!quietly) {
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
    viewer.reveal(chosen);
  }
  Object.assign(typing, { editing: false, picked: null });
  dock.what.textContent = node.dataset.heading;
  dock.why.textContent = open(chosen) ? chosen.why : told(chosen);
  dock.why.classList.toggle("calm", !open(chosen));
  dock.turn.textContent = open(chosen) ? `第 ${doubts().indexOf(path) + 1} 处，共 ${doubts().length} 处` : "";
  const typed = remembered(typedKey(path));
  input.value = typed ?? chosen.text ?? "";
  input.classList.toggle("long", chosen.long);
  input.classList.toggle("changed", typed !== null && typed !== chosen.text);
  input.setAttribute("aria-label", node.dataset.heading + (open(chosen) ? `，存疑：${chosen.why}` : ""));
  input.readOnly = readonly;
  say(typed !== null && typed !== chosen.text ? "这是上次输入、还没有存的内容：回车存下，Esc 放弃" : "");
  cut(chosen);
  choices(chosen);
  input.focus({ preventScroll: true });
  input.select();
}

function told(cell) {
  if (!cell.settled) return cell.how === "ocr" && cell.confidence !== null ? "识别所得，没有存疑" : "";
  const when = cell.when ? cell.when.slice(0, 16).replace("T", " ") : "";
  const was = cell.read !== cell.text && cell.read !== null ? `，读到的是“${cell.read}”` : "，与读到的相同";
  return `${cell.by || "已"}${when ? ` ${when} ` : ""}核对${was}`;
}

const cuts = new Map(); // path -> a promise of its picture
function fetched(cell) {
  const [page, box] = cell.spots[0], at = `${page} ${box}`;
  if (!cuts.has(at)) cuts.set(at, viewer.level(page).then((lean) => {
    const image = new Image(), where = lean ? levelled(lean.matrix, box) : box;
    image.src = `${api}/cut.png?page=${page}&box=${where.map((v) => v.toFixed(1)).join(",")}${lean ? "&level=true" : ""}`;
    image.alt = `原件上的“${cell.heading}”`;
    return image;
  }));
  return cuts.get(at);
}
async function cut(cell) {
  if (!cell.spots.length || !pages.length) {
    dock.cut.replaceChildren(el("span", { class: "place" }, cell.place ? `在原文件：${cell.place}` : pages.length ? "原件上没有这一格" : "原件不在手边，看不到图"));
    return;
  }
  const image = await fetched(cell);
  if (desk.current !== cell.path) return;
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
  const at = desk.order.indexOf(desk.current);
  desk.order.slice(at + 1).map((path) => desk.cells.get(path)).filter((each) => open(each) && each.spots.length).slice(0, 3).forEach(fetched);
}

export function choices(cell) {
  const said = cell.others.slice(0, 9).map((text, at) =>
    el("button", { type: "button", tabindex: -1, "data-choice": at, onclick: () => { choose(at); input.focus(); } },
      el("kbd", {}, String(at + 1)), el("span", { class: "text" }, ...marked(cell.text ?? "", text))));
  dock.choices.replaceChildren(...(said.length ? [el("span", { class: "faint" }, cell.settled ? "原来读到：" : "也可能是："), ...said] : []));
}

export function choose(at) {
  const text = cell().others[at];
  if (text === undefined) return false;
  typing.picked = at;
  input.value = text;
  dock.choices.querySelectorAll("button").forEach((node) => node.classList.toggle("taken", Number(node.dataset.choice) === at));
  changed();
  say("回车用这个读法；接着打字则按所打的");
  return true;
}

export function say(words, how = "") {
  dock.said.textContent = words;
  dock.said.className = `said ${how}`;
}

export function changed() {
  const differs = input.value !== (cell().text ?? "");
  input.classList.toggle("changed", differs);
  input.classList.toggle("long", cell().long || input.value.length > LINE || input.value.includes("\n"));
  remember(typedKey(desk.current), differs ? input.value : null);
  clearTimeout(trying);
  if (!differs) { say(""); return; }
  const path = desk.current, text = input.value, lines = (cell().text ?? "").split("\n").length;
  const fewer = text.split("\n").length < lines ? `原来有 ${lines} 行：换行按 Alt+Enter，回车就存下` : "";
  if (fewer) say(fewer);
  // How it is understood at once, what checks say when the typist pauses.
  const look = async (checks) => {
    try {
      const found = await ask(`${api}/try`, { path, text, checks });
      if (desk.current === path && input.value === text) say([fewer, found.message].filter(Boolean).join("；"), found.good === null ? "" : found.good ? "good" : "bad");
    } catch { /* it is looked at again when it is kept */ }
  };
  trying = setTimeout(() => { look(false); trying = setTimeout(() => look(true), 600); }, 80);
}

export function stopTrying() { clearTimeout(trying); }

desk.select = select;
