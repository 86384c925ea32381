// The reviewing desk: remarks one after the other; a key decides, the place on the page is shown.
import { ask, help, remember, remembered, typing } from "./desk.js";
import { Viewer } from "./viewer.js";

const place = document.querySelector(".desk");
const { key, next, pages, readonly } = JSON.parse(document.getElementById("form").textContent);
const list = document.getElementById("remarks"), deciding = place.querySelector(".deciding"), words = document.getElementById("words");
const saved = place.querySelector(".saved");
const viewer = new Viewer(place.querySelector(".viewer"), `/api/forms/${key}`, pages, (matter) => choose(remarks().findIndex((each) => each.dataset.matter === matter)));
let current = 0, act = null, places = new Map();

const remarks = () => [...list.querySelectorAll("[data-matter]")];

function take() {
  places = new Map(JSON.parse(document.getElementById("places").textContent).map((each) => [each.path, each]));
  viewer.set(places.values());
}

function choose(at) {
  const all = remarks();
  if (!all.length) return;
  current = Math.max(0, Math.min(all.length - 1, at));
  all.forEach((each, n) => each.classList.toggle("current", n === current));
  all[current].scrollIntoView({ block: "nearest" });
  const found = places.get(all[current].dataset.matter);
  if (pages.length && found) {
    if (found.page && !found.spots.length) viewer.show(found.page);
    viewer.reveal(found);
  }
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

async function refresh() {
  const answer = await fetch(`/review/${key}/remarks`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  list.innerHTML = await answer.text();
  take();
}

async function send(path, body) {
  if (readonly) { saved.textContent = "您没有审核的权限；需要时请管理员改您的角色"; return false; }
  saved.textContent = "正在存 …";
  try {
    await ask(`/api/forms/${key}/${path}`, body);
    saved.textContent = "已存";
    await refresh();
    return true;
  } catch (error) {
    saved.textContent = error instanceof TypeError ? "连不上，没有存；请看程序是否还开着，再按一次" : error.message;
    return false;
  }
}

async function decide(verdict, text = "", note = "") {
  const chosen = remarks()[current];
  if (chosen && await send("decisions", { matter: chosen.dataset.matter, verdict, text, note })) onward();
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
  w: () => { location.href = `/api/forms/${key}/opinion.docx`; },
};

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "ArrowDown" || event.key === "j") { event.preventDefault(); choose(current + 1); }
  else if (event.key === "ArrowUp" || event.key === "k") { event.preventDefault(); choose(current - 1); }
  else if (event.key === "Enter" && !event.target.closest("button, a") && next) { event.preventDefault(); location.href = next; }
  else if (commands[event.key]) { event.preventDefault(); commands[event.key](); }
});
list.addEventListener("click", (event) => {
  const item = event.target.closest("[data-matter]");
  if (item) choose(remarks().indexOf(item));
});
place.querySelectorAll("[data-show]").forEach((tab) => tab.addEventListener("click", () => {
  place.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each === tab)));
  list.hidden = tab.dataset.show !== "remarks";
  document.getElementById("form-values").hidden = tab.dataset.show !== "values";
}));

take();
if (pages.length) viewer.show(Math.min(pages.length, Number(place.dataset.page) || 1));
choose(Math.max(0, remarks().findIndex((each) => !each.classList.contains("decided"))));
document.body.dataset.ready = "yes";
