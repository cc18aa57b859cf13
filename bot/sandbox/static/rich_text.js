// Rich text: sections, lists, quotes and code, made of typed parts whose text is literal.

import { h, link } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, mention } from "./mrkdwn.js";
import { nameOf } from "./state.js";
import { formatDate } from "./times.js";

const STYLES = { bold: "b", italic: "i", strike: "s", code: "code", underline: "u" };

const PART = {
  text: (part) => part.text,
  link: (part) => link(part.url, part.text),
  emoji: (part) => emoji(part.name),
  user: (part) => mention(`@${nameOf(part.user_id)}`),
  usergroup: (part) => mention(`@${part.usergroup_id}`),
  channel: (part) => mention(`#${channelName(part.channel_id)}`),
  broadcast: (part) => mention(`@${part.range}`, ".broadcast"),
  date: (part) => formatDate(part.timestamp, part.format) || part.fallback || "",
  color: (part) => part.value,
};

function part(one) {
  let node = (PART[one.type] || (() => ""))(one);
  for (const [style, tag] of Object.entries(STYLES)) if (one.style?.[style]) node = h(tag, {}, node);
  return node;
}

const parts = (element) => element.elements.map(part);

/** The nodes of a rich text block's elements. */
export function richText(elements) {
  return elements.map((element) => {
    if (element.type === "rich_text_list") return list(element);
    if (element.type === "rich_text_quote") return h("blockquote", {}, parts(element));
    if (element.type === "rich_text_preformatted") return h("pre", {}, parts(element));
    return h("div.rich-section", {}, parts(element));
  });
}

function list(element) {
  const ordered = element.style === "ordered";
  const attributes = ordered ? { start: (element.offset || 0) + 1 } : {};
  const node = h(ordered ? "ol" : "ul", attributes, element.elements.map((row) => h("li", {}, parts(row))));
  node.classList.add(`indent-${Math.min(element.indent || 0, 4)}`);
  return node;
}
