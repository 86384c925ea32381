// Where another reading differs from the one at hand: the middle that is not the same is marked.
export function marked(one, other) {
  const a = [...one], b = [...other];
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const mark = document.createElement("mark");
  mark.textContent = b.slice(start, b.length - end).join("") || "‸";
  const around = (text) => (text.length > 40 ? `…${text.slice(-18)}` : text);
  const after = b.slice(b.length - end).join("");
  return [around(b.slice(0, start).join("")), mark, after.length > 40 ? `${after.slice(0, 18)}…` : after];
}
