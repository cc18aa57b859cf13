// Slack's mrkdwn as nodes: bold, italic, strike, code, quotes, links, mentions, dates and emoji.

import { h, link } from "./dom.js";
import { emojiText, withEmoji } from "./emoji.js";
import { nameOf, world } from "./state.js";
import { formatDate } from "./times.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const INLINE = [
  [/<([^<>\s][^<>]*)>/, (match) => token(match[1])],
  [/`([^`\n]+)`/, (match) => h("code", {}, decode(match[1]))],
  [styled("\\*"), (match) => [said(match[1]), h("b", {}, inline(match[2]))]],
  [styled("_"), (match) => [said(match[1]), h("i", {}, inline(match[2]))]],
  [styled("~"), (match) => [said(match[1]), h("s", {}, inline(match[2]))]],
];

/** A mark at a word's border, as Slack asks for it. */
function styled(mark) {
  return new RegExp(`(^|[\\s([{"'“‘—–-])${mark}(?!\\s)([^\\n]*?[^\\s])${mark}(?=$|[\\s.,;:!?)\\]}"'”’—–-])`);
}

const decode = (text) => withEmoji(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));

const said = (text) => emojiText(decode(text));

/** The nodes of a mrkdwn text. */
export function mrkdwn(text) {
  const fence = FENCE.exec(text);
  if (!fence) return lines(text);
  const before = text.slice(0, fence.index);
  const after = text.slice(fence.index + fence[0].length);
  return [...lines(before), h("pre", {}, decode(fence[1])), ...(after ? mrkdwn(after) : [])];
}

function lines(text) {
  const nodes = [];
  text.split("\n").forEach((line, place) => {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quote) nodes.push(h("blockquote", {}, inline(quote[1])));
    else nodes.push(...(place && nodes.at(-1)?.tagName !== "BLOCKQUOTE" ? [h("br")] : []), ...inline(line));
  });
  return nodes;
}

function inline(text) {
  let first = null;
  for (const [pattern, make] of INLINE) {
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { match, make };
  }
  if (!first) return text ? said(text) : [];
  const { match, make } = first;
  const rest = text.slice(match.index + match[0].length);
  return [...(match.index ? said(text.slice(0, match.index)) : []), make(match), ...inline(rest)].flat(Infinity);
}

/** What stands between angle brackets: a mention, a date, a link. */
function token(inside) {
  const [target, label] = inside.split("|");
  if (target.startsWith("@")) return mention(`@${nameOf(target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${label || channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) {
    const [, timestamp, format] = target.split("^");
    return formatDate(Number(timestamp), format) || label || "";
  }
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`, ".broadcast");
  return link(decode(target), label ? decode(label) : undefined);
}

export const mention = (text, extra = "") => h(`span.mention${extra}`, {}, text);
export const channelName = (id) => world.setup.channels.find((channel) => channel.id === id)?.name || id;

/** The nodes of a text object, plain or mrkdwn. */
export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return emojiText(text.text, text.emoji !== false);
}
