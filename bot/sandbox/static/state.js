// What the page knows: the setup, what this person sees, where they are; and the requests behind it.

import { toast } from "./dom.js";

const POLL_MS = 700;

export const world = { setup: null, seen: { messages: {}, views: [], home: null }, version: -1, now: null, offset: 0 };

/** Where the person is: who they are, which conversation, and which tab of the app. */
export const here = { user: null, channel: null, tab: "messages" };

const listeners = new Set();

/** Be called whenever something changed. */
export const onChange = (listener) => listeners.add(listener);
export const changed = () => listeners.forEach((listener) => listener());

export const me = () => world.setup.people.find((person) => person.id === here.user);
export const inDm = () => here.channel === me().dm;
export const nameOf = (userId) => world.setup.names[userId] || userId;
export const messagesHere = () => world.seen.messages[here.channel] || [];

/** The workspace's present moment. */
export const now = () => new Date(Date.now() + world.offset);

/** A choice that this person made on a message, such as a thumb; kept for as long as the tab is open. */
export const chosen = {
  key: (place, actionId) => ["chosen", here.user, place.channel || place.view_id, place.ts, actionId].join("|"),
  get: (place, actionId) => sessionStorage.getItem(chosen.key(place, actionId)),
  put: (place, actionId, value) => sessionStorage.setItem(chosen.key(place, actionId), value),
};

async function request(path, options) {
  const reply = await fetch(path, options);
  return reply.json();
}

export async function loadSetup() {
  world.setup = await request("/sandbox/setup");
}

/** Ask what changed, and tell whoever listens. */
export async function refresh() {
  const user = here.user;
  let state;
  try {
    state = await request(`/sandbox/state?user=${encodeURIComponent(user)}&since=${world.version}`);
  } catch {
    return setConnected(false);
  }
  setConnected(true);
  if (user !== here.user) return undefined;
  world.offset = new Date(state.now) - Date.now();
  if (state.version !== world.version && state.messages) {
    world.version = state.version;
    world.seen = state;
  }
  return changed();
}

function setConnected(connected) {
  document.body.classList.toggle("offline", !connected);
}

/** Look again and again, while somebody is looking. */
export function poll() {
  setTimeout(async () => {
    if (!document.hidden) await refresh();
    poll();
  }, POLL_MS);
}

/** Do something as this person; gives what came back, and shows a sentence where it went wrong. */
export async function act(kind, details) {
  let outcome;
  try {
    outcome = await request("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ kind, user: here.user, ...details }),
    });
  } catch {
    outcome = { error: "The workspace does not answer; is the demo still running?" };
  }
  if (outcome.error) toast(outcome.error);
  await refresh();
  return outcome;
}
