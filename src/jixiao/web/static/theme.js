// Runs before the page is drawn, so that it is not drawn in the other theme first.
{
  let chosen = null;
  try { chosen = localStorage.getItem("jixiao.theme"); } catch { /* private window */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}
