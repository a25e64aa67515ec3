// Makes the page nicer where scripts run; everything works without it.
"use strict";

// A mail's frame is as high as its text.
for (const frame of document.querySelectorAll("iframe.body")) {
  const fit = () => {
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (root) frame.style.height = Math.min(root.scrollHeight + 24, 6000) + "px";
  };
  frame.addEventListener("load", fit);
  window.addEventListener("resize", fit);
  fit();
}

// Cases and the open mail list follow the service without a reload.
async function refresh() {
  if (document.hidden) return;
  try {
    const panel = document.getElementById("panel");
    const answer = await fetch("/panel");
    const html = await answer.text();
    if (answer.ok && html !== panel.dataset.seen && !panel.contains(document.activeElement)) {
      panel.dataset.seen = html;
      panel.innerHTML = html;
    }
    const list = document.getElementById("list");
    if (list && !list.contains(document.activeElement)) {
      const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
      const fresh = page.getElementById("list");
      if (fresh && fresh.innerHTML !== list.innerHTML) list.innerHTML = fresh.innerHTML;
    }
  } catch (error) {
    // The demo has been stopped; the page stays as it is.
  }
}
window.setInterval(refresh, 4000);

// A form is sent once: moving the clock may take a moment.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    document.body.classList.add("busy");
    window.setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)), 0);
  });
}

// On a small screen the list of desks starts closed.
if (window.matchMedia("(max-width: 60rem)").matches) {
  const people = document.querySelector(".people details");
  if (people) people.open = false;
}
