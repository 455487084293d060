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

const LOCALE = words.locale;
// A code of three letters has a sign; what else the lines call their currency stands in the header alone.
const CURRENCY = /^[A-Z]{3}$/.test(data.shop.currency ?? "")
  ? { style: "currency", currency: data.shop.currency, currencyDisplay: "narrowSymbol" } : {};
const numbers = (options) => new Intl.NumberFormat(LOCALE, options);
const fixed = (digits, more = {}) => numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative", ...more });
const whole = numbers({ maximumFractionDigits: 0 });
const oneDigit = fixed(1);
const twoDigits = fixed(2);
const wholeMoney = fixed(0, CURRENCY);
const centMoney = fixed(2, CURRENCY);
const threeDigits = numbers({ maximumSignificantDigits: 3 });
const threeDigitsMoney = numbers({ maximumSignificantDigits: 3, ...CURRENCY });

const minus = (text) => text.replace("-", "−");
const count = (value) => whole.format(value);
// −0 and what rounds to it are a plain 0.
const money = (value) => minus(wholeMoney.format(Math.round(value) || 0));
const cents = (value) => minus(centMoney.format(value));
// Large numbers get three digits and a unit; without the unit they would look exact. What has few digits is told whole.
const UNITS = [[1e9, 1e9, "short.billion"], [1e6, 1e6, "short.million"], [1e4, 1e3, "short.thousand"]];
function shortened(value, form, plain) {
  const rounded = Number(value.toPrecision(3));
  const [, unit, key] = UNITS.find(([least]) => Math.abs(rounded) >= least) ?? [];
  if (!unit) return minus((Math.abs(value) < 10 ? form : plain).format(value));
  const parts = form.formatToParts(rounded / unit);
  const last = parts.findLastIndex(({ type }) => type === "integer" || type === "fraction");
  return minus(parts.map((part, place) => (place === last ? t(key, { n: part.value }) : part.value)).join(""));
}
const short = (value) => shortened(value || 0, threeDigitsMoney, wholeMoney);
const shortCount = (value) => shortened(value || 0, threeDigits, whole);
const percent = (value, form = oneDigit) => t("percent", { n: form.format(value * 100) });
const share = (part, all) => (all ? part / all : null);
const plural = (key, value, values = {}) => t(`${key}.${value === 1 ? "one" : "many"}`, { n: count(value), ...values });

// A share of fewer than these moves by whole percents with every one of them: it gets a mark.
const FEW = 30;
const isFew = (all) => all < FEW;
const roughly = (value, all, form) => `${percent(value, form)}${isFew(all) ? "*" : ""}`;
const withFew = (note, alls, key = "few.customers") => (alls.some((all) => all && isFew(all)) ? `${note}. ${t(key)}` : note);

// Money is summed in whole ten-thousandths, which binary numbers hold exactly.
const UNIT = 10000;
const exact = (values) => Float64Array.from(values, (value) => Math.round(value * UNIT));

const DAY = 86400000;
const start = data.first_day ? Date.parse(data.first_day) : 0;
const lastDay = data.last_day ? Math.round((Date.parse(data.last_day) - start) / DAY) : 0;
// Whether the customers are looked at on a day after which sales go on (dbt var as_of_date).
const isThen = Boolean(data.as_of && data.last_day && data.as_of <= data.last_day);
const dateOf = (day) => new Date(start + day * DAY);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
const dayOf = (iso) => Math.round((Date.parse(iso) - start) / DAY);

const MONTHS = t("months").split(" ");
const monthText = (iso) => `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
const dayText = (iso) => t("day", { day: Number(iso.slice(8, 10)), month: monthText(iso) });

// The same day so many years or months earlier; the last day of a month that is too short.
function shifted(day, months) {
  const date = dateOf(day);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), days));
  return Math.round((first.getTime() - start) / DAY);
}

// names: [key, text] each; a link names the key, which stays the same when the data or the language change.
function fillSelect(id, all, names) {
  const options = names.map(([key, text], position) => element("option", { value: position, "data-key": key ?? "" }, text));
  byId(id).replaceChildren(element("option", { value: -1 }, all), ...options);
}

const countryOptions = () => data.countries.map((name) => [name, countryText(name)]);
const segmentOptions = () => data.segments.map((name) => [name, segmentText(name)]);

// One big number: {label, value, text, note, change: {value, upIsGood} or {why}}. The exact value stands in
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
  if (change.why) return element("span", { class: "missing" }, `${change.why} · `);
  const sign = change.value > 0 ? "▲ +" : change.value < 0 ? "▼ −" : "";
  const good = change.value === 0 ? "" : change.value > 0 === change.upIsGood ? " good" : " bad";
  const title = t("change.title");
  return element("span", { class: `chip${good}`, title },
    `${sign}${percent(Math.abs(change.value))}`, element("span", { class: "unseen" }, ` ${title}; `));
}
