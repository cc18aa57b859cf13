// The messages of the conversation, with their reactions; only what changed is drawn anew.

import { blocks } from "./blocks.js";
import { byId, fill, h } from "./dom.js";
import { PICKER, emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { act, here, me, messagesHere, nameOf, world } from "./state.js";
import { avatar } from "./sidebar.js";
import { dayOf, isoDayOf, ofTs, timeOf } from "./times.js";

const drawn = new Map();

/** Draw the conversation; scroll down where something new was said. */
export function showMessages() {
  const messages = messagesHere();
  const nodes = [];
  let day = "";
  for (const message of messages) {
    const date = ofTs(message.ts);
    if (isoDayOf(date) !== day) {
      day = isoDayOf(date);
      nodes.push(node(`day|${day}`, day, () => h("li.day", {}, h("span", {}, dayOf(date)))));
    }
    nodes.push(node(`${here.channel}|${message.ts}`, message, () => row(message, date)));
  }
  place(byId("messages"), nodes);
}

/** The node made for this before, while it says the same. */
function node(key, content, make) {
  const text = JSON.stringify([here.user, content]);
  if (drawn.get(key)?.text !== text) drawn.set(key, { text, node: make() });
  return drawn.get(key).node;
}

function place(list, nodes) {
  const same = nodes.length === list.children.length && nodes.every((one, at) => list.children[at] === one);
  if (same) return;
  const grown = nodes.at(-1) !== list.lastElementChild;
  const focused = document.activeElement;
  fill(list, nodes);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  if (grown) reveal(nodes.at(-1));
}

/** Bring the newest message into view: its beginning where it is taller than the window. */
export function reveal(last) {
  const scroll = byId("scroll");
  requestAnimationFrame(() => {
    if (!last) return;
    const tall = last.offsetHeight > scroll.clientHeight - 24;
    const question = last.previousElementSibling?.matches(".typed") ? last.previousElementSibling : last;
    scroll.scrollTop = tall ? question.offsetTop - 8 : scroll.scrollHeight;
  });
}

function row(message, date) {
  const own = message.user === here.user;
  if (message.ephemeral && own) return typed(message, date);
  const isApp = message.user === world.setup.bot;
  return h(
    `li.message${message.ephemeral ? ".ephemeral" : ""}`,
    {},
    avatar(message.user),
    h(
      "div.content",
      {},
      message.ephemeral && h("p.only-you", {}, "Only visible to you"),
      h("p.who", {}, h("b", {}, nameOf(message.user)), isApp && h("span.badge", {}, "App"), h("time", { dateTime: date.toISOString() }, timeOf(date)), message.edited && h("span.edited", {}, "(edited)")),
      h("div.body", {}, body(message)),
      !message.ephemeral && reactions(message),
    ),
    !message.ephemeral && picker(message),
  );
}

/** A command that was typed: Slack does not show it, but a row of answers reads better with its questions. */
const typed = (message, date) =>
  h("li.typed", {}, h("span", {}, `${nameOf(message.user)} typed`), h("code", {}, message.text), h("time", { dateTime: date.toISOString() }, timeOf(date)));

function body(message) {
  if (!message.blocks) return h("div.text", {}, mrkdwn(message.text));
  const send = (place, chosen) => act("click", { place, chosen });
  return blocks(message.blocks, { place: { channel: here.channel, ts: message.ts }, send });
}

const react = (message, name) => act("react", { channel: here.channel, ts: message.ts, name });

function reactions(message) {
  if (!message.reactions) return null;
  return h(
    "div.reactions",
    {},
    message.reactions.map((given) => {
      const mine = given.users.includes(me().id);
      const who = given.users.map(nameOf).join(", ");
      return h(
        "button.reaction",
        { type: "button", "aria-pressed": String(mine), title: who, "aria-label": `${given.name}, ${given.count}: ${who}`, onclick: () => react(message, given.name) },
        emoji(given.name),
        h("span", {}, String(given.count)),
      );
    }),
  );
}

/** The faces to react with: shown under the pointer, and on a phone behind a button. */
function picker(message) {
  const faces = PICKER.map((name) =>
    h("button", { type: "button", "aria-label": `React with ${name}`, title: `:${name}:`, onclick: () => react(message, name) }, emoji(name)),
  );
  const group = h("div.picker", { role: "group", "aria-label": "Add a reaction" }, faces);
  const toggle = h("button.react", { type: "button", "aria-label": "React", onclick: () => group.classList.toggle("open") }, emoji("slightly_smiling_face"), "+");
  return [toggle, group];
}
