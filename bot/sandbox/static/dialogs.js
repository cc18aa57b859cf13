// Modals of the app, and its "are you sure?".

import { blocks } from "./blocks.js";
import { byId, fill, h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { act, world } from "./state.js";

const shown = { id: null, hash: null, values: {}, errors: {} };

/** Show the topmost modal of this person, or none. What was typed stays while the same modal changes. */
export function showModal() {
  const dialog = byId("modal");
  const view = world.seen.views.at(-1);
  if (!view) {
    if (dialog.open) dialog.close();
    shown.id = null;
    return;
  }
  if (view.id === shown.id && view.hash === shown.hash && dialog.open) return;
  if (view.id !== shown.id) Object.assign(shown, { values: {}, errors: {} });
  Object.assign(shown, { id: view.id, hash: view.hash });
  draw(dialog, view);
  if (!dialog.open) dialog.showModal();
}

function draw(dialog, view) {
  const use = {
    place: { view_id: view.id },
    values: shown.values,
    errors: shown.errors,
    send: (place, chosen) => act("click", { place: { ...place, values: shown.values }, chosen }),
  };
  const close = () => act("close", { view_id: view.id });
  dialog.oncancel = (event) => (event.preventDefault(), close());
  fill(
    dialog,
    h(
      "form.view",
      { onsubmit: (event) => (event.preventDefault(), submit(dialog, view)) },
      h(
        "header",
        {},
        h("h2", { id: "modal-title" }, textObject(view.title)),
        h("button.plain", { type: "button", "aria-label": "Close", onclick: close }, "✕"),
      ),
      h("div.view-body", {}, blocks(view.blocks, use)),
      h(
        "footer",
        {},
        h("button.btn.default", { type: "button", onclick: close }, view.close ? textObject(view.close) : "Close"),
        view.submit && h("button.btn.primary", { type: "submit" }, textObject(view.submit)),
      ),
    ),
  );
}

/** Slack itself refuses what is empty; the app answers the rest. */
async function submit(dialog, view) {
  shown.errors = missing(view);
  if (!Object.keys(shown.errors).length) {
    const button = dialog.querySelector("button[type=submit]");
    button?.setAttribute("aria-busy", "true");
    const outcome = await act("submit", { view_id: view.id, values: filledIn(view) });
    button?.removeAttribute("aria-busy");
    shown.errors = outcome.errors || {};
  }
  if (Object.keys(shown.errors).length) {
    draw(dialog, view);
    dialog.querySelector(".wrong input, .wrong textarea, .wrong select")?.focus();
  }
}

const EMPTY = {
  static_select: "selected_option",
  radio_buttons: "selected_option",
  checkboxes: "selected_options",
  multi_static_select: "selected_options",
  users_select: "selected_user",
  datepicker: "selected_date",
  timepicker: "selected_time",
};

/** The values as Slack sends them: a field that was left alone is there too, with nothing in it. */
function filledIn(view) {
  const values = structuredClone(shown.values);
  for (const { type, block_id: blockId, element } of view.blocks) {
    if (type !== "input") continue;
    const name = EMPTY[element.type] || "value";
    (values[blockId] ??= {})[element.action_id] ??= { type: element.type, [name]: name === "selected_options" ? [] : null };
  }
  return values;
}

function missing(view) {
  const errors = {};
  for (const block of view.blocks) {
    if (block.type !== "input" || block.optional) continue;
    const value = Object.entries(shown.values[block.block_id]?.[block.element.action_id] || {}).find(([key]) => key !== "type")?.[1];
    if (value === undefined || value === null || value === "" || value.length === 0) errors[block.block_id] = "Please fill this in.";
  }
  return errors;
}

/** Ask before doing it; resolves to whether the person agreed. */
export function confirmed(question) {
  const dialog = byId("confirm");
  return new Promise((resolve) => {
    const answer = (yes) => (dialog.close(), resolve(yes));
    dialog.oncancel = (event) => (event.preventDefault(), answer(false));
    fill(
      dialog,
      h("h2", { id: "confirm-title" }, textObject(question.title)),
      h("p", {}, textObject(question.text)),
      h(
        "footer",
        {},
        h("button.btn.default", { type: "button", onclick: () => answer(false) }, textObject(question.deny)),
        h(`button.btn.${question.style || "primary"}`, { type: "button", onclick: () => answer(true) }, textObject(question.confirm)),
      ),
    );
    dialog.showModal();
  });
}
