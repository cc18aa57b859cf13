// Every block as nodes. `use` is where it stands: its place, the values typed so far, and what a click does.

import { h } from "./dom.js";
import { element } from "./elements.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

const RENDER = {
  header: (block) => h("h3.b-header", {}, textObject(block.text)),
  divider: () => h("hr.b-divider"),
  section: (block, use) =>
    h(
      "div.b-section",
      {},
      h(
        "div.b-section-text",
        {},
        block.text && h("div.text", {}, textObject(block.text)),
        block.fields && h("div.fields", {}, block.fields.map((field) => h("div.text", {}, textObject(field)))),
      ),
      block.accessory && h("div.accessory", {}, element(block.accessory, block.block_id, use)),
    ),
  context: (block) =>
    h("div.b-context", {}, block.elements.map((one) => (one.type === "image" ? picture(one, "small") : h("span", {}, textObject(one))))),
  actions: (block, use) => h("div.b-actions", {}, block.elements.map((one) => element(one, block.block_id, use))),
  context_actions: (block, use) =>
    h("div.b-context-actions", {}, block.elements.map((one) => element(one, block.block_id, use))),
  rich_text: (block) => h("div.b-rich", {}, richText(block.elements)),
  table: (block) => table(block),
  data_visualization: (block) => chart(block.title, block.chart),
  image: (block) => h("figure.b-image", {}, block.title && h("figcaption", {}, textObject(block.title)), picture(block, "large")),
  markdown: (block) => h("div.b-markdown", {}, markdown(block.text)),
  input: (block, use) => input(block, use),
};

/** The nodes of these blocks. */
export function blocks(list, use) {
  return list.map((block) => {
    const node = (RENDER[block.type] || unknown)(block, use);
    node.dataset.block = block.type;
    return node;
  });
}

const unknown = (block) => h("div.b-unknown", {}, `Slack shows a block of the type “${block.type}” here.`);

/** A picture from elsewhere is not loaded: this page reaches no network. Its words are shown instead. */
function picture(image, size) {
  const url = image.image_url || "";
  if (url.startsWith("data:image/")) return h(`img.${size}`, { src: url, alt: image.alt_text });
  return h(`span.picture.${size}`, { role: "img", "aria-label": image.alt_text, title: url }, image.alt_text);
}

function table(block) {
  const settings = block.column_settings || [];
  const cell = (tag) => (content, column) =>
    h(
      `${tag}.${settings[column]?.align || "left"}${settings[column]?.is_wrapped ? ".wrapped" : ""}`,
      tag === "th" ? { scope: "col" } : {},
      content.type === "rich_text" ? richText(content.elements) : String(content.text ?? content.value),
    );
  const [head, ...rows] = block.rows;
  return h(
    "div.b-table",
    { tabIndex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, head.map(cell("th")))), h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td")))))),
  );
}

/** A chart as bars: one row for each label, one bar in it for each series. */
function chart(title, drawn) {
  const series = drawn.series || [{ name: "", data: drawn.segments }];
  const most = Math.max(1, ...series.flatMap((one) => one.data.map((point) => point.value)));
  const bar = (one, place) =>
    h("span.bar", {}, h("meter", { max: most, value: one.data[place].value, title: one.name }), `${one.data[place].value} ${one.name}`);
  const row = (point, place) =>
    h("tr", {}, h("th", { scope: "row" }, point.label), h("td", {}, series.map((one) => bar(one, place))));
  return h("figure.b-chart", {}, h("figcaption", {}, title), h("table", {}, h("tbody", {}, series[0].data.map(row))));
}

function input(block, use) {
  const error = use.errors?.[block.block_id];
  const id = `${block.block_id}-${block.element.action_id}`;
  const several = ["radio_buttons", "checkboxes"].includes(block.element.type);
  const described = [error && `${id}-error`, block.hint && `${id}-hint`].filter(Boolean).join(" ");
  const control = element(block.element, block.block_id, { ...use, id, described, quiet: !block.dispatch_action });
  return h(
    `div.b-input${error ? ".wrong" : ""}`,
    several ? { role: "group", "aria-labelledby": `${id}-label` } : {},
    h("label", { id: `${id}-label`, htmlFor: id }, textObject(block.label), block.optional && h("span.optional", {}, " (optional)")),
    control,
    error && h("p.error", { id: `${id}-error`, role: "alert" }, error),
    block.hint && h("p.hint", { id: `${id}-hint` }, textObject(block.hint)),
  );
}

/** The little of Markdown that a bot writes: headings, lists, quotes, bold, italic, code, links. */
function markdown(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
    if (heading) nodes.push(h("h4", {}, asMrkdwn(heading[2])));
    else if (item) nodes.push(h("div.item", {}, "• ", asMrkdwn(item[1])));
    else nodes.push(h("p", {}, asMrkdwn(line)));
  }
  return nodes;
}

function asMrkdwn(line) {
  const linked = line.replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");
  return mrkdwn(linked.replace(/\*\*([^*]+)\*\*/g, "\u0001$1\u0001").replace(/\*([^*]+)\*/g, "_$1_").replaceAll("\u0001", "*"));
}
