// One view at a time: the address says which. Without this script all views stand one below the other.
const views = [...document.querySelectorAll("main > .view")];
const said = document.getElementById("said");

function target() {
  const name = location.hash.slice(1);
  if (!name) return views[0];
  let plain = name;
  try { plain = decodeURIComponent(name); } catch { /* no encoding after all */ }
  const found = document.getElementById(name) || document.getElementById(plain);
  if (found) return found;
  // "#item=X&account=S" where the card does not quote S: the card itself.
  const card = document.getElementById(plain.replace(/&[^&]*$/, ""));
  if (card) return card;
  said.textContent = "That place is not in this edition: " + plain;
  said.classList.remove("unseen");
  return null;
}

function show() {
  const goal = target();
  const room = (goal && goal.closest(".view")) || views.find((v) => !v.hidden) || views[0];
  if (!room) return;
  if (goal) said.classList.add("unseen");
  for (const view of views) view.hidden = view !== room;
  const solo = goal && goal.closest(".solo");
  // Long texts are read one at a time (`data-one`), under the list to choose from.
  const single = "one" in room.dataset;
  const shown = solo || (single ? room.querySelector(":scope > .solo") : null);
  for (const one of room.querySelectorAll(":scope > .solo")) one.hidden = Boolean(shown) && one !== shown;
  const shelf = room.querySelector(":scope > .shelf");
  if (shelf) {
    shelf.hidden = Boolean(solo) && !single;
    for (const link of shelf.querySelectorAll("a")) {
      if (shown && decodeURIComponent(link.hash.slice(1)) === shown.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  for (const link of document.querySelectorAll("nav [data-view]")) {
    if (link.dataset.view === room.id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!goal || goal === room || goal.id === "main") scrollTo(0, 0);
  else goal.scrollIntoView({ block: goal === solo ? "start" : "center", behavior: "instant" });
  const heading = (solo || room).querySelector("h1, h2");
  if (heading && goal && location.hash) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

if (views.length > 1) {
  document.documentElement.classList.add("rooms");
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => {
    for (const shut of document.querySelectorAll("main > .view:not([hidden]) details")) shut.open = true;
  });
  show();
}
