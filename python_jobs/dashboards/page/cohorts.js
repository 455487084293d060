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
  const FEW_COHORTS = 3;

  // Sums over all cohorts old enough, by month since the first purchase.
  const byIndex = Array.from({ length: longest + 1 }, () => ({ size: 0, active: 0, revenue: 0, cohorts: 0 }));
  for (let row = 0; row < all.index.length; row++) {
    if (!counts(row)) continue;
    const sum = byIndex[all.index[row]];
    sum.size += all.size[row];
    sum.active += all.active[row];
    sum.revenue += revenue[row];
    sum.cohorts += 1;
  }
  // What each month added per customer, by the cohorts that have reached it, summed up. The cohorts' own sums
  // divided by their customers would fall wherever a good cohort is too young to be in the next month.
  byIndex.reduce((soFar, sum) => (sum.perCustomer = soFar + (sum.size ? sum.revenue / sum.size : 0)), 0);

  function kpis() {
    return [1, 3, 6, 12].map((index) => {
      const sum = byIndex[index];
      const value = sum ? share(sum.active, sum.size) : null;
      return {
        name: `month-${index}`, label: t("cohorts.kpi", { n: index }), value, text: value === null ? "" : roughly(value, sum.size),
        note: value === null ? t("cohorts.too_young")
          : withFew(t("cohorts.kpi_note", { n: count(sum.active), customers: plural("customer", sum.size), cohorts: plural("in_cohort", sum.cohorts) }), [sum.size]),
      };
    });
  }

  const kinds = {
    retention: { value: (row) => share(all.active[row], all.size[row]), text: (value) => percent(value, whole), note: "cohorts.retention_note",
      hover: (row) => t("cohorts.hover_share", { n: count(all.active[row]), customers: plural("customer", all.size[row]), share: percent(all.active[row] / all.size[row]) }) },
    revenue: { value: (row) => revenue[row] / UNIT, text: short, note: "cohorts.revenue_note",
      hover: (row) => t("cohorts.hover_revenue", { value: money(revenue[row] / UNIT) }) },
    value: { value: (row) => share(cumulative[row] / UNIT, all.size[row]), text: short, note: "cohorts.value_note",
      hover: (row) => t("customers.per_customer", { value: money(cumulative[row] / UNIT / all.size[row]) }) },
  };

  const sizes = Object.fromEntries(all.month.map((month, row) => [month, all.size[row]]));
  const nameOf = (month) => {
    const name = `${monthText(month)} · ${count(sizes[month])}`;
    return isFew(sizes[month]) ? t("cohorts.few", { name }) : name;
  };
  const indexes = Array.from({ length: longest + 1 }, (_, index) => String(index));
  const mapSpec = heatSpec({ xDomain: indexes, yDomain: months.map(nameOf), fontSize: 11,
    xAxis: { orient: "top", title: t("cohorts.axis") }, yAxis: { title: null, labelColor: "var(--ink)" } });

  function drawMap() {
    const kind = kinds[shows];
    const shown = Array.from(all.month.keys()).filter(counts);
    // Month 0 is 100 % of customers by definition: it must not set the colours.
    const most = shown.filter((row) => shows !== "retention" || all.index[row] > 0).reduce((so, row) => Math.max(so, kind.value(row)), 0);
    const rows = shown.map((row) => {
      const value = kind.value(row);
      // In month 0 everybody bought: it says nothing, so it has no colour.
      const part = shows === "retention" && all.index[row] === 0 ? 0 : most ? value / most : 0;
      const few = isFew(all.size[row]) ? `\n${t("cohorts.hover_few")}` : "";
      return heatRow(String(all.index[row]), nameOf(all.month[row]), part, kind.text(value),
        `${t("cohorts.hover", { month: monthText(all.month[row]), n: all.index[row] })}\n${kind.hover(row)}${few}`);
    });
    draw("cohorts-map", {
      spec: mapSpec, height: 24 * months.length, leastWidth: 150 + 38 * indexes.length, rows,
      note: `${t(kind.note)}. ${t("cohorts.blank")}`,
      empty: t("cohorts.empty"),
      summary: kpis().filter((kpi) => kpi.value !== null).map((kpi) => `${kpi.label} ${kpi.text}`).join(", "),
      head: [t("cohorts.size_head"), ...indexes.map((index) => t("cohorts.month_head", { n: index }))],
      numbers: () => months.map((month) => {
        const cells = new Map(shown.filter((row) => all.month[row] === month).map((row) => [String(all.index[row]), kind.text(kind.value(row))]));
        return [nameOf(month), ...indexes.map((index) => cells.get(index) ?? "")];
      }),
    });
  }

  const lineSpec = (colour, axis) => ({
    encoding: {
      x: { ...quantitative("index"), scale: { zero: false, nice: false }, title: t("cohorts.axis"), axis: { tickMinStep: 1 } },
      y: { ...quantitative("value"), title: null, scale: { zero: true }, axis },
    },
    layer: [
      { mark: { type: "line", stroke: colour, strokeWidth: 3, interpolate: "monotone" } },
      { mark: { type: "point", filled: true, fill: colour, size: 70 }, encoding: { tooltip: asIs("hover"), opacity: { ...quantitative("opacity"), scale: null } } },
    ],
  });

  function drawLine(id, { from, value, form, spec, note, title }) {
    const points = byIndex.map((sum, index) => ({ ...sum, index })).filter((point) => point.index >= from && point.size);
    const rows = points.map((point) => ({ index: point.index, value: value(point), opacity: point.cohorts < FEW_COHORTS || isFew(point.size) ? 0.35 : 1,
      hover: `${t("cohorts.curve_hover", { n: point.index, value: form(value(point), point) })}\n${plural("customer", point.size)} ${plural("in_cohort", point.cohorts)}` }));
    const [first, last] = [rows[0], rows.at(-1)];
    draw(id, {
      spec, height: 230, rows, note, empty: t("cohorts.empty"),
      summary: first ? t("cohorts.curve_summary", { first: first.index, from: form(first.value, points[0]), last: last.index, to: form(last.value, points.at(-1)) }) : "",
      head: [t("month"), title, t("customers"), t("cohorts.cohorts_head")],
      numbers: () => points.map((point) => [String(point.index), form(value(point), point), count(point.size), count(point.cohorts)]),
    });
  }

  function refresh() {
    showKpis("cohorts-kpis", kpis());
    drawMap();
    drawLine("cohorts-curve", { from: 1, value: (point) => point.active / point.size, form: (value, point) => roughly(value, point.size),
      spec: lineSpec("var(--accent)", { format: ".0%", grid: true, tickCount: 5 }), title: t("cohorts.retention"), note: t("cohorts.curve_note") });
    drawLine("cohorts-value", { from: 0, value: (point) => point.perCustomer / UNIT, form: money,
      spec: lineSpec("var(--second)", moneyAxis), title: t("outlook.revenue_per_customer"), note: t("cohorts.value_curve_note") });
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
