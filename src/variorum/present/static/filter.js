// The filter of the matrix: words, verdict, measure.
for (const form of document.querySelectorAll("form.filter")) {
  const table = document.querySelector(`[data-filter="${form.dataset.for}"]`);
  if (!table) continue;
  form.hidden = false;
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: null }));
  const count = form.querySelector(".count");
  const apply = () => {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdict = form.elements.verdict.value;
    const measure = form.elements.measure.value;
    let shown = 0;
    for (const one of rows) {
      if (wanted.length && one.text === null) one.text = one.row.textContent.toLowerCase();
      const fits =
        (!verdict || one.row.dataset.verdict === verdict) &&
        (!measure || one.row.dataset.measure === measure) &&
        wanted.every((word) => one.text.includes(word));
      if (one.row.hidden === fits) one.row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} items`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
