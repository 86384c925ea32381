// What was typed is first written down on this machine and then sent; what could not be sent is sent again.
import { Refusal, ask, remember, remembered } from "./desk.js";

const KEY = "jixiao.outbox";

function waiting() {
  try { return JSON.parse(remembered(KEY) ?? "[]"); } catch { return []; }
}
function keep(list) { remember(KEY, list.length ? JSON.stringify(list) : null); }

export class Outbox {
  // `told` is called with ("saved" | "waiting" | "lost" | "ended", number waiting); `done` with (letter, answer),
  // `refused` with (letter, Refusal).
  constructor(told, done, refused) {
    this.told = told;
    this.done = done;
    this.refused = refused;
    this.busy = false;
    addEventListener("online", () => this.flush());
    this.flush();
  }

  get size() { return waiting().length; }

  post(path, body) {
    const letter = { id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()), path, body };
    keep([...waiting(), letter]);
    this.told("waiting", this.size);
    this.flush();
    return letter.id;
  }

  async flush() {
    if (this.busy) return;
    this.busy = true;
    const work = async () => {
      for (let next = waiting()[0]; next; next = waiting()[0]) {
        let answer = null, refusal = null;
        try {
          answer = await ask(next.path, { ...next.body, letter: next.id });
        } catch (error) {
          if (!(error instanceof Refusal) || error.status >= 500 || error.status === 429) {
            this.told("lost", this.size, error instanceof Refusal ? error.message : "");
            setTimeout(() => this.flush(), 2500);
            return;
          }
          if (error.status === 401) { this.told("ended", this.size, error.message); return; }
          refusal = error;
        }
        keep(waiting().filter((each) => each.id !== next.id));
        refusal ? this.refused(next, refusal) : this.done(next, answer);
      }
      this.told("saved", 0);
    };
    try {
      // Two windows send one after the other.
      if (navigator.locks) await navigator.locks.request(KEY, work); else await work();
    } finally {
      this.busy = false;
    }
  }
}
