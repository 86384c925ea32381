// A project is told in a form: what is typed is written down on this machine until it is kept.
import { ask, el, remember, remembered } from "./desk.js";
import { rowsOf } from "./paste.js";

const KEY = "jixiao.new", LINES = 6;
const form = document.getElementById("new"), body = form.querySelector("#rows tbody"), said = document.getElementById("said");
const columns = [...form.querySelectorAll("th")].map((head) => ({ path: head.dataset.path, name: head.textContent }));

function add() {
  const line = body.rows.length + 1;
  body.append(el("tr", {}, ...columns.map(({ path, name }) => el("td", {}, el("input", { "data-path": path, "aria-label": `第 ${line} 条 ${name}` })))));
}
const cells = () => [...body.rows].map((row) => [...row.querySelectorAll("input")]);
function told() {
  const project = Object.fromEntries([...form.querySelectorAll("[name]")].map((field) => [field.name, field.value]).filter(([, value]) => value.trim()));
  const lines = cells().map((row) => Object.fromEntries(row.map((cell) => [cell.dataset.path, cell.value]).filter(([, value]) => value.trim())));
  return { project, indicators: lines.filter((line) => Object.keys(line).length) };
}
function fill({ project, indicators }) {
  for (const [name, value] of Object.entries(project)) { const field = form.elements[name]; if (field) field.value = value; }
  while (body.rows.length < Math.max(LINES, indicators.length + 1)) add();
  indicators.forEach((line, y) => cells()[y].forEach((cell) => { cell.value = line[cell.dataset.path] ?? ""; }));
}

let known = { project: {}, indicators: [] };
try { known = JSON.parse(remembered(KEY)) ?? known; } catch { /* written down by another program */ }
fill(known);

form.addEventListener("input", () => {
  if (cells().at(-1).some((cell) => cell.value)) add();
  remember(KEY, JSON.stringify(told()));
});
body.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const y = cells().findIndex((row) => row.includes(event.target)), x = cells()[y].indexOf(event.target), block = rowsOf(text);
  while (body.rows.length < y + block.length + 1) add();
  block.forEach((line, dy) => line.forEach((value, dx) => { const cell = cells()[y + dy][x + dx]; if (cell) cell.value = value.replace(/\s*\n\s*/g, ""); }));
  remember(KEY, JSON.stringify(told()));
});
// Enter goes on to the next field; what was typed is kept by its own key, which nobody presses by the way.
form.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); form.requestSubmit(); return; }
  const fields = [...form.querySelectorAll(".given input, .given textarea")], at = fields.indexOf(event.target);
  if (event.key !== "Enter" || event.isComposing || at < 0 || event.target.matches("textarea")) return;
  event.preventDefault();
  (fields[at + 1] ?? cells()[0][0]).focus();
});
body.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
  if (!by || event.isComposing) return;
  event.preventDefault();
  let all = cells();
  const y = all.findIndex((row) => row.includes(event.target));
  if (y + by === all.length) { add(); all = cells(); }
  all[y + by]?.[all[y].indexOf(event.target)].focus();
});
document.getElementById("more").addEventListener("click", () => { add(); cells().at(-1)[0].focus(); });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "正在存 …";
  try {
    const { address } = await ask("/api/projects", told());
    remember(KEY, null);
    location.href = address;
  } catch (error) {
    said.textContent = error instanceof TypeError ? "连不上，没有存；打的字记在本机，请看程序是否还开着" : error.message;
  }
});
document.body.dataset.ready = "yes";
