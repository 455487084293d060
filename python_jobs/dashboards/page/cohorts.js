// How many customers of each month come back, and what they are worth.

const cohorts = (() => {
  const all = data.cohorts;
  const revenue = exact(all.revenue);
  const cumulative = exact(all.cumulative);
  const months = [...new Set(all.month)].sort();
  // The data's first month may hold old customers, and its last may end early: neither tells anything.
  const counts = (row) => !all.censored[row] && !all.partial[row];
  const longest = all.index.reduce((most, index, row) => (counts(row) ? Math.max(most, index) : most), 0);
  let shows = "retention";
  // An average of fewer cohorts than these hangs on single customers.
  const FEW = 3;
  // A share of fewer customers than these moves by whole percents with every one of them.
  const FEW_CUSTOMERS = 30;
  const isFew = (size) => size < FEW_CUSTOMERS;

  // Sums over all cohorts old enough, by month since the first purchase.
  const byIndex = Array.from({ length: longest + 1 }, () => ({ size: 0, active: 0, cumulative: 0, cohorts: 0 }));
  for (let row = 0; row < all.index.length; row++) {
    if (!counts(row)) continue;
    const sum = byIndex[all.index[row]];
    sum.size += all.size[row];
    sum.active += all.active[row];
    sum.cumulative += cumulative[row];
    sum.cohorts += 1;
  }

  function kpis() {
    return [1, 3, 6, 12].map((index) => {
      const sum = byIndex[index];
      const value = sum ? share(sum.active, sum.size) : null;
      return {
        name: `month-${index}`, label: `Retention in month ${index}`, value, text: percent(value ?? 0),
        note: value === null ? "no cohort is old enough"
          : `${count(sum.active)} of ${plural(sum.size, "customer")} in ${plural(sum.cohorts, "cohort")}`,
      };
    });
  }

  const kinds = {
    retention: { value: (row) => share(all.active[row], all.size[row]), text: (value) => `${whole.format(value * 100)}%`,
      hover: (row) => `${count(all.active[row])} of ${plural(all.size[row], "customer")}, ${percent(all.active[row] / all.size[row])}`,
      note: "Customers of each month who bought again, as a share of all of its customers" },
    revenue: { value: (row) => revenue[row] / UNIT, text: short, hover: (row) => `gross revenue ${money(revenue[row] / UNIT)}`,
      note: "Gross revenue of each cohort in each month" },
    value: { value: (row) => share(cumulative[row] / UNIT, all.size[row]), text: short,
      hover: (row) => `${money(cumulative[row] / UNIT / all.size[row])} per customer`,
      note: "Gross revenue since the first purchase, divided by all customers of the cohort" },
  };

  const sizes = Object.fromEntries(all.month.map((month, row) => [month, all.size[row]]));
  const nameOf = (month) => `${monthText(month)} · ${count(sizes[month])}${isFew(sizes[month]) ? " (few)" : ""}`;
  const indexes = Array.from({ length: longest + 1 }, (_, index) => String(index));
  const mapSpec = heatSpec({ xDomain: indexes, yDomain: months.map(nameOf), fontSize: 11,
    xAxis: { orient: "top", title: "Months since the first purchase" }, yAxis: { title: null, labelColor: "var(--ink)" } });

  function drawMap() {
    const kind = kinds[shows];
    const shown = Array.from(all.month.keys()).filter(counts);
    // Month 0 is 100 % of customers by definition: it must not set the colours.
    const most = shown.filter((row) => shows !== "retention" || all.index[row] > 0).reduce((so, row) => Math.max(so, kind.value(row)), 0);
    const rows = shown.map((row) => {
      const value = kind.value(row);
      // In month 0 everybody bought: it says nothing, so it has no colour.
      const part = shows === "retention" && all.index[row] === 0 ? 0 : most ? value / most : 0;
      const few = isFew(all.size[row]) ? "\nfew customers: a rough share" : "";
      return heatRow(String(all.index[row]), nameOf(all.month[row]), part, kind.text(value),
        `${monthText(all.month[row])}, month ${all.index[row]}\n${kind.hover(row)}${few}`);
    });
    draw("cohorts-map", {
      spec: mapSpec, height: 24 * months.length, rows,
      note: `${kind.note}. Left blank, because the data cannot tell: the data's first cohort, and a last month that ends early.`,
      summary: kpis().filter((kpi) => kpi.value !== null).map((kpi) => `${kpi.label} ${kpi.text}`).join(", "),
      head: ["Cohort and size", ...indexes.map((index) => `Month ${index}`)],
      numbers: () => months.map((month) => {
        const cells = new Map(shown.filter((row) => all.month[row] === month).map((row) => [String(all.index[row]), kind.text(kind.value(row))]));
        return [nameOf(month), ...indexes.map((index) => cells.get(index) ?? "")];
      }),
    });
  }

  const lineSpec = (colour, format) => ({
    encoding: {
      x: { ...quantitative("index"), scale: { zero: false, nice: false }, title: "Months since the first purchase", axis: { tickMinStep: 1 } },
      y: { ...quantitative("value"), title: null, scale: { zero: true }, axis: { format, grid: true, tickCount: 5 } },
    },
    layer: [
      { mark: { type: "line", stroke: colour, strokeWidth: 3, interpolate: "monotone" } },
      { mark: { type: "point", filled: true, fill: colour, size: 70 }, encoding: { tooltip: asIs("hover"), opacity: { ...quantitative("opacity"), scale: null } } },
    ],
  });

  function drawLine(id, { from, value, form, spec, note, title }) {
    const points = byIndex.map((sum, index) => ({ ...sum, index })).filter((point) => point.index >= from && point.size);
    const rows = points.map((point) => ({ index: point.index, value: value(point), opacity: point.cohorts < FEW ? 0.35 : 1,
      hover: `Month ${point.index}: ${form(value(point))}\n${plural(point.size, "customer")} in ${plural(point.cohorts, "cohort")}` }));
    const [first, last] = [rows[0], rows.at(-1)];
    draw(id, {
      spec, height: 230, rows, note,
      summary: first ? `Month ${first.index}: ${form(first.value)}; month ${last.index}: ${form(last.value)}.` : "",
      head: ["Month", title, "Customers", "Cohorts"],
      numbers: () => points.map((point) => [String(point.index), form(value(point)), count(point.size), count(point.cohorts)]),
    });
  }

  function refresh() {
    showKpis("cohorts-kpis", kpis());
    drawMap();
    drawLine("cohorts-curve", { from: 1, value: (point) => point.active / point.size, form: (value) => percent(value),
      spec: lineSpec("var(--accent)", ".0%"), title: "Retention",
      note: "Share of first-time customers who bought in the month; only cohorts old enough count; pale: fewer than three" });
    drawLine("cohorts-value", { from: 0, value: (point) => point.cumulative / UNIT / point.size, form: money,
      spec: lineSpec("var(--second)", "~s"), title: "Revenue per customer",
      note: "Gross revenue since the first purchase; only cohorts old enough count; pale: fewer than three" });
  }

  function setUp() {
    for (const input of document.getElementsByName("cohorts")) {
      input.addEventListener("change", () => {
        shows = input.value;
        drawMap();
      });
    }
  }

  return { setUp, draw: refresh };
})();
