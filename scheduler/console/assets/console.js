// What HTML and htmx cannot do: the reader's zone, whether the page is live, and the keys of the review list.
"use strict";

const root = document.documentElement;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && root.dataset.zone !== zone && navigator.cookieEnabled) {
  document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Strict`;
  // Once only: a zone that the server does not know would have it reload for ever.
  if (!sessionStorage.getItem("zone-told")) {
    sessionStorage.setItem("zone-told", "1");
    location.reload();
  }
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What was asked for and refused is told in the sentence of the answer: htmx itself shows nothing then.
function tell(sentence) {
  const told = document.getElementById("told");
  told.textContent = sentence || told.dataset.gone;
  told.hidden = false;
}
document.addEventListener("htmx:responseError", (refused) => {
  const answer = new DOMParser().parseFromString(refused.detail.xhr.responseText, "text/html");
  tell(answer.querySelector(".error p")?.textContent);
});
document.addEventListener("htmx:sendError", () => tell(""));
document.addEventListener("htmx:afterSwap", () => { document.getElementById("told").hidden = true; });

function showAlive(lives) {
  const mark = document.getElementById("alive");
  if (!mark) return;
  mark.classList.toggle("lives", lives);
  mark.querySelector(".says").textContent = lives ? mark.dataset.on : mark.dataset.off;
}
document.addEventListener("htmx:sseOpen", () => showAlive(true));
document.addEventListener("htmx:sseError", () => showAlive(false));
document.addEventListener("htmx:sseClose", () => showAlive(false));

// Rows that moved or are gone leave their old places; a message begins by naming them (moved.html).
document.addEventListener("htmx:sseBeforeMessage", (told) => {
  const gone = /^<!--gone ([\d ]+)-->/.exec(told.detail.data);
  for (const id of gone ? gone[1].split(" ") : []) document.getElementById(`event-${id}`)?.remove();
});

// A row that came live is lit for a moment.
document.addEventListener("htmx:afterSwap", (swap) => {
  if (swap.target.id !== "cards") return;
  for (const card of swap.target.querySelectorAll(".card:not(.known)")) card.classList.add("known", "fresh");
});
for (const card of document.querySelectorAll("#cards .card")) card.classList.add("known");

const items = document.getElementById("items");
if (items) {
  let at = 0;
  const show = (index) => {
    const all = items.querySelectorAll(".item");
    if (!all.length) return;
    at = Math.max(0, Math.min(index, all.length - 1));
    for (const one of all) one.classList.toggle("chosen", one === all[at]);
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };
  let undone = false;
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(press.target.tagName)) return;
    const all = items.querySelectorAll(".item");
    if (press.key === "j" || press.key === "k") {
      show(at + (press.key === "j" ? 1 : -1));
    } else if (press.key === "u") {
      // The last decision is that of the nearest decided row above, or this one.
      let last = Math.min(at, all.length - 1);
      while (last >= 0 && !all[last].classList.contains("done")) last -= 1;
      if (last < 0) return;
      undone = true;
      show(last);
      all[last].querySelector('[data-key="u"]').click();
    } else if ("cdn".includes(press.key) && press.key.length === 1) {
      const button = all[at] && all[at].querySelector(`[data-key="${press.key}"]`);
      if (!button) return;
      undone = false;
      button.click();
    } else {
      return;
    }
    press.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", () => {
    const all = items.querySelectorAll(".item");
    if (!all[at]) return;
    show(all[at].classList.contains("done") && !undone ? at + 1 : at);
  });
  show(0);
}
