// Cells that were copied from a sheet are shown in their places, and kept when that is wanted.
import { desk, draw, input } from "./cells.js";
import { typing } from "./editor.js";
import { asked, question, structure } from "./keeping.js";
import { rowsOf } from "./paste.js";

let preview = null; // [{path, text}] that is shown and not yet kept
export const previewed = () => preview !== null;

export function clearPreview() {
  preview?.forEach(({ path }) => { desk.places.get(path)?.classList.remove("previewed"); draw(path); });
  preview = null;
  asked.hidden = true;
}

export function keepPreview() {
  const items = preview.map(({ path, text }) => ({ action: "value", path, was: desk.cells.get(path).text, now: text }));
  preview = null;
  asked.hidden = true;
  structure(items, desk.current);
}

input.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (typing.editing || !/[\t\n]/.test(text.trimEnd()) || !desk.places.get(desk.current)?.matches("td")) return;
  event.preventDefault();
  const block = rowsOf(text), rows = desk.rows, y = rows.findIndex((row) => row.includes(desk.current)), x = rows[y].indexOf(desk.current);
  const grid = desk.places.get(desk.current).closest("table");
  preview = [];
  let over = 0;
  block.forEach((line, dy) => line.forEach((said, dx) => {
    const path = rows[y + dy]?.[x + dx];
    if (!path || desk.places.get(path).closest("table") !== grid) { over += 1; return; }
    if ((desk.cells.get(path).text ?? "") === said) return;
    preview.push({ path, text: said });
    (desk.places.get(path).querySelector(".v") ?? desk.places.get(path)).textContent = said;
    desk.places.get(path).classList.add("previewed");
  }));
  const beyond = over ? `另有 ${over} 格超出了表，没有放；先用 Alt+A 加行` : "";
  question(`粘贴会改 ${preview.length} 格。${beyond}`, [["改（回车）", keepPreview], ["不改（Esc）", clearPreview]]);
});
