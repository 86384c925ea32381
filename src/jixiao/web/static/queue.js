// Files dropped on the queue, or among the drafts: sent one by one, read in the background; what comes of them is told as it happens.
import { ask, el } from "./desk.js";

const drop = document.getElementById("drop"), list = document.getElementById("uploads");
const said = { waiting: "等着读", reading: "正在读 …", done: "读好了", failed: "没有读成" };
let watching = null;

function line({ name, state, said: came, page, pages }) {
  const words = state === "reading" && pages ? `第 ${page} 页，共 ${pages} 页` : came;
  const bar = state === "reading" && pages ? [" ", el("progress", { value: page, max: pages, "aria-label": `${name} 读到第 ${page} 页` })] : [];
  return el("li", { class: state === "failed" ? "bad" : "" }, `${name}　${said[state]}${words ? `：${words}` : ""}`, ...bar);
}

function show(uploads) {
  const sending = list.querySelectorAll("[data-sending]");
  list.replaceChildren(...uploads.slice(-6).map(line), ...sending);
  if (uploads.length && uploads.every((each) => each.state === "done" || each.state === "failed")) {
    if (watching) { watching.close(); watching = null; more(uploads.length); }
    if (uploads.some((each) => each.state === "done")) list.append(el("li", {}, el("a", { href: location.pathname + location.search }, "刷新页面")));
  }
}

// A file that came while the last one's end was on its way here is watched too.
async function more(shown) {
  const uploads = await ask("/api/uploads").catch(() => []);
  if (uploads.length > shown || uploads.some((each) => each.state === "waiting" || each.state === "reading")) watch();
}

function watch() {
  if (watching) return;
  watching = new EventSource("/api/uploads/events");
  watching.onmessage = (event) => show(JSON.parse(event.data));
}

// Sends the file and tells how much of it has gone; only this old way of asking counts what was sent.
function put(file, told) {
  const most = Number(drop.dataset.megabytes);
  return new Promise((done, failed) => {
    if (file.size > most * 2 ** 20) { failed(new Error(`超过 ${most} MB；请分成几个小的，或用 jixiao extract 在命令行里读`)); return; }
    const asked = new XMLHttpRequest();
    asked.open("PUT", `/api/uploads/file/${encodeURIComponent(file.name)}`);
    asked.setRequestHeader("X-Jixiao", document.body.dataset.proof);
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.onprogress = ({ loaded, total }) => told(loaded / total);
    asked.onerror = () => failed(new Error("连不上工作台，请看程序是否还开着，再传一次"));
    asked.onload = () => {
      if (asked.status < 400) { done(); return; }
      let message = `服务器没有答应（${asked.status}）；请再传一次`;
      try { message = JSON.parse(asked.responseText).message; } catch { /* not ours */ }
      failed(new Error(message));
    };
    asked.send(file);
  });
}

async function send(files) {
  for (const file of files) {
    const words = document.createTextNode(""), bar = el("progress", { max: 1, value: 0, "aria-label": `${file.name} 传了多少` });
    const item = el("li", { "data-sending": true }, words, " ", bar);
    const told = (share) => { bar.value = share; words.data = `${file.name}　正在传：${Math.round(100 * share)} %`; };
    told(0);
    list.append(item);
    try {
      await put(file, told);
      item.remove();
      watch();
    } catch (error) {
      item.className = "bad";
      item.replaceChildren(`${file.name}　没有传上：${error.message}`);
    }
  }
}

document.getElementById("files").addEventListener("change", (event) => send(event.target.files));
addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); send(event.dataTransfer.files); });
ask("/api/uploads").then((uploads) => { if (uploads.some((each) => each.state === "waiting" || each.state === "reading")) watch(); });
document.body.dataset.ready = "yes";
