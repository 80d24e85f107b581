// Linked highlights: the words of one claim, wherever they stand, and the two sides of one passage.
function light(key, value, on) {
  for (const other of document.querySelectorAll(`[data-${key}="${CSS.escape(value)}"]`)) other.classList.toggle("lit", on);
}
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  for (const [name, on] of [[begin, true], [end, false]]) {
    document.addEventListener(name, (event) => {
      const claim = event.target.closest && event.target.closest("a[data-claim]");
      if (claim) light("claim", claim.dataset.claim, on);
    });
  }
}
