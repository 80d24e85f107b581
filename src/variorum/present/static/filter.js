// The filter of the matrix: words, verdict, measure. The browser lays out few rows at a time, so that typing stays quick.
const MOST = 120;
for (const form of document.querySelectorAll("form.filter")) {
  const table = document.querySelector(`[data-filter="${form.dataset.for}"]`);
  if (!table) continue;
  form.hidden = false;
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: null }));
  const count = form.querySelector(".count");
  const all = form.querySelector("button");
  let most = MOST;
  const apply = () => {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdict = form.elements.verdict.value;
    const measure = form.elements.measure.value;
    let found = 0;
    for (const one of rows) {
      if (wanted.length && one.text === null) one.text = one.row.textContent.toLowerCase();
      const fits =
        (!verdict || one.row.dataset.verdict === verdict) &&
        (!measure || one.row.dataset.measure === measure) &&
        wanted.every((word) => one.text.includes(word));
      found += fits;
      const hide = !fits || found > most;
      if (one.row.hidden !== hide) one.row.hidden = hide;
    }
    count.textContent = `${found} of ${rows.length} items` + (found > most ? `, the first ${most} shown` : "");
    all.hidden = found <= most;
  };
  form.addEventListener("input", () => { most = MOST; apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  all.addEventListener("click", () => { most = rows.length; apply(); });
  addEventListener("beforeprint", () => { most = rows.length; apply(); });
  apply();
}
