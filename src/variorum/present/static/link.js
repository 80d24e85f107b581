// Linked highlights: the words of one claim, one change and one passage, wherever they stand.
const KEYS = { claim: "a[data-claim]", edit: "mark[data-edit]", passage: "[data-passage]" };
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  for (const [name, on] of [[begin, true], [end, false]]) {
    document.addEventListener(name, (event) => {
      for (const [key, which] of Object.entries(KEYS)) {
        const one = event.target.closest && event.target.closest(which);
        if (!one) continue;
        const among = key === "claim" ? document : one.closest(".pair");
        for (const other of among.querySelectorAll(`[data-${key}="${CSS.escape(one.dataset[key])}"]`)) other.classList.toggle("lit", on);
      }
    });
  }
}
