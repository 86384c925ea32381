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

// The other text as nodes: what this text has not is marked; by the longest common run of characters.
export function compared(mine, other) {
  const a = [...mine], b = [...other];
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) long[i][j] = a[i] === b[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  }
  const out = [];
  const add = (char, added) => {
    const last = out.at(-1);
    if (last && last.added === added) last.text += char; else out.push({ text: char, added });
  };
  let i = 0, j = 0;
  while (j < b.length) {
    if (i < a.length && a[i] === b[j]) { add(b[j], false); i += 1; j += 1; }
    else if (i < a.length && long[i + 1][j] >= long[i][j + 1]) i += 1;
    else { add(b[j], true); j += 1; }
  }
  return out.map(({ text, added }) => {
    const node = document.createElement(added ? "mark" : "span");
    node.textContent = text;
    return node;
  });
}
