// The drafting desk: every number of the text beside the indicator it comes from, looked at while it is typed.
import { ask, el, remember, remembered } from "./desk.js";
import { compared } from "./differences.js";

const { key, composed, versions } = JSON.parse(document.getElementById("form").textContent);
const api = `/api/forms/${key}`, text = document.getElementById("text"), under = document.querySelector(".under");
const faults = document.getElementById("faults"), verdict = document.getElementById("verdict"), saved = document.querySelector(".saved");
const body = document.querySelector("table.indicators tbody"), facts = () => [...document.querySelectorAll("[data-fact]")];
const out = () => [...body.querySelectorAll("tr")].filter((row) => !row.querySelector("input").checked).map((row) => row.dataset.fact);
const typed = `jixiao.draft:${key}`;
let links = [], waiting = 0, asked = 0;

const kept = remembered(typed);
if (kept !== null && kept !== text.value) { text.value = kept; saved.textContent = "这是上次没有存的稿子"; }

function paint(found) {
  links = found.links;
  const marks = [...found.links.map((each) => ({ ...each, kind: "linked" })), ...found.faults.filter((each) => each.end > each.start).map((each) => ({ ...each, kind: "wrong" }))];
  const cuts = [...new Set([0, text.value.length, ...marks.flatMap((each) => [each.start, each.end])])].sort((a, b) => a - b);
  under.replaceChildren(...cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1], kinds = marks.filter((each) => each.start <= start && each.end >= end).map((each) => each.kind);
    return el("span", { class: kinds.includes("wrong") ? "wrong" : kinds.includes("linked") ? "linked" : "" }, text.value.slice(start, end));
  }), "\n");
  faults.replaceChildren(...found.faults.map((each) => el("li", {}, el("button", { type: "button", class: "plain", onclick: () => { text.focus(); text.setSelectionRange(each.start, each.end); point(); } }, each.message))));
  const used = new Set(found.links.flatMap((each) => each.paths));
  facts().forEach((node) => node.classList.toggle("used", [...used].some((path) => path === node.dataset.fact || path.startsWith(`${node.dataset.fact}.`))));
  verdict.className = `pill ${found.final ? "done" : "doubt"}`;
  verdict.textContent = found.final ? `每个数都有出处，可以定稿${out().length ? `（${out().length} 项指标没有勾选）` : ""}` : text.value.trim() ? `初稿：${found.faults.length} 处要改` : "还没有写";
  point();
}

function changed() {
  document.getElementById("length").textContent = `${[...text.value.replace(/\s/g, "")].length} 字`;
  under.replaceChildren(text.value, "\n");
  remember(typed, text.value);
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const mine = (asked += 1);
    try {
      const found = await ask(`${api}/draft/look`, { text: text.value, left_out: out() });
      if (mine === asked) paint(found);
    } catch (error) { verdict.className = "pill bad"; verdict.textContent = error instanceof TypeError ? "连不上，没有核对；稿子记在本机" : error.message; }
  }, 150);
}

// The indicator of the number at the caret.
function point() {
  const here = links.find((each) => each.start <= text.selectionStart && text.selectionStart <= each.end);
  facts().forEach((node) => node.classList.toggle("current", Boolean(here?.paths.some((path) => path === node.dataset.fact || path.startsWith(`${node.dataset.fact}.`)))));
  document.querySelector("[data-fact].current")?.scrollIntoView({ block: "nearest" });
}

function find(node) {
  const there = links.find((each) => each.paths.some((path) => path === node.dataset.fact || path.startsWith(`${node.dataset.fact}.`)));
  if (!there) { saved.textContent = "这一条还没有写进去"; return; }
  text.focus();
  text.setSelectionRange(there.start, there.end);
  point();
}

async function compose() {
  const paths = [...body.querySelectorAll("tr")].filter((row) => row.querySelector("input").checked).map((row) => row.dataset.fact);
  if (!paths.length) { saved.textContent = "一条也没有勾；请先勾要写的指标"; return; }
  try {
    const made = await ask(`${api}/draft`, { paths });
    if (text.value.trim() && text.value !== made.text && !(await keep())) return;
    text.value = made.text;
    changed();
  } catch (error) { saved.textContent = error.message; }
}

async function keep() {
  const sent = text.value;
  try {
    const made = await ask(`${api}/drafts`, { text: sent });
    if (text.value === sent) remember(typed, null);
    versions.unshift({ number: made.versions, text: sent });
    document.getElementById("beside").options[1].after(el("option", { value: String(made.versions) }, `第 ${made.versions} 稿`));
    saved.textContent = `存为第 ${made.versions} 稿`;
    return true;
  } catch (error) {
    saved.textContent = error instanceof TypeError ? "连不上，没有存；稿子记在本机，请看程序是否还开着" : error.message;
    return false;
  }
}

async function word() {
  const answer = await fetch(`${api}/draft.docx`, { method: "POST", headers: { "Content-Type": "application/json", "X-Jixiao": document.body.dataset.proof }, body: JSON.stringify({ text: text.value }) });
  if (!answer.ok) { saved.textContent = (await answer.json()).message; return; }
  const link = el("a", { href: URL.createObjectURL(await answer.blob()), download: `${document.querySelector("h1").textContent}.docx` });
  link.click();
  URL.revokeObjectURL(link.href);
  saved.textContent = "Word 已写出";
}

function beside(choice) {
  const other = document.getElementById("other");
  other.hidden = choice === "";
  if (choice === "") return;
  const said = choice === "0" ? composed : versions.find((each) => String(each.number) === choice).text;
  other.replaceChildren(...compared(text.value, said));
}

// ---- the order of indicators
let dragged = null;
body.addEventListener("dragstart", (event) => { dragged = event.target.closest("tr"); event.dataTransfer.effectAllowed = "move"; });
body.addEventListener("dragover", (event) => {
  const over = event.target.closest("tr");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const after = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
  after ? over.after(dragged) : over.before(dragged);
});
body.addEventListener("dragend", () => { dragged = null; });
body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  if (event.altKey && event.key === "ArrowUp" && row.previousElementSibling) { event.preventDefault(); row.previousElementSibling.before(row); row.focus(); }
  else if (event.altKey && event.key === "ArrowDown" && row.nextElementSibling) { event.preventDefault(); row.nextElementSibling.after(row); row.focus(); }
  else if (event.target === row && event.key === " ") { event.preventDefault(); row.querySelector("input").click(); }
  else if (event.target === row && event.key === "Enter") { event.preventDefault(); find(row); }
});
document.querySelector(".drafting").addEventListener("click", (event) => {
  const node = event.target.closest("[data-fact]");
  if (node && !event.target.closest("input")) find(node);
});

body.addEventListener("change", changed);
text.addEventListener("input", changed);
text.addEventListener("scroll", () => { under.scrollTop = text.scrollTop; });
document.addEventListener("selectionchange", () => document.activeElement === text && point());
document.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); keep(); } });
document.getElementById("compose").addEventListener("click", compose);
document.getElementById("keep").addEventListener("click", keep);
document.getElementById("word").addEventListener("click", word);
document.getElementById("beside").addEventListener("change", (event) => beside(event.target.value));
changed();
text.focus();
document.body.dataset.ready = "yes";
