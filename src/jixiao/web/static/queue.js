// Files dropped on the queue, or among the drafts: sent one by one, read in the background; what comes of them is told as it happens.
import { ask, el } from "./desk.js";

const drop = document.getElementById("drop"), list = document.getElementById("uploads");
const said = { waiting: "等着读", reading: "正在读 …", done: "读好了", failed: "没有读成" };
let watching = null;

function show(uploads) {
  list.replaceChildren(...uploads.slice(-6).map((each) =>
    el("li", { class: each.state === "failed" ? "bad" : "" }, `${each.name}　${said[each.state]}${each.said ? `：${each.said}` : ""}`)));
  if (uploads.length && uploads.every((each) => each.state === "done" || each.state === "failed")) {
    if (watching) { watching.close(); watching = null; }
    if (uploads.some((each) => each.state === "done")) list.append(el("li", {}, el("a", { href: location.pathname + location.search }, "刷新页面")));
  }
}

function watch() {
  if (watching) return;
  watching = new EventSource("/api/uploads/events");
  watching.onmessage = (event) => show(JSON.parse(event.data));
}

async function send(files) {
  for (const file of files) {
    const line = el("li", {}, `${file.name}　正在传 …`);
    list.append(line);
    try {
      const answer = await fetch(`/api/uploads/file/${encodeURIComponent(file.name)}`, { method: "PUT", body: file, headers: { "X-Jixiao": document.body.dataset.proof } });
      if (!answer.ok) throw new Error((await answer.json()).message);
      line.remove();
      watch();
    } catch (error) {
      line.className = "bad";
      line.textContent = `${file.name}　没有传上：${error instanceof TypeError ? "连不上工作台，请看程序是否还开着" : error.message}`;
    }
  }
}

document.getElementById("files").addEventListener("change", (event) => send(event.target.files));
addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); send(event.dataTransfer.files); });
ask("/api/uploads").then((uploads) => { if (uploads.some((each) => each.state === "waiting" || each.state === "reading")) watch(); });
document.body.dataset.ready = "yes";
