// One accepted value after the other: Enter says that it is right, or what it should be.
const place = document.getElementById("sample");

function ready() {
  const input = place.querySelector("textarea");
  if (!input) return;
  input.focus();
  input.select();
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(input);
  });
}

async function send(input) {
  if (input.readOnly) return; // it is on its way
  input.readOnly = true;
  const { source, record, path, was } = input.closest(".editor").dataset;
  const said = place.querySelector(".said");
  try {
    const answer = await fetch(place.dataset.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Jixiao": document.body.dataset.proof, Accept: "text/html" },
      body: JSON.stringify({ source, record, path, was, now: input.value }),
    });
    if (!answer.ok) throw new Error(answer.headers.get("Content-Type")?.includes("json") ? (await answer.json()).message : "没有存上，请刷新页面再试");
    place.innerHTML = await answer.text();
    ready();
  } catch (error) {
    input.readOnly = false;
    said.className = "said bad";
    said.textContent = error instanceof TypeError ? "连不上工作台，没有存；请看程序是否还开着，再按一次回车" : error.message;
  }
}
ready();
document.body.dataset.ready = "yes";
