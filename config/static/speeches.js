// The workbench by keyboard: the same buttons that the mouse presses.
const decisions = () => [...document.querySelectorAll(".decision")];
let here = null;
let busy = false; // an act is under way: a key pressed too early, or held down, must not hit the same decision twice

function go(decision, scroll = true) {
  if (!decision) return;
  document.querySelectorAll(".here").forEach((one) => one.classList.remove("here"));
  here = decision.id;
  const pair = decision.closest(".pair");
  decision.classList.add("here");
  pair.classList.add("here");
  decision.focus({ preventScroll: true });
  if (scroll) pair.scrollIntoView({ block: pair.offsetHeight < window.innerHeight - 120 ? "center" : "start" });
}

function step(by) {
  const all = decisions();
  const at = all.findIndex((one) => one.id === here);
  go(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function nextOpen() {
  const all = decisions();
  const at = all.findIndex((one) => one.id === here);
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  go(order.find((one) => one.classList.contains("proposed")));
}

document.addEventListener("keydown", (event) => {
  if (busy || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  if (key === "n") return nextOpen();
  if (key === "d") return document.getElementById("order")?.click();
  const keys = document.getElementById("keys");
  if (key === "?" || key === "？") return (keys.open = !keys.open);
  if (key === "Escape") return (keys.open = false);
  const decision = document.getElementById(here);
  if (!decision || event.repeat || (key === "Enter" && event.target.closest("a, button, summary"))) return;
  const button = decision.querySelector(`[data-key="${key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// Words lead to their decision; a click beside the buttons of a decision makes it the one that keys act on.
document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-for]");
  if (words) {
    event.preventDefault();
    if (!String(window.getSelection())) go(document.getElementById(words.dataset.for), false);
  } else if (event.target.closest("[data-back]")) {
    event.preventDefault();
    window.location.reload();
  } else if (event.target.closest(".decision") && !event.target.closest("a, button, summary, input, select, label")) {
    go(event.target.closest(".decision"), false);
  }
});

// After an act the pair was swapped: stay on it when it is open or holds a form, else the next open one is at hand.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.classList.contains("near")) return;
  busy = false;
  const fresh = document.getElementById(here);
  if (!fresh || fresh.classList.contains("here")) return fresh?.querySelector("form [autofocus], #id_title")?.focus();
  const left = decisions().some((one) => one.classList.contains("proposed"));
  if (left && !fresh.classList.contains("proposed")) nextOpen();
  else go(fresh, false);
});
// An act by the mouse makes its decision the one at hand.
document.addEventListener("htmx:beforeRequest", (event) => {
  const decision = event.detail.elt.closest(".decision");
  if (!decision || event.detail.elt.classList.contains("near")) return;
  busy = true;
  go(decision, false);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) busy = false;
});

window.addEventListener("load", () => {
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.classList.contains("decision")) go(asked);
  else go(document.querySelector(".decision.proposed"), window.scrollY > 0 || decisions().some((one) => !one.classList.contains("proposed")));
});
