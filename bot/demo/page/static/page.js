// Makes the page nicer where scripts run; everything works without it. Parts are refreshed by htmx (base.html).
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

// What a page says when it has just come is read out as well: a live region tells only what changes.
const status = document.getElementById("status");
if (status.textContent.trim()) {
  const told = [...status.childNodes];
  status.replaceChildren();
  window.requestAnimationFrame(() => status.replaceChildren(...told));
}

// A form that leaves the page is sent once; the clock's is held back by htmx while it runs.
for (const form of document.querySelectorAll("main form")) {
  form.addEventListener("submit", () => {
    window.setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)), 0);
  });
}
const isClock = (event) => event.target.classList.contains("clock");
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (!isClock(event)) return;
  document.body.classList.add("busy");
  say("The clock is moving …");
});
document.body.addEventListener("htmx:afterRequest", () => document.body.classList.remove("busy"));
document.body.addEventListener("htmx:sendError", (event) => {
  if (isClock(event)) say("The demo does not answer: has it been stopped?");
});

function say(words) {
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = words;
  status.replaceChildren(line);
}

// On a small screen the list of desks starts closed.
if (window.matchMedia("(max-width: 60rem)").matches) {
  const people = document.querySelector(".people details");
  if (people) people.open = false;
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("main form button").forEach((button) => (button.disabled = false));
});
