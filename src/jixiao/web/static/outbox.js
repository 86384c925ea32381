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
    this.busy = null; // a promise while letters are being sent
    this.posted = 0; // letters since the page was opened
    this.again = false; // a letter came while the last one was on its way
    addEventListener("online", () => this.flush());
    if (this.size) this.told("waiting", this.size);
    this.flush();
  }

  get size() { return waiting().length; }

  post(path, body) {
    const letter = { id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()), path, body };
    keep([...waiting(), letter]);
    this.posted += 1;
    this.told("waiting", this.size);
    this.flush();
    return letter.id;
  }

  // True as soon as nothing waits any more, false where something cannot be sent now.
  async empty() {
    while (this.busy) await this.busy;
    return this.size === 0;
  }

  flush() {
    if (this.busy) this.again = true;
    else this.busy = this.send();
    return this.busy;
  }

  async send() {
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
      this.busy = null;
      if (this.again) { this.again = false; this.flush(); }
    }
  }
}
