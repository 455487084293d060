// Vega-Lite charts in the colours of the page, each with words for those who cannot see it.
//
// Colours are CSS variables and shades are opacities, so a chart follows light, dark and paper by
// itself. A figure's specification is made once; filters only give it other rows.

const FONT = getComputedStyle(document.documentElement).fontFamily;
const CONFIG = {
  background: "transparent",
  font: FONT,
  view: { stroke: null },
  text: { fill: "var(--ink)", fontSize: 12 },
  axis: {
    domain: false, ticks: false, grid: false, gridColor: "var(--line)",
    labelColor: "var(--muted)", labelFontSize: 12, labelPadding: 6,
    titleColor: "var(--muted)", titleFontSize: 12, titleFontWeight: 500, titlePadding: 8,
  },
  legend: { labelColor: "var(--ink)", labelFontSize: 12, title: null, orient: "top", padding: 0, offset: 8 },
};
// ast: expressions are interpreted, since the page's policy forbids to make code from text.
const FORMAT = { decimal: t("decimal"), thousands: t("thousands"), grouping: [3], currency: ["", ""], percent: t("percent", { n: "" }) };
const OPTIONS = { actions: false, logLevel: 1, ast: true, renderer: "svg", defaultStyle: false, config: CONFIG, formatLocale: FORMAT };

// By figure: {rows, height, width, signals, view}; the view is null until Vega has made it.
const charts = new Map();

// An axis of names holds the names of its rows, in their order: the param `names`. Left to itself, Vega keeps the
// order in which it first saw each name, also when the filters have changed since.
const namesOf = (rows) => [...new Set(rows.map((row) => row.name))];

// chart: {spec, height, leastWidth, rows, fit, note, summary, head, numbers, act}. The note stands under the title; the
// summary is the alternative text; empty says why there is nothing, where the filters are not the cause; head and numbers are a table, made when it is opened; act is called
// with the row of a clicked mark; fit gives signals by the width.
function draw(id, chart) {
  const figure = byId(id);
  const title = figure.querySelector("h3").textContent;
  figure.querySelector("figcaption p").textContent = chart.note;
  const place = figure.querySelector(".chart") ?? addPlace(figure);
  place.setAttribute("aria-label", t("chart", { title, summary: chart.summary }));
  place.hidden = chart.rows.length === 0;
  const empty = figure.querySelector(".empty");
  empty.hidden = !place.hidden;
  empty.textContent = chart.empty ?? t("chart.empty");
  const numbers = figure.querySelector("details");
  numbers.hidden = place.hidden;
  numbers.fill = () => fillNumbers(numbers, title, chart);
  if (numbers.open) numbers.fill();
  if (!place.hidden) show(id, place, chart);
}

function show(id, place, chart) {
  const known = charts.get(id);
  const shown = { rows: chart.rows, height: chart.height, signals: { names: namesOf(chart.rows) }, fit: chart.fit, leastWidth: chart.leastWidth ?? 0 };
  fitTo(shown, place);
  if (known) {
    update(Object.assign(known, shown));
    return;
  }
  const made = { ...shown, view: null };
  charts.set(id, made);
  const params = Object.entries(made.signals).map(([name, value]) => ({ name, value }));
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: made.width,
    height: chart.height,
    autosize: { type: "fit-x", contains: "padding" },
    padding: { left: 0, right: 4, top: 4, bottom: 4 },
    ...chart.spec,
    params,
    data: { name: "rows", values: made.rows },
  };
  made.ready = vegaEmbed(place.firstChild, spec, OPTIONS).then(({ view }) => {
    made.view = view;
    if (chart.act) view.addEventListener("click", (event, mark) => mark?.datum && chart.act(mark.datum));
    new ResizeObserver(() => place.clientWidth && update(fitTo(made, place))).observe(place);
    return update(made);
  });
}

// What a chart takes from the room that it has. A map with many columns is never narrower than it can be read: its
// place then scrolls.
function fitTo(chart, place) {
  chart.width = Math.max(place.clientWidth, chart.leastWidth);
  Object.assign(chart.signals, chart.fit?.(chart.width));
  return chart;
}

function update(chart) {
  if (!chart.view) return null;
  for (const [name, value] of Object.entries(chart.signals)) chart.view.signal(name, value);
  return chart.view.width(chart.width).height(chart.height).data("rows", chart.rows).runAsync();
}

function addPlace(figure) {
  // Vega names its own container; the words for the chart stand on the one around it.
  const place = element("div", { class: "chart", role: "img" }, element("div", { class: "view", "aria-hidden": "true" }));
  const numbers = element("details", {}, element("summary", {}, t("chart.numbers")));
  numbers.addEventListener("toggle", () => numbers.open && numbers.fill());
  const empty = element("p", { class: "empty" });
  figure.append(place, empty, numbers);
  return place;
}

function fillNumbers(numbers, title, chart) {
  const head = chart.head.map((name) => element("th", { scope: "col" }, name));
  const rows = chart.numbers().map(([name, ...values]) =>
    element("tr", {}, element("th", { scope: "row" }, name), ...values.map((value) => element("td", {}, value))),
  );
  const table = element(
    "table",
    { class: "numbers" },
    element("caption", { class: "unseen" }, title),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  numbers.querySelector(".scroll")?.remove();
  numbers.append(element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title }, table));
}

const quantitative = (field, more = {}) => ({ field, type: "quantitative", axis: null, ...more });
const nominal = (field, more = {}) => ({ field, type: "nominal", sort: null, title: null, ...more });
const named = (more) => nominal("name", { ...more, scale: { ...more.scale, domain: { expr: "names" } } });
// Money along an axis, in the units that texts have; a 0 has none.
const UNIT_LABELS = UNITS.map(([least, unit, key]) =>
  `abs(datum.value) >= ${least} ? format(datum.value / ${unit}, ".3~r") + ${JSON.stringify(t(key, { n: "" }))} : `).join("");
const moneyAxis = { labelExpr: `${UNIT_LABELS}format(datum.value, ",~r")`, grid: true, tickCount: 5 };
const asIs = (field) => ({ field, type: "nominal", scale: null });

// Bars from the top down: rows of {name, value, text, fill}, and {series} where each name has several.
function barSpec({ series = null } = {}) {
  const x = quantitative("value", { scale: { domainMin: { expr: "least" }, domainMax: { expr: "most" }, nice: false } });
  const y = named({ axis: { labelColor: "var(--ink)", labelLimit: { expr: "labelRoom" } }, scale: { paddingInner: 0.26, paddingOuter: 0.1 } });
  const offset = series ? { yOffset: nominal("series", { scale: { domain: series.names } }) } : {};
  const fill = series
    ? { fill: nominal("series", { scale: { domain: series.names, range: series.colours }, legend: { columns: { expr: "legendColumns" } } }) }
    : { fill: asIs("fill") };
  return {
    encoding: { y, ...offset },
    layer: [
      { mark: { type: "bar", cornerRadiusEnd: 3, cursor: "pointer" }, encoding: { x, ...fill, opacity: { ...quantitative("opacity"), scale: null } } },
      { mark: { type: "text", align: "left", baseline: "middle", dx: 5 }, encoding: { x: { ...x, field: "end" }, text: asIs("text") } },
    ],
  };
}

// About as wide as a character of a label is.
const PIXELS = 6.8;
const longest = (rows, field) => rows.reduce((most, row) => Math.max(most, String(row[field] ?? "").length), 0);

// What a bar chart needs of its rows: where texts begin, room for them, and so many pixels a name.
function barData(rows, step = 27) {
  const values = rows.map((row) => row.value);
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  return {
    height: step * new Set(rows.map((row) => row.name)).size,
    rows: rows.map((row) => ({ opacity: 1, ...row, end: Math.max(0, row.value) })),
    fit: (width) => {
      const texts = longest(rows, "text") * PIXELS + 8;
      // short texts leave more room to the names
      const labelRoom = Math.min(230, Math.max(width * 0.44, width * 0.75 - texts - 12));
      const plot = width - Math.min(labelRoom, longest(rows, "name") * PIXELS) - 12;
      // the bars get the rest, a quarter at least
      const part = Math.max(0.25, 1 - texts / plot);
      return { least, most: (least + (most - least) / part) || 1, labelRoom, legendColumns: Math.max(1, Math.floor(plot / (longest(rows, "series") * PIXELS + 30))) };
    },
  };
}

// A heat map: rows of {x, y, shade from 0 to 1 or null, text, hover}.
function heatSpec({ xDomain, yDomain, xAxis, yAxis, fontSize }) {
  const x = { field: "x", type: "ordinal", sort: null, scale: { domain: xDomain, padding: 0.05 }, axis: { labelAngle: 0, ...xAxis } };
  const y = { field: "y", type: "ordinal", sort: null, scale: { domain: yDomain, padding: 0.06 }, axis: yAxis };
  return {
    encoding: { x, y, tooltip: asIs("hover") },
    layer: [
      { mark: { type: "rect", fill: "var(--accent)", cornerRadius: 3 }, encoding: { fillOpacity: { ...quantitative("shade"), scale: null } } },
      { mark: { type: "text", fontSize, baseline: "middle" }, encoding: { text: asIs("text"), fill: asIs("ink") } },
    ],
  };
}

function heatRow(x, y, part, text, hover) {
  const shade = 0.07 + 0.93 * Math.min(1, Math.max(0, part));
  return { x, y, shade, text, hover, ink: shade > 0.72 ? "var(--card)" : "var(--ink)" };
}
