// The box where one types: commands complete, Enter sends, the arrow up brings back what was typed before.

import { byId, fill, h } from "./dom.js";
import { act, here, messagesHere, world } from "./state.js";
import { reveal } from "./messages.js";

const typed = [];
let recalled = 0;
let marked = 0;

const text = () => byId("composer-text");
const list = () => byId("suggestions");

/** The commands that fit what is typed so far. */
function fitting() {
  const word = text().value;
  if (!/^\/\S*$/.test(word)) return [];
  return world.setup.commands.filter((command) => command.name.startsWith(word.toLowerCase()));
}

function suggest() {
  const fits = fitting();
  marked = Math.min(marked, Math.max(fits.length - 1, 0));
  const rows = fits.map((command, at) =>
    h(
      "li",
      {
        id: `suggestion-${at}`,
        role: "option",
        "aria-selected": String(at === marked),
        onmousedown: (event) => (event.preventDefault(), complete(command)),
      },
      h("b", {}, command.name),
      h("span.usage", {}, command.usage.replace(command.name, "").trim()),
      h("small", {}, command.description),
    ),
  );
  fill(list(), rows);
  list().hidden = !rows.length;
  text().setAttribute("aria-expanded", String(rows.length > 0));
  if (rows.length) text().setAttribute("aria-activedescendant", `suggestion-${marked}`);
  else text().removeAttribute("aria-activedescendant");
}

function complete(command) {
  text().value = `${command.name} `;
  text().focus();
  resize();
  suggest();
}

function resize() {
  text().style.height = "auto";
  text().style.height = `${Math.min(text().scrollHeight, 160)}px`;
  document.querySelector(".send").disabled = !text().value.trim();
}

/** Send this text as if it had been typed. */
export async function send(words) {
  const waiting = byId("waiting");
  typed.push(words);
  recalled = typed.length;
  waiting.hidden = !words.startsWith("/");
  reveal(waiting.hidden ? null : waiting);
  const before = messagesHere().length;
  await act("say", { channel: here.channel, text: words });
  waiting.hidden = true;
  if (messagesHere().length > before) reveal(byId("messages").lastElementChild);
}

function submit() {
  const words = text().value.trim();
  if (!words) return;
  text().value = "";
  resize();
  suggest();
  send(words);
}

function recall(step) {
  const at = recalled + step;
  if (at < 0 || at > typed.length) return;
  recalled = at;
  text().value = typed[at] || "";
  resize();
}

function onKey(event) {
  const fits = list().hidden ? [] : fitting();
  const typedWhole = fits.some((command) => command.name === text().value);
  if (event.isComposing) return;
  if (fits.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    marked = (marked + (event.key === "ArrowDown" ? 1 : -1) + fits.length) % fits.length;
    suggest();
  } else if (fits.length && (event.key === "Tab" || (event.key === "Enter" && !typedWhole))) complete(fits[marked]);
  else if (event.key === "Escape") list().hidden = true;
  else if (event.key === "Enter" && !event.shiftKey) submit();
  else if (event.key === "ArrowUp" && (!text().value || recalled < typed.length)) recall(-1);
  else if (event.key === "ArrowDown" && recalled < typed.length) recall(1);
  else return;
  event.preventDefault();
}

export function startComposer() {
  text().addEventListener("input", () => ((marked = 0), (recalled = typed.length), resize(), suggest()));
  text().addEventListener("keydown", onKey);
  text().addEventListener("blur", () => (list().hidden = true));
  byId("composer").addEventListener("submit", (event) => (event.preventDefault(), submit()));
  resize();
}
