// What lies on the reading desk: the cells of the form, their order, the one at hand, and its place on the page.
import { Viewer } from "./viewer.js";

export const place = document.querySelector(".desk");
export const { form, api, next, pages, scanned, readonly } = JSON.parse(document.getElementById("form").textContent);
export const $ = (selector) => place.querySelector(selector);
export const input = $(".editor textarea"), values = $(".values");

// `select` is set by the editor, which comes later.
export const desk = { cells: new Map(), order: [], rows: [], places: new Map(), current: null, select: () => {} };
export const cell = () => desk.cells.get(desk.current);
export const viewer = new Viewer($(".viewer"), api, pages, scanned, (path) => desk.select(path));

export function take() {
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const cells = new Map();
  for (const section of sheet.sections) for (const cell of [...section.cells, ...section.rows.flat()]) cells.set(cell.path, cell);
  const places = new Map([...values.querySelectorAll("[data-path]")].map((node) => [node.dataset.path, node]));
  const order = [...places.keys()].filter((path) => cells.has(path));
  const rows = [];
  for (const node of values.querySelectorAll("[data-row]")) {
    rows.push([...(node.matches("[data-path]") ? [node] : node.querySelectorAll("[data-path]"))].map((each) => each.dataset.path));
  }
  Object.assign(desk, { cells, places, order, rows });
  viewer.set(cells.values());
}

export const open = (cell) => cell.doubts.length > 0 && !cell.settled;
export const doubts = () => desk.order.filter((path) => open(desk.cells.get(path)));

export function draw(path) {
  const cell = desk.cells.get(path), node = desk.places.get(path);
  if (!node) return;
  const text = node.querySelector(".v") ?? node;
  text.textContent = cell.text ?? "";
  node.classList.toggle("blank", cell.text === "" && node.matches("td"));
  text.classList.toggle("blank", cell.text === "");
  node.classList.toggle("lacking", cell.text === null && node.matches(".field"));
  node.classList.toggle("doubted", open(cell));
  node.classList.toggle("settled", Boolean(cell.settled));
}

export function count() {
  const open = doubts().length;
  $(".left").textContent = open ? `这份表还有 ${open} 处` : "这份表的存疑都看过了";
}
