// Teaches a layout and tells what was learned and what the file gives now.
import { ask, el } from "./desk.js";

const lesson = document.getElementById("lesson"), said = document.getElementById("said"), taught = document.getElementById("taught");

function told({ words, before, after, open }) {
  if (!words.length) return ["程序已经认识这份表的全部叫法，不用再教。"];
  const lines = words.map(([label, heading]) => `${label} → ${heading}`);
  if (after[0]) lines.push(`这份文件原来读出 ${before[0]} 份表、${before[1]} 个值，现在 ${after[0]} 份表、${after[1]} 个值；正在重新读进队列。`);
  else lines.push("还没有读出表：要有项目（部门）名称，还要有至少两个程序原来不认识的叫法；请再写几个。");
  if (open.length) lines.push(`还有与核对过的不一样的：${open.slice(0, 8).join("、")}`);
  return lines;
}

lesson.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = lesson.querySelector("button.main"), fields = Object.fromEntries(new FormData(lesson));
  button.disabled = true;
  said.textContent = "正在学，要把文件读两遍 …";
  try {
    const found = await ask(lesson.dataset.address, fields);
    said.textContent = found.words.length ? `学会了“${fields.name}”` : "";
    taught.replaceChildren(...told(found).map((line) => el("li", {}, line)));
  } catch (error) {
    said.textContent = error instanceof TypeError ? "连不上，没有教成；请看程序是否还开着，再按一次" : error.message;
  }
  button.disabled = false;
});
document.body.dataset.ready = "yes";
