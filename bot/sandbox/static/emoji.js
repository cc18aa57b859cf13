// The emoji that messages and reactions use, by Slack's names. The commonest are drawn here, so that they show on
// machines without an emoji font.

const BY_NAME = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", heart: "❤️", tada: "🎉", eyes: "👀", fire: "🔥",
  white_check_mark: "✅", heavy_check_mark: "✔️", pray: "🙏", clap: "👏", joy: "😂", smile: "😄", slightly_smiling_face: "🙂",
  thinking_face: "🤔", disappointed: "😞", warning: "⚠️", x: "❌", question: "❓", bulb: "💡", rocket: "🚀", star: "⭐",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", telephone_receiver: "📞", phone: "☎️", email: "✉️",
  calendar: "📅", alarm_clock: "⏰", hourglass: "⌛", snowflake: "❄️", trophy: "🏆", moneybag: "💰", memo: "📝",
  speech_balloon: "💬", wave: "👋", point_right: "👉", muscle: "💪", 100: "💯", bell: "🔔", mag: "🔍", pushpin: "📌",
  small_red_triangle: "🔺", small_red_triangle_down: "🔻", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️",
  large_green_circle: "🟢", large_yellow_circle: "🟡", red_circle: "🔴", white_circle: "⚪", wastebasket: "🗑️",
};

const THUMB = "M7 10.5V20H4.2A1.2 1.2 0 0 1 3 18.8v-7.1a1.2 1.2 0 0 1 1.2-1.2zm1.6 0L12.4 3a2.4 2.4 0 0 1 2.4 2.4V9h4.5a2 2 0 0 1 2 2.3l-1.1 7a2 2 0 0 1-2 1.7H8.6z";
const FACE = [["circle", { cx: 12, cy: 12, r: 9.5, fill: "#f6c445" }], ["circle", { cx: 8.6, cy: 10, r: 1.3, fill: "#4a3300" }], ["circle", { cx: 15.4, cy: 10, r: 1.3, fill: "#4a3300" }]];
const EYE = (x) => [["ellipse", { cx: x, cy: 12, rx: 4.6, ry: 6.5, fill: "#fff", stroke: "#7b8491", "stroke-width": 1.4 }], ["circle", { cx: x - 1.2, cy: 12.6, r: 2.4, fill: "#2b3440" }]];
const DRAWN = {
  "+1": [["path", { d: THUMB, fill: "#f0ab2e" }]],
  "-1": [["path", { d: THUMB, fill: "#f0ab2e", transform: "matrix(1 0 0 -1 0 23.5)" }]],
  heart: [["path", { d: "M12 20.5s-8.6-5.2-8.6-11.4A4.7 4.7 0 0 1 12 6.4a4.7 4.7 0 0 1 8.6 2.7c0 6.2-8.6 11.4-8.6 11.4z", fill: "#dd3a4a" }]],
  tada: [
    ["path", { d: "M3 21 8.2 8.6l7.2 7.2z", fill: "#f0ab2e" }],
    ["path", { d: "M13 9c.4-2.4 1.6-4 4-5M15 12c1.6-1.6 3.6-2 6-1.4M10.5 6.5C10 5 10 4 10.8 2.6", fill: "none", stroke: "#7a5bd0", "stroke-width": 1.8, "stroke-linecap": "round" }],
    ["circle", { cx: 19.5, cy: 16, r: 1.5, fill: "#dd3a4a" }], ["circle", { cx: 15, cy: 3.4, r: 1.3, fill: "#2f9e6e" }], ["circle", { cx: 20.5, cy: 6.5, r: 1.3, fill: "#2f86d6" }],
  ],
  eyes: [...EYE(7), ...EYE(17)],
  fire: [
    ["path", { d: "M12.5 2c.6 4-5.5 6.5-5.5 12.3A6.3 6.3 0 0 0 13 21c3.8 0 6.3-2.8 6.3-6.4 0-3-1.6-4.5-2.3-6.6-.9.7-1.3 1.6-1.5 2.7C14.6 7.6 15 4.5 12.5 2z", fill: "#e8662a" }],
    ["path", { d: "M12.8 12c-1.6 1.8-2.9 3-2.9 5A3.2 3.2 0 0 0 13 20.3 3.2 3.2 0 0 0 16.2 17c0-1.6-1-2.4-1.4-3.6-.5.6-.8 1-.9 1.7-.6-.8-.9-1.8-1.1-3.1z", fill: "#f8cf4f" }],
  ],
  white_check_mark: [["rect", { x: 2.5, y: 2.5, width: 19, height: 19, rx: 4.5, fill: "#2f9e6e" }], ["path", { d: "m7 12.4 3.4 3.4L17 9", fill: "none", stroke: "#fff", "stroke-width": 2.8, "stroke-linecap": "round", "stroke-linejoin": "round" }]],
  thinking_face: [...FACE, ["path", { d: "M9 16.3c2-.9 4-1.1 6-.3M6.8 7.3c1-.9 2.3-1 3.4-.5", fill: "none", stroke: "#4a3300", "stroke-width": 1.5, "stroke-linecap": "round" }]],
  slightly_smiling_face: [...FACE, ["path", { d: "M8 14.5c2 2.4 6 2.4 8 0", fill: "none", stroke: "#4a3300", "stroke-width": 1.5, "stroke-linecap": "round" }]],
  warning: [["path", { d: "M12 3 22 20.5H2z", fill: "#f0ab2e", stroke: "#f0ab2e", "stroke-width": 2, "stroke-linejoin": "round" }], ["path", { d: "M12 9v5.5M12 17.6v.1", stroke: "#4a3300", "stroke-width": 2.2, "stroke-linecap": "round" }]],
};
const ALIASES = { thumbsup: "+1", thumbsdown: "-1" };
const DRAWN_BY_CHARACTER = Object.fromEntries(Object.keys(DRAWN).map((name) => [BY_NAME[name].replace("\ufe0f", ""), name]));
const CHARACTERS = new RegExp(`(${Object.keys(DRAWN_BY_CHARACTER).join("|")})\ufe0f?`, "u");

/** What the picker offers. */
export const PICKER = ["+1", "-1", "heart", "tada", "eyes", "fire", "white_check_mark", "thinking_face"];

function draw(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "emoji");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name.replaceAll("_", " "));
  for (const [tag, attributes] of DRAWN[name]) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}

/** The emoji of this name, skin tones left out; the name itself between colons where it is not known. */
export function emoji(name) {
  const [plain] = String(name).split("::");
  const drawn = ALIASES[plain] || plain;
  if (DRAWN[drawn]) return draw(drawn);
  return document.createTextNode(BY_NAME[plain] || `:${name}:`);
}

/** The text with its :names: turned into characters. */
export function withEmoji(text) {
  return String(text).replace(/:([a-z0-9_+-]+):/g, (whole, name) => BY_NAME[name] || whole);
}

/** The same as nodes, the commonest emoji drawn; `names` false leaves :names: as they are. */
export function emojiText(text, names = true) {
  return (names ? withEmoji(text) : text)
    .split(CHARACTERS)
    .filter(Boolean)
    .map((piece) => (DRAWN_BY_CHARACTER[piece] ? draw(DRAWN_BY_CHARACTER[piece]) : piece));
}
