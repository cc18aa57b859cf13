// The sidebar: who one is, the conversations, and the clock.

import { byId, fill, h } from "./dom.js";
import { act, changed, here, me, nameOf, now, refresh, world } from "./state.js";
import { isoDayOf, longDayOf, onDay, timeOf } from "./times.js";

const ROLES = { rep: "Sales rep", manager: "Sales manager", admin: "Admin" };
const seen = new Map();

/** A square with somebody's initials; the app has its own picture. */
export function avatar(userId) {
  if (userId === world.setup.bot) return h("span.avatar.app", { "aria-hidden": "true" });
  const initials = nameOf(userId).split(/\s+/).slice(0, 2).map((word) => word[0]).join("");
  const place = world.setup.people.findIndex((person) => person.id === userId);
  return h(`span.avatar.tint-${place < 0 ? "none" : place % 4}`, { "aria-hidden": "true" }, initials);
}

export function openSidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  byId("overlay").hidden = !open;
}

/** Go to a conversation, or to a tab of the app. */
export function goTo(channel, tab = "messages") {
  here.channel = channel;
  here.tab = tab;
  openSidebar(false);
  if (channel === me().dm) act("open", { tab });
  byId("composer-text").focus();
  changed();
}

function become(person) {
  const wasDm = here.channel === me()?.dm;
  here.user = person.id;
  here.channel = wasDm || !here.channel ? person.dm : here.channel;
  world.version = -1;
  world.seen = { messages: {}, views: [], home: null };
  sessionStorage.setItem("user", person.id);
  openSidebar(false);
  refresh().then(() => wasDm && act("open", { tab: here.tab }));
}

export function showPeople() {
  const nodes = world.setup.people.map((person) => {
    const current = person.id === here.user;
    return h(
      "button.person",
      { type: "button", role: "radio", "aria-checked": String(current), onclick: () => current || become(person) },
      avatar(person.id),
      h("span", {}, h("b", {}, person.name), h("small", {}, `${ROLES[person.role] || person.role} · ${person.tz.split("/").at(-1).replaceAll("_", " ")}`)),
    );
  });
  redraw(byId("people"), nodes, here.user);
}

/** How much was said there that this person has not looked at. */
export function unread(channel) {
  const key = `${here.user}|${channel}`;
  const messages = (world.seen.messages[channel] || []).filter((message) => message.user !== here.user);
  const last = messages.at(-1)?.ts || "0";
  if (channel === here.channel && here.tab === "messages") seen.set(key, last);
  if (!seen.has(key)) seen.set(key, last);
  return messages.filter((message) => message.ts > seen.get(key)).length;
}

export function showPlaces() {
  const dm = me().dm;
  const places = [
    { channel: dm, label: "Sales Assistant", mark: avatar(world.setup.bot) },
    ...world.setup.channels.map((channel) => ({ channel: channel.id, label: channel.name, mark: h("span.hash", { "aria-hidden": "true" }, "#") })),
  ];
  const counts = places.map((place) => unread(place.channel));
  const nodes = places.map((place, at) =>
    h(
      "li",
      {},
      h(
        `button.place${counts[at] ? ".unread" : ""}`,
        { type: "button", "aria-current": place.channel === here.channel ? "page" : undefined, onclick: () => goTo(place.channel) },
        place.mark,
        h("span", {}, place.label),
        counts[at] > 0 && h("span.count", { "aria-label": `${counts[at]} new` }, String(counts[at])),
      ),
    ),
  );
  redraw(byId("places"), nodes, [here.user, here.channel, counts]);
}

/** Draw anew only where it would look different, so that the focus stays where it is. */
function redraw(parent, nodes, key) {
  const text = JSON.stringify(key);
  if (parent.dataset.drawn === text) return;
  parent.dataset.drawn = text;
  const focused = [...parent.querySelectorAll("button")].indexOf(document.activeElement);
  fill(parent, nodes);
  if (focused >= 0) parent.querySelectorAll("button")[focused]?.focus();
}

export function showClock() {
  byId("clock-day").textContent = longDayOf(now());
  byId("clock-time").textContent = ` ${timeOf(now())}`;
  const picker = byId("clock-date");
  picker.min = isoDayOf(now());
  if (document.activeElement !== picker) picker.value = isoDayOf(now());
}

export function startClock() {
  document.querySelectorAll("[data-days]").forEach((button) =>
    button.addEventListener("click", () => act("clock", { days: Number(button.dataset.days) })),
  );
  byId("clock-date").addEventListener("change", (event) => {
    const day = event.target.value;
    if (day && day > isoDayOf(now())) act("clock", { to: onDay(day, now()).toISOString() });
  });
}
