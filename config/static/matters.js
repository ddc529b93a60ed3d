// The list of all matters by keyboard, in the manner of the workbench; and names suggested while one types.
const lines = () => [...document.querySelectorAll(".matters tbody tr")];
const ticks = () => [...document.querySelectorAll('.matters [name="pick"]')];
let here = -1;

function go(to) {
  const all = lines();
  if (!all.length) return;
  all[here]?.classList.remove("here");
  here = Math.min(Math.max(to, 0), all.length - 1);
  all[here].classList.add("here");
  all[here].querySelector("a").focus({ preventScroll: true });
  all[here].scrollIntoView({ block: "nearest" });
}

function count() {
  const picked = ticks().filter((one) => one.checked).length;
  const shown = document.getElementById("picked");
  if (shown) shown.textContent = `${picked} 项`;
  document.getElementById("bulk-bar")?.classList.toggle("live", picked > 0);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const keys = document.getElementById("keys");
  if (key === "j") return go(here + 1);
  if (key === "k") return go(here - 1);
  if (key === "?" || key === "？") return (keys.open = !keys.open);
  if (key === "Escape") return (keys.open = false);
  if (key === "/") {
    event.preventDefault();
    return document.querySelector("[data-find]")?.focus();
  }
  const line = lines()[here];
  if (key === "x") line?.querySelector('[name="pick"]')?.click();
  if (key === "Enter" && line && !event.target.closest("a, button, summary")) line.querySelector("a").click();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-page") ticks().forEach((one) => (one.checked = event.target.checked));
  if (event.target.matches('#pick-page, [name="pick"]')) {
    const picked = document.querySelector('[name="scope"][value="picked"]');
    if (picked) picked.checked = true;
    count();
  }
});

// Names within one's own reach, asked for after a short rest.
let resting;
document.addEventListener("input", (event) => {
  const { suggest } = event.target.dataset;
  if (!suggest) return;
  clearTimeout(resting);
  resting = setTimeout(async () => {
    const answer = await fetch(`${suggest}?q=${encodeURIComponent(event.target.value)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const names = await answer.json();
    const list = event.target.list;
    list.replaceChildren(...names.names.map((name) => Object.assign(document.createElement("option"), { value: name })));
  }, 200);
});

window.addEventListener("load", () => {
  const all = document.getElementById("pick-page");
  if (all) all.hidden = false;
  count();
});
