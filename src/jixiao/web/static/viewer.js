// The page as a picture, a scanned one level, with a box for every value; zoom, pan, turn and pages.
import { ask } from "./desk.js";
import { levelled } from "./level.js";

const SVG = "http://www.w3.org/2000/svg";
const ROOM = 1.5; // points between print and its box

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export class Viewer {
  // `place` is the element; `base` the address of the form; `sizes` [[width, height]…] of the pages in points, `scanned`
  // the numbers of those that were scanned; `chosen` is told the path of a box that is clicked.
  constructor(place, base, sizes, scanned, chosen) {
    this.sheet = place.querySelector(".sheet");
    this.said = place.querySelector(".at");
    this.base = base;
    this.sizes = sizes;
    this.scanned = new Set(scanned);
    this.levels = new Map(); // page -> a promise of what puts it level, null where it lies so
    this.chosen = chosen;
    this.page = 0;
    this.scale = 0; // pixels a point, 0 as wide as there is room
    this.quarters = 0;
    this.boxes = new Map(); // page -> [{box, cell}]
    this.current = null;
    place.querySelector("[data-do=in]").addEventListener("click", () => this.zoom(1.25));
    place.querySelector("[data-do=out]").addEventListener("click", () => this.zoom(0.8));
    place.querySelector("[data-do=fit]").addEventListener("click", () => this.fit());
    place.querySelector("[data-do=turn]").addEventListener("click", () => this.turn());
    place.querySelector("[data-do=back]").addEventListener("click", () => this.show(this.page - 1));
    place.querySelector("[data-do=on]").addEventListener("click", () => this.show(this.page + 1));
    this.sheet.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 0.87);
    }, { passive: false });
    this.drag();
    new ResizeObserver(() => this.scale === 0 && this.measure()).observe(this.sheet);
  }

  set(cells) {
    this.boxes.clear();
    for (const cell of cells) {
      for (const [page, box] of cell.spots) {
        if (!this.boxes.has(page)) this.boxes.set(page, []);
        this.boxes.get(page).push({ box, cell });
      }
    }
    if (this.page) this.draw();
  }

  level(page) {
    if (!this.scanned.has(page) || page > this.sizes.length) return Promise.resolve(null);
    if (!this.levels.has(page)) this.levels.set(page, ask(`${this.base}/page/${page}/level`).then((found) => (found.matrix ? found : null), () => null));
    return this.levels.get(page);
  }

  async show(page) {
    if (page < 1 || page > this.sizes.length || page === this.page) return;
    this.page = page;
    const lean = await this.level(page);
    if (page !== this.page) return;
    this.lean = lean;
    this.draw();
    this.sheet.scrollTop = 0;
  }

  size() { return this.lean ? [this.lean.width, this.lean.height] : this.sizes[this.page - 1]; }

  draw() {
    const [width, height] = this.size();
    this.svg = shape("svg", { role: "img", "aria-label": `原件第 ${this.page} 页` });
    this.turned = shape("g", {});
    this.turned.append(shape("image", { href: `${this.base}/page/${this.page}.jpg${this.lean ? "?level=true" : ""}`, width, height, preserveAspectRatio: "none" }));
    // One box for all values of one place; the larger ones lie below, so that those in them can be clicked.
    const area = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]), places = new Map();
    for (const { cell, box } of this.boxes.get(this.page) ?? []) {
      const at = box.join();
      if (places.has(at)) places.get(at).cells.push(cell); else places.set(at, { box, cells: [cell] });
    }
    this.rects = [...places.values()].sort((a, b) => area(b) - area(a));
    for (const each of this.rects) {
      const [x0, y0, x1, y1] = this.lean ? levelled(this.lean.matrix, each.box) : each.box;
      each.rect = shape("rect", { class: "box", x: x0 - ROOM, y: y0 - ROOM, width: x1 - x0 + 2 * ROOM, height: y1 - y0 + 2 * ROOM });
      // Clicked again, the next of its values.
      each.rect.addEventListener("click", () => {
        const paths = each.cells.map(({ path }) => path);
        if (!this.moved) this.chosen(paths[(paths.indexOf(this.current) + 1) % paths.length]);
      });
      this.turned.append(each.rect);
    }
    this.svg.append(this.turned);
    this.sheet.replaceChildren(this.svg);
    this.said.textContent = `${this.page} / ${this.sizes.length} 页`;
    this.mark();
    this.measure();
  }

  measure() {
    if (!this.svg) return;
    const [width, height] = this.size();
    const [w, h] = this.quarters % 2 ? [height, width] : [width, height];
    const scale = this.scale || Math.max(0.2, (this.sheet.clientWidth - 22) / w);
    this.used = scale;
    this.svg.setAttribute("viewBox", `0 0 ${w} ${h}`);
    this.svg.setAttribute("width", Math.round(w * scale));
    this.svg.setAttribute("height", Math.round(h * scale));
    const turns = ["", `translate(${height} 0) rotate(90)`, `translate(${width} ${height}) rotate(180)`, `translate(0 ${width}) rotate(270)`];
    this.turned.setAttribute("transform", turns[this.quarters]);
  }

  // Boxes as their cells are now.
  mark() {
    for (const { rect, cells } of this.rects ?? []) {
      rect.classList.toggle("doubted", cells.some((cell) => cell.doubts.length > 0 && !cell.settled));
      rect.classList.toggle("settled", cells.every((cell) => cell.settled));
      rect.classList.toggle("current", cells.some((cell) => cell.path === this.current));
    }
  }

  // Shows the cell's first place on the page, and all its boxes.
  async reveal(cell) {
    this.current = cell.path;
    this.mark();
    if (!cell.spots.length || !this.sizes.length) return;
    const here = cell.spots.find(([page]) => page === this.page) ?? cell.spots[0];
    await this.show(here[0]);
    await this.level(here[0]);
    if (this.current !== cell.path) return;
    this.mark();
    const found = this.rects?.find((each) => each.cells.some(({ path }) => path === cell.path));
    if (!found) return;
    const box = found.rect.getBoundingClientRect(), view = this.sheet.getBoundingClientRect();
    const room = 40;
    if (box.top < view.top + room || box.bottom > view.bottom - room) {
      this.sheet.scrollTop += box.top - view.top - Math.max(room, (view.height - box.height) / 3);
    }
    if (box.left < view.left + room || box.right > view.right - room) {
      this.sheet.scrollLeft += box.left - view.left - Math.max(room, (view.width - box.width) / 2);
    }
  }

  zoom(by) {
    const middle = { x: this.sheet.scrollLeft + this.sheet.clientWidth / 2, y: this.sheet.scrollTop + this.sheet.clientHeight / 2 };
    const before = this.used;
    this.scale = Math.max(0.3, Math.min(8, this.used * by));
    this.measure();
    const ratio = this.used / before;
    this.sheet.scrollLeft = middle.x * ratio - this.sheet.clientWidth / 2;
    this.sheet.scrollTop = middle.y * ratio - this.sheet.clientHeight / 2;
  }

  fit() { this.scale = 0; this.measure(); }

  turn() { this.quarters = (this.quarters + 1) % 4; this.measure(); }

  pan(x, y) { this.sheet.scrollBy(x, y); }

  drag() {
    let from = null;
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, left: this.sheet.scrollLeft, top: this.sheet.scrollTop };
      this.moved = false;
    });
    addEventListener("pointermove", (event) => {
      if (!from) return;
      const x = event.clientX - from.x, y = event.clientY - from.y;
      if (Math.abs(x) + Math.abs(y) > 5) { this.moved = true; this.sheet.classList.add("dragging"); }
      if (this.moved) { this.sheet.scrollLeft = from.left - x; this.sheet.scrollTop = from.top - y; }
    });
    addEventListener("pointerup", () => { from = null; this.sheet.classList.remove("dragging"); });
  }
}
