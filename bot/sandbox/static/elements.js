// What can be clicked, chosen or filled in. Each element keeps its value in `use.values` and may send a click.

import { h, safeHref } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { textObject } from "./mrkdwn.js";
import { chosen, world } from "./state.js";
import { confirmed } from "./dialogs.js";

const words = (text) => (text?.emoji === false ? text.text : withEmoji(text?.text || ""));

/** The nodes of one element of this block. */
export function element(one, blockId, use) {
  return (ELEMENT[one.type] || unknown)(one, blockId, use);
}

const unknown = (one) => h("span.b-unknown", {}, `[${one.type}]`);

/** Remember what is chosen, and tell the app where the element is one that tells at once. */
async function choose(one, blockId, use, value, node) {
  if (one.confirm && !(await confirmed(one.confirm))) return false;
  if (use.values) (use.values[blockId] ??= {})[one.action_id] = { type: one.type, ...value };
  if (use.quiet) return true;
  node.setAttribute("aria-busy", "true");
  await use.send({ ...use.place, block_id: blockId, action_id: one.action_id }, value);
  node.removeAttribute("aria-busy");
  return true;
}

/** The value typed or chosen before, else the one the app gave. */
function before(one, blockId, use, name, initial) {
  const kept = use.values?.[blockId]?.[one.action_id];
  if (kept) return kept[name];
  if (use.values && initial !== undefined) (use.values[blockId] ??= {})[one.action_id] = { type: one.type, [name]: initial };
  return initial;
}

function button(one, blockId, use) {
  const node = h(
    `button.btn.${one.style || "default"}`,
    { type: "button", "aria-label": one.accessibility_label, onclick: () => press(one, blockId, use, node) },
    textObject(one.text),
  );
  return node;
}

async function press(one, blockId, use, node) {
  const sent = await choose(one, blockId, use, {}, node);
  if (sent && one.url && safeHref(one.url)) window.open(one.url, "_blank", "noopener");
}

function iconButton(one, blockId, use) {
  const node = h(
    "button.btn.icon",
    {
      type: "button",
      title: words(one.text),
      "aria-label": one.accessibility_label || words(one.text),
      onclick: () => choose(one, blockId, use, { value: one.value }, node),
    },
    emoji({ trash: "wastebasket" }[one.icon] || one.icon),
  );
  return node;
}

function feedback(one, blockId, use) {
  const picked = chosen.get(use.place, one.action_id);
  const thumb = (choice) => {
    const node = h(
      "button.btn.thumb",
      {
        type: "button",
        "aria-label": choice.accessibility_label || words(choice.text),
        "aria-pressed": String(picked === choice.value),
        onclick: async () => {
          chosen.put(use.place, one.action_id, choice.value);
          node.parentNode.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === node)));
          await choose(one, blockId, use, { value: choice.value }, node);
        },
      },
      textObject(choice.text),
    );
    return node;
  };
  return h("div.thumbs", { role: "group", "aria-label": "Rate this answer" }, thumb(one.positive_button), thumb(one.negative_button));
}

function overflow(one, blockId, use) {
  const menu = h("div.menu", { role: "menu", hidden: true });
  const toggle = h(
    "button.btn.icon",
    { type: "button", "aria-label": "More", "aria-haspopup": "menu", onclick: () => (menu.hidden = !menu.hidden) },
    "⋯",
  );
  for (const option of one.options) {
    const pick = () => {
      menu.hidden = true;
      choose(one, blockId, use, { selected_option: option }, toggle);
    };
    menu.append(h("button", { type: "button", role: "menuitem", onclick: pick }, textObject(option.text)));
  }
  const node = h("span.overflow", {}, toggle, menu);
  node.addEventListener("focusout", (event) => node.contains(event.relatedTarget) || (menu.hidden = true));
  node.addEventListener("keydown", (event) => event.key === "Escape" && ((menu.hidden = true), toggle.focus()));
  return node;
}

const optionsOf = (one) => one.options || (one.option_groups || []).flatMap((group) => group.options);
const found = (one, value) => optionsOf(one).find((option) => option.value === value);
const option = (one, picked) => h("option", { value: one.value, selected: one.value === picked }, words(one.text));

function select(one, blockId, use) {
  const picked = before(one, blockId, use, "selected_option", one.initial_option)?.value;
  const node = h(
    "select.select",
    {
      id: use.id,
      "aria-describedby": use.described || undefined,
      "aria-label": use.id ? undefined : words(one.placeholder) || "Choose",
      onchange: () => choose(one, blockId, use, { selected_option: found(one, node.value) }, node),
    },
    !picked && h("option", { value: "", selected: true, disabled: true }, words(one.placeholder) || "Choose…"),
    (one.options || []).map((given) => option(given, picked)),
    (one.option_groups || []).map((group) => h("optgroup", { label: words(group.label) }, group.options.map((given) => option(given, picked)))),
  );
  return node;
}

function people(one, blockId, use) {
  const options = world.setup.people.map((person) => ({ text: { text: person.name }, value: person.id }));
  const picked = before(one, blockId, use, "selected_user", one.initial_user);
  const node = h(
    "select.select",
    { id: use.id, "aria-label": "Choose a person", onchange: () => choose(one, blockId, use, { selected_user: node.value }, node) },
    !picked && h("option", { value: "", selected: true, disabled: true }, words(one.placeholder) || "Choose…"),
    options.map((given) => option(given, picked)),
  );
  return node;
}

/** Radio buttons, checkboxes and multi selects: one row an option. */
function choices(one, blockId, use) {
  const several = one.type !== "radio_buttons";
  const name = several ? "selected_options" : "selected_option";
  const kept = before(one, blockId, use, name, several ? one.initial_options || [] : one.initial_option);
  const picked = new Set([kept].flat().filter(Boolean).map((given) => given.value));
  const node = h("div.choices", { id: use.id, role: several ? "group" : "radiogroup", "aria-label": words(one.placeholder) || undefined });
  const changed = () => {
    const values = [...node.querySelectorAll("input:checked")].map((box) => found(one, box.value));
    choose(one, blockId, use, { [name]: several ? values : values[0] || null }, node);
  };
  for (const given of optionsOf(one)) {
    const box = h("input", { type: several ? "checkbox" : "radio", name: `${blockId}-${one.action_id}`, value: given.value, checked: picked.has(given.value), onchange: changed });
    const description = given.description && h("small", {}, textObject(given.description));
    node.append(h("label.choice", {}, box, h("span", {}, textObject(given.text), description)));
  }
  return node;
}

/** A field to fill in; it tells the app only where the block asks for it, when it is left. */
function field(type, name, initial) {
  return (one, blockId, use) => {
    const long = one.multiline && type === "text";
    const node = h(long ? "textarea.field" : "input.field", {
      id: use.id,
      type: long ? undefined : type,
      rows: long ? 4 : undefined,
      step: one.is_decimal_allowed ? "any" : undefined,
      min: one.min_value,
      max: one.max_value,
      maxLength: one.max_length,
      placeholder: words(one.placeholder) || undefined,
      value: before(one, blockId, use, name, one[initial]) ?? "",
      "aria-describedby": use.described || undefined,
      "aria-label": use.id ? undefined : words(one.placeholder) || "Value",
      oninput: () => choose(one, blockId, { ...use, quiet: true }, { [name]: node.value || null }, node),
      onchange: () => use.quiet || choose(one, blockId, use, { [name]: node.value || null }, node),
    });
    return node;
  };
}

const ELEMENT = {
  button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  overflow,
  static_select: select,
  users_select: people,
  radio_buttons: choices,
  checkboxes: choices,
  multi_static_select: choices,
  plain_text_input: field("text", "value", "initial_value"),
  email_text_input: field("email", "value", "initial_value"),
  url_text_input: field("url", "value", "initial_value"),
  number_input: field("number", "value", "initial_value"),
  datepicker: field("date", "selected_date", "initial_date"),
  timepicker: field("time", "selected_time", "initial_time"),
};
