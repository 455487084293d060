// The data of the page, and how numbers, days and elements are made from it.

const data = JSON.parse(document.getElementById("data").textContent);

const byId = (id) => document.getElementById(id);

// Text goes in as text, never as HTML.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumSignificantDigits: 3 });
const fixed = (digits) =>
  new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" });
const oneDigit = fixed(1);
const twoDigits = fixed(2);

const count = (value) => whole.format(value);
// −0 and what rounds to it are a plain 0.
const money = (value) => whole.format(Math.round(value) || 0).replace("-", "−");
const short = (value) => compact.format(value || 0).replace("-", "−").replace("m", "M").replace("bn", "B");
const percent = (value, form = oneDigit) => `${form.format(value * 100)}%`;
const share = (part, all) => (all ? part / all : null);
const plural = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

// Money is summed in whole ten-thousandths, which binary numbers hold exactly.
const UNIT = 10000;
const exact = (values) => Float64Array.from(values, (value) => Math.round(value * UNIT));

const DAY = 86400000;
const start = data.first_day ? Date.parse(data.first_day) : 0;
const lastDay = data.last_day ? Math.round((Date.parse(data.last_day) - start) / DAY) : 0;
const dateOf = (day) => new Date(start + day * DAY);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
const dayOf = (iso) => Math.round((Date.parse(iso) - start) / DAY);

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const monthText = (iso) => `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
const dayText = (iso) => `${Number(iso.slice(8, 10))} ${monthText(iso)}`;

// The same day so many years or months earlier; the last day of a month that is too short.
function shifted(day, months) {
  const date = dateOf(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), days));
  return Math.round((first.getTime() - start) / DAY);
}

function fillSelect(id, all, names) {
  const options = names.map((name, position) => element("option", { value: position }, name));
  byId(id).replaceChildren(element("option", { value: -1 }, all), ...options);
}

// One big number: {label, value, text, note, change: {text, good}}. The exact value stands in
// data-value, for whoever copies numbers from the page by program.
function showKpis(id, kpis) {
  byId(id).replaceChildren(
    ...kpis.map((kpi) =>
      element(
        "div",
        { class: "card kpi", "data-kpi": kpi.name, "data-value": kpi.value ?? "" },
        element("dt", {}, kpi.label),
        element("dd", { class: "number" }, kpi.value === null ? "–" : kpi.text),
        element("dd", { class: "note" }, changeChip(kpi.change), kpi.note ?? ""),
      ),
    ),
  );
}

function changeChip(change) {
  if (!change) return "";
  const sign = change.value > 0 ? "▲ +" : change.value < 0 ? "▼ −" : "";
  const good = change.value === 0 ? "" : change.value > 0 === change.upIsGood ? " good" : " bad";
  const text = `${sign}${oneDigit.format(Math.abs(change.value * 100))}%`;
  return element("span", { class: `chip${good}`, title: "against the same days one year earlier" },
    text, element("span", { class: "unseen" }, " against the same days one year earlier; "));
}
