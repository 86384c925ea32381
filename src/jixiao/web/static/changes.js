// What was changed can be taken back here, by whoever may change.
import { ask } from "./desk.js";

document.querySelectorAll("[data-undo]").forEach((button) => button.addEventListener("click", async () => {
  button.disabled = true;
  try {
    await ask("/api/undo", { batch: button.dataset.undo });
    location.reload();
  } catch (error) {
    button.disabled = false;
    document.getElementById("said").textContent = error.message;
  }
}));
