// The reading desk put together: what each key does; the value, its place on the page and its cut-out are one.
import { help } from "./desk.js";
import { $, cell, count, desk, doubts, input, pages, place, take, values, viewer } from "./cells.js";
import { changed, choices, choose, forget, say, select, typing } from "./editor.js";
import { accept, asked, hideOffer, offered, outbox, question, structure, undo } from "./keeping.js";
import { finished, move, onward, step, way } from "./moving.js";
import { clearPreview, keepPreview, previewed } from "./pasting.js";

// ---- rows and the form as a whole

const rowOf = (path) => path?.match(/^(.*)\[(\d+)\]/);

// One after the other: a key that is pressed twice acts the second time on the rows as the first left them.
let turn = Promise.resolve();
const inTurn = (act) => { turn = turn.then(act); };

function onRow(action, more = () => ({})) {
  inTurn(() => {
    const row = rowOf(desk.current);
    if (!row) { say("先选中表格里的一行"); return null; }
    const said = more(Number(row[2]), row[1]);
    return said && structure([{ action, path: row[0], ...said }], said.then);
  });
}

// Past the row above or below; the cell at hand goes with it.
function shift(by) {
  onRow("row-move", (at, list) => {
    const rows = desk.rows.filter((row) => row[0].startsWith(`${list}[`)).length, to = at + by;
    if (to < 0 || to >= rows) { say(by < 0 ? "已经是第一行" : "已经是最后一行"); return null; }
    return { at: by < 0 ? at - 2 : at + 1, then: desk.current.replace(`${list}[${at}]`, `${list}[${to}]`) };
  });
}

function split() {
  const at = input.selectionStart;
  if (input.value !== (cell().text ?? "")) { say("先按 Enter 存下打的字，再拆行", "bad"); return; }
  structure([{ action: "row-split", path: desk.current, at }]);
}

const noForm = async () => { await structure([{ action: "no-form", path: "" }]); onward(); };

const commands = {
  KeyA: () => onRow("row-add"), KeyX: () => onRow("row-delete"),
  KeyJ: () => onRow("row-join"), KeyD: split,
  KeyC: () => structure([{ action: "complete", path: "" }]),
  KeyB: () => question("这不是要读的表？它会从结果里拿掉，可以撤销。", [["不是表", noForm], ["留着", () => {}]]),
  KeyL: offered,
  KeyN: onward,
  KeyT: () => { location.href = place.dataset.learn; },
  Equal: () => viewer.zoom(1.25), Minus: () => viewer.zoom(0.8), Digit0: () => viewer.fit(), KeyR: () => viewer.turn(),
  ArrowUp: () => viewer.pan(0, -90), ArrowDown: () => viewer.pan(0, 90),
  PageUp: () => viewer.show(viewer.page - 1), PageDown: () => viewer.show(viewer.page + 1),
};
const shifted = { ArrowUp: () => shift(-1), ArrowDown: () => shift(1) };

// ---- keys

function escape() {
  if (previewed()) { clearPreview(); return; }
  if (!asked.hidden) { asked.hidden = true; return; }
  hideOffer();
  forget(desk.current);
  select(desk.current);
}

function entered(event) {
  if (event.repeat && way.done) return; // the key that came from the form before is still held down
  if (previewed()) { keepPreview(); return; }
  if (way.done && !asked.hidden && asked.dataset.waits === "next" && doubts().length === 0) { asked.querySelector("button.main").click(); return; }
  if (accept(input.value)) move(1, true);
}

// A digit chose another reading, and another character follows: it was meant as text.
function asText(key) {
  input.value = `${typing.picked + 1}${key}`;
  Object.assign(typing, { picked: null, editing: true });
  choices(cell());
  changed();
}

function inEdit() { typing.editing = true; input.setSelectionRange(input.value.length, input.value.length); }

function newLine() {
  input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end");
  typing.editing = true;
  changed();
}

function tabbed(event) {
  if (input.value !== (cell().text ?? "")) accept(input.value);
  move(event.shiftKey ? -1 : 1);
}

const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

// What the key does, null where it is for the text itself.
function deed(event) {
  const { key, code, altKey, shiftKey } = event, control = event.ctrlKey || event.metaKey;
  const whole = !typing.editing && input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (altKey && !control && key === "Enter") return newLine;
  if (altKey && !control) return (shiftKey ? shifted[code] : undefined) ?? commands[code] ?? null;
  if (key === "Enter" && !shiftKey) return entered;
  if (key === "Tab" && !control) return tabbed;
  if (key === "Escape") return escape;
  if (key === "F2") return inEdit;
  if (!whole && typing.picked === null) return null;
  if (control) return key === "z" ? undo : null;
  if (whole && ARROWS[key]) return () => step(...ARROWS[key]);
  if (key === "PageDown" || key === "PageUp") return () => move(key === "PageDown" ? 1 : -1, true);
  if (key === "u") return undo;
  if (key === "?" || key === "？") return help;
  if (typing.picked === null && /^[1-9]$/.test(key) && cell().others[Number(key) - 1] !== undefined) return () => choose(Number(key) - 1);
  if (typing.picked !== null && key.length === 1) return () => asText(key);
  return null;
}

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const act = deed(event);
  if (act === null) return;
  event.preventDefault();
  act(event);
});
// An input method puts words in without a key.
for (const event of ["compositionstart", "beforeinput"]) input.addEventListener(event, () => typing.picked !== null && asText(""));
input.addEventListener("input", () => { Object.assign(typing, { editing: true, picked: null }); changed(); });
input.addEventListener("pointerup", () => { typing.editing = input.selectionStart === input.selectionEnd; });

// ---- the mouse, and where it begins

values.addEventListener("click", (event) => {
  if (event.target.closest("[data-lacking]")) { values.classList.toggle("show-lacking"); return; }
  const add = event.target.closest("[data-add]");
  if (add) { structure([{ action: "row-add", path: add.dataset.add }]); return; }
  const node = event.target.closest("[data-path]");
  if (node && desk.cells.has(node.dataset.path)) select(node.dataset.path);
});
place.addEventListener("keydown", (event) => {
  if (event.target === input || event.target.closest("button, a, select, summary")) return;
  input.focus();
});
$(".more")?.addEventListener("click", (event) => {
  const command = event.target.closest("[data-command]")?.dataset.command;
  if (!command) return;
  $(".more").open = false;
  (command.startsWith("Shift") ? shifted[command.slice(5)] : commands[command])();
  input.focus();
});
$("#kind")?.addEventListener("change", (event) => structure([{ action: "kind", path: "", now: event.target.value }]).then(() => location.reload()));
addEventListener("beforeunload", (event) => { if (outbox.size) event.preventDefault(); });

take();
count();
if (pages.length) viewer.show(Math.min(pages.length, Number(place.dataset.page) || 1));
const asks = new URLSearchParams(location.search), wanted = asks.get("at");
select(desk.cells.has(wanted) ? wanted : doubts()[0] ?? desk.order[0]);
if (asks.has("by") && !doubts().length && place.dataset.status !== "complete") finished();
document.body.dataset.ready = "yes";
