// Remembers who decides, in this browser only, so that the name is typed once.
const KEY = "variorum-who";
for (const field of document.querySelectorAll("input[name=who]")) {
  field.value = field.value || localStorage.getItem(KEY) || "";
  field.addEventListener("change", () => localStorage.setItem(KEY, field.value));
}
