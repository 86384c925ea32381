// What every page of the desk shares: asking the server, the theme, the map of keys.
const root = document.documentElement;

export function remembered(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
export function remember(key, value) {
  try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* private window */ }
}

export class Refusal extends Error {
  constructor(status, body) {
    super(body.message || `服务器没有答应（${status}）；请刷新页面再试`);
    this.status = status;
    this.body = body;
  }
}

// The answer as JSON; a Refusal where the server refuses, a TypeError where it cannot be reached.
export async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const headers = { Accept: "application/json", "X-Jixiao": document.body.dataset.proof };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Refusal(answer.status, said);
  return said;
}

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

document.getElementById("theme")?.addEventListener("click", () => {
  remember("jixiao.theme", root.dataset.theme === "dark" ? "light" : "dark");
  root.dataset.theme = remembered("jixiao.theme");
});

export function help() {
  const keys = document.getElementById("keys");
  if (!keys) return;
  keys.open ? keys.close() : keys.showModal();
}
document.getElementById("help")?.addEventListener("click", help);

// True where the key goes to a field that is being typed in.
export function typing(event) {
  return event.target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !typing(event) && !event.ctrlKey && !event.metaKey) { event.preventDefault(); help(); }
});

// Lists that are walked with the arrows: the current row is a link to follow.
const list = document.querySelector("[data-walk]");
if (list) {
  const rows = () => [...list.querySelectorAll("tbody tr")].filter((row) => row.querySelector("a"));
  const current = () => rows().findIndex((row) => row.classList.contains("current"));
  const choose = (at) => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, at));
    all.forEach((row, n) => row.classList.toggle("current", n === at));
    all[at].scrollIntoView({ block: "nearest" });
    all[at].querySelector("a").focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (typing(event) || document.querySelector("dialog[open]") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(current() + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(current() - 1); }
    if (event.key === "Enter" && event.target === document.body) document.querySelector("a.go")?.click();
  });
}
