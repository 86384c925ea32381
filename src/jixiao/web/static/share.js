// Forms that nobody has are shared among reviewers.
import { ask } from "./desk.js";

const share = document.getElementById("share"), said = document.getElementById("shared");
share?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const { shared } = await ask("/api/review/share", { people: new FormData(share).getAll("people") });
    said.textContent = shared ? `分了 ${shared} 份` : "没有没人办的了";
    if (shared) location.reload();
  } catch (error) {
    said.textContent = error instanceof TypeError ? "连不上，没有分；请看程序是否还开着，再按一次" : error.message;
  }
});
