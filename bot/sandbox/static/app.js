// The page: it draws what this person sees, and starts everything.

import { blocks } from "./blocks.js";
import { startComposer, send } from "./composer.js";
import { showModal } from "./dialogs.js";
import { byId, fill, h } from "./dom.js";
import { showMessages } from "./messages.js";
import { goTo, openSidebar, showClock, showPeople, showPlaces, startClock, unread } from "./sidebar.js";
import { act, here, inDm, loadSetup, me, messagesHere, onChange, poll, refresh, world } from "./state.js";
import { channelName } from "./mrkdwn.js";

const EXAMPLES = ["/lead acme", "/leads", "/sales-help"];
const TO_TRY = [
  ["Ask", "type a command below, or press one of these:"],
  ["Rate", "press a thumb under an answer, or react to a message here with an emoji"],
  ["Switch", "be somebody else in the sidebar: a rep sees their own pursuits, the manager the team's"],
  ["Wait", "move the clock a day or a week: promises become overdue, silence gets longer"],
];
let homeDrawn = "";
let lookedAt = "";

function showTop() {
  const dm = inDm();
  byId("place-name").textContent = dm ? "Sales Assistant" : `# ${channelName(here.channel)}`;
  byId("place-note").textContent = dm ? "App · answers here are real messages" : "A channel · answers are visible to you only";
  byId("tabs").hidden = !dm;
  const tab = (name, label, count = 0) =>
    h(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(here.tab === name), onclick: () => goTo(here.channel, name) },
      label,
      count > 0 && h("span.count", { "aria-label": `${count} new` }, String(count)),
    );
  const waiting = here.tab === "home" ? unread(here.channel) : 0;
  const drawn = `${dm}${here.tab}${waiting}`;
  if (byId("tabs").dataset.drawn !== drawn) fill(byId("tabs"), tab("messages", "Messages", waiting), tab("home", "Home"));
  byId("tabs").dataset.drawn = drawn;
  byId("composer-text").placeholder = dm ? "Try /lead acme" : `Message #${channelName(here.channel)}, or try /lead acme`;
}

/** Those examples whose commands there are. */
function examples() {
  const known = new Set(world.setup.commands.map((command) => command.name));
  return EXAMPLES.filter((example) => known.has(example.split(" ")[0]));
}

function showWelcome() {
  const node = byId("welcome");
  node.hidden = here.tab === "home" || messagesHere().length > 0;
  if (node.hidden || node.childElementCount) return;
  const chips = examples();
  fill(
    node,
    h("h2", {}, "Try the assistant"),
    h("p", {}, "A workspace that runs on this machine: the real assistant, a generated sample company, nobody else."),
    h(
      "ul",
      {},
      TO_TRY.map(([word, rest], at) =>
        h(
          "li",
          {},
          h("b", {}, word),
          h("span", {}, rest, at === 0 && h("div.chips", {}, chips.map((chip) => h("button.chip", { type: "button", onclick: () => send(chip) }, chip)))),
        ),
      ),
    ),
  );
}

function showHome() {
  const node = byId("home");
  const home = world.seen.home;
  const visible = inDm() && here.tab === "home";
  node.hidden = !visible;
  byId("messages").hidden = byId("composer").hidden = visible;
  const looked = `${here.user}${here.channel}${here.tab}`;
  if (looked !== lookedAt) byId("scroll").scrollTop = visible ? 0 : byId("scroll").scrollHeight;
  lookedAt = looked;
  const drawn = `${here.user}${home?.hash}`;
  if (!visible || drawn === homeDrawn) return;
  homeDrawn = drawn;
  const values = {};
  const use = { place: { view_id: home?.id }, values, send: (place, chosen) => act("click", { place: { ...place, values }, chosen }) };
  fill(node, home ? blocks(home.blocks, use) : h("p.empty", {}, "Nothing here yet: the app shows its Home a moment after it is opened."));
}

function show() {
  document.body.dataset.tab = inDm() ? here.tab : "messages";
  showPeople();
  showPlaces();
  showClock();
  showTop();
  showMessages();
  showWelcome();
  showHome();
  showModal();
}

async function start() {
  await loadSetup();
  const people = world.setup.people;
  here.user = people.find((person) => person.id === sessionStorage.getItem("user"))?.id || people[0].id;
  here.channel = me().dm;
  onChange(show);
  startComposer();
  fill(byId("examples"), "Try", examples().map((example) => h("button", { type: "button", onclick: () => send(example) }, example)));
  startClock();
  byId("open-sidebar").addEventListener("click", () => openSidebar(true));
  byId("close-sidebar").addEventListener("click", () => openSidebar(false));
  byId("overlay").addEventListener("click", () => openSidebar(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && openSidebar(false));
  await refresh();
  act("open", { tab: "messages" });
  byId("composer-text").focus();
  poll();
}

start();
