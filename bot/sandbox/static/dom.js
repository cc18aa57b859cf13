// Building the page from nodes and text alone: nothing that was said ever becomes markup.

/** An element: h("button.primary", { type: "button", onclick }, "Send"). */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) set(node, key, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key in node && typeof node[key] !== "object" && !key.startsWith("aria")) node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

export const byId = (id) => document.getElementById(id);

/** Put these children in place of what was there. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return node;
}

let toastTimer = 0;

/** A sentence for the person, for a while. */
export function toast(sentence) {
  const node = byId("toast");
  node.textContent = sentence;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (node.hidden = true), 6000);
}

/** Only links that lead to a page, a mail program or a phone; anything else is shown as text. */
export function safeHref(url) {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url) ? url : null;
}

export function link(url, label) {
  const href = safeHref(url);
  if (!href) return document.createTextNode(label || url);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label || url.replace(/^(mailto|tel):/, ""));
}
