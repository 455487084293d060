// Who the customers are, who brings the money and who is about to leave.

const customers = (() => {
  const total = data.customers.all;
  const isPredicted = data.customers.predicted > 0;
  // All customers, summed up by what the page filters by; and the list of those who are looked at one by one.
  const cells = { ...data.customers.cells, net: exact(data.customers.cells.net), stake: exact(data.customers.cells.stake) };
  const all = { ...data.customers.list, net: exact(data.customers.list.net) };
  const listed = all.id.length;
  const risks = data.customers.risks;
  const shownRisks = risks.filter((_, risk) => cells.risk.includes(risk));
  const state = { segment: -1, country: -1, risk: -1, whales: false, search: "", scores: "customers" };
  const isShown = new Uint8Array(listed);
  let table = null;

  const passes = (of, row, ignoreSegment) =>
    (ignoreSegment || state.segment < 0 || of.segment[row] === state.segment) &&
    (state.country < 0 || of.country[row] === state.country) &&
    (state.risk < 0 || risks[of.risk[row]] === shownRisks[state.risk]) &&
    (!state.whales || of.whale[row] === 1);

  const sum = (rows, values) => rows.reduce((so, row) => so + values[row], 0);
  const cellsWhere = (test) => Array.from(cells.customers.keys()).filter(test);

  function kpis(shown) {
    const people = sum(shown, cells.customers);
    const net = sum(shown, cells.net);
    const whales = shown.filter((row) => cells.whale[row] === 1);
    const leaving = isPredicted ? sum(shown.filter((row) => risks[cells.risk[row]] === "high"), cells.customers) : null;
    const atRisk = isPredicted ? sum(shown, cells.stake) : null;
    const part = (key, value, whole) => (whole ? t(key, { share: percent(value / whole) }) : "");
    const rough = (key, value, whole) => (whole ? t(key, { share: roughly(value / whole, whole) }) : "");
    return [
      { name: "customers", label: t("customers"), value: people, text: count(people),
        note: people === total ? t("customers.at_least_one") : part("customers.of_all", people, total) },
      { name: "net", label: t("customers.net"), value: net / UNIT, text: money(net / UNIT),
        note: people ? t("customers.per_customer", { value: money(net / UNIT / people) }) : "" },
      { name: "whales", label: t("customers.whales"), value: sum(whales, cells.customers), text: count(sum(whales, cells.customers)),
        note: part("customers.of_net", sum(whales, cells.net), net) },
      { name: "leaving", label: t("customers.leaving"), value: leaving, text: count(leaving ?? 0),
        note: isPredicted ? rough("customers.of_these", leaving, people) : t("at_risk.unknown") },
      { name: "at-risk", label: t("at_risk"), value: atRisk === null ? null : atRisk / UNIT, text: money((atRisk ?? 0) / UNIT),
        note: t(isPredicted ? "at_risk.note" : "at_risk.unknown") },
    ];
  }

  function drawSegments(rows) {
    const number = new Float64Array(data.segments.length);
    const net = new Float64Array(data.segments.length);
    for (const row of rows) {
      number[cells.segment[row]] += cells.customers[row];
      net[cells.segment[row]] += cells.net[row];
    }
    const people = sum(rows, cells.customers);
    const allNet = net.reduce((a, b) => a + b, 0);
    const order = [...number.keys()].filter((segment) => number[segment]).sort((a, b) => number[b] - number[a]);
    const names = order.map((segment) => segmentText(data.segments[segment]));
    const ofPeople = order.map((segment) => number[segment] / people);
    const ofNet = order.map((segment) => share(net[segment], allNet) ?? 0);
    const series = [t("customers"), t("net_revenue")];
    const bar = (place, name, value, text) => ({ name: names[place], key: order[place], series: name, value, text,
      opacity: state.segment < 0 || order[place] === state.segment ? 1 : 0.35 });
    const bars = order.flatMap((_, place) => [
      bar(place, series[0], ofPeople[place], roughly(ofPeople[place], people)), bar(place, series[1], ofNet[place], percent(ofNet[place]))]);
    draw("customers-segments", {
      spec: barSpec({ series: { names: series, colours: ["var(--accent)", "var(--second)"] } }),
      ...barData(bars, 34),
      note: withFew(t("customers.segments_note"), [people]),
      summary: names.slice(0, 3).map((name, place) => t("customers.segments_summary", { name, people: percent(ofPeople[place]), money: percent(ofNet[place]) })).join("; "),
      head: [t("segment"), t("customers"), t("share"), t("net_revenue"), t("share")],
      numbers: () => order.map((segment, place) => [names[place], count(number[segment]), roughly(ofPeople[place], people), money(net[segment] / UNIT), percent(ofNet[place])]),
      act: ({ key }) => {
        state.segment = key === state.segment ? -1 : key;
        byId("customers-segment").value = state.segment;
        refresh();
      },
    });
  }

  const scores = ["1", "2", "3", "4", "5"];
  const scoreSpec = heatSpec({ xDomain: scores, yDomain: [...scores].reverse(), fontSize: 14,
    xAxis: { title: t("customers.frequency_axis") }, yAxis: { title: t("customers.recency_axis") } });

  function drawScores(shown) {
    const grid = Array.from({ length: 5 }, () => new Array(5).fill(0));
    const isMoney = state.scores === "net";
    for (const row of shown) grid[cells.r[row] - 1][cells.f[row] - 1] += isMoney ? cells.net[row] / UNIT : cells.customers[row];
    const text = isMoney ? short : count;
    const most = Math.max(1, ...grid.flat());
    const rows = scores.flatMap((r, line) => scores.map((f, place) => {
      const value = grid[line][place];
      const said = isMoney ? t("overview.hover_net", { value: money(value) }) : plural("customer", value);
      return heatRow(f, r, value / most, text(value), `${t("customers.score", { r, f })}\n${said}`);
    }));
    draw("customers-scores", {
      spec: scoreSpec, height: 270, rows: shown.length ? rows : [],
      note: t(isMoney ? "customers.scores_money" : "customers.scores_people"),
      summary: t("customers.scores_summary", { best: text(grid[4][4]), worst: text(grid[0][0]) }),
      head: [t("customers.recency"), t("customers.frequency_1"), "2", "3", "4", "5"],
      numbers: () => [5, 4, 3, 2, 1].map((score) => [String(score), ...grid[score - 1].map(isMoney ? money : count)]),
    });
  }

  // What may be lost, with those whose risk is high, medium and low: the bars add up to the number above.
  function drawStake(shown) {
    const known = ["high", "medium", "low"];
    const colours = ["var(--bad)", "var(--warn)", "var(--accent)"];
    const sums = known.map(() => new Float64Array(data.segments.length));
    for (const row of shown) {
      const of = sums[known.indexOf(risks[cells.risk[row]])];
      if (of) of[cells.segment[row]] += cells.stake[row] / UNIT;
    }
    const ofSegment = (segment) => sums.reduce((so, values) => so + values[segment], 0);
    const order = [...data.segments.keys()].filter((segment) => ofSegment(segment) > 0).sort((a, b) => ofSegment(b) - ofSegment(a));
    const names = order.map((segment) => segmentText(data.segments[segment]));
    const series = known.map((risk) => t(`risk.${risk}.series`));
    const bars = order.flatMap((segment, place) => known.map((_, risk) => (
      { name: names[place], series: series[risk], value: sums[risk][segment], text: sums[risk][segment] ? short(sums[risk][segment]) : "" })));
    draw("customers-stake", {
      spec: barSpec({ series: { names: series, colours } }),
      ...barData(bars, 48),
      note: t("customers.stake_note"),
      empty: unpredicted,
      summary: names.slice(0, 3).map((name, place) => t("customers.stake_summary", { name, value: money(ofSegment(order[place])) })).join(", "),
      head: [t("segment"), ...series],
      numbers: () => order.map((segment, place) => [names[place], ...sums.map((values) => money(values[segment]))]),
    });
  }

  function drawWhales(shown, rows) {
    const number = sum(shown.filter((row) => cells.whale[row] === 1), cells.customers);
    const whales = rows.filter((row) => all.whale[row] === 1).sort((a, b) => all.net[b] - all.net[a]);
    const top = whales.slice(0, 15);
    const values = top.map((row) => all.net[row] / UNIT);
    const colourOf = { high: "var(--bad)", medium: "var(--warn)", low: "var(--accent)", unknown: "var(--accent)" };
    const segment = (row) => segmentText(data.segments[all.segment[row]]);
    const risk = (row) => risks[all.risk[row]];
    const bars = top.map((row, place) => ({ name: all.id[row], value: values[place], fill: colourOf[risk(row)],
      text: `${short(values[place])} · ${segment(row)}` }));
    draw("customers-top", {
      spec: barSpec(), ...barData(bars, 30),
      note: number ? t(isPredicted ? "customers.top_note" : "customers.top_unknown", { n: count(top.length), whales: plural("whale", number) }) : "",
      empty: all.whale.includes(1) ? null : t("customers.no_whales"),
      summary: bars.slice(0, 3).map((bar) => t("customer_named", { id: bar.name, value: money(bar.value) })).join(", "),
      head: [t("customer"), t("net_revenue"), t("segment"), t("churn_risk"), t("last_order")],
      numbers: () => whales.map((row) => [all.id[row], money(all.net[row] / UNIT), segment(row), t(`risk.${risk(row)}`), dayText(all.last[row])]),
    });
  }

  function refresh() {
    const ofAllSegments = cellsWhere((row) => passes(cells, row, true));
    const shown = ofAllSegments.filter((row) => passes(cells, row, false));
    const rows = Array.from(all.id.keys()).filter((row) => passes(all, row, false));
    showKpis("customers-kpis", kpis(shown));
    drawSegments(ofAllSegments);
    drawScores(shown);
    drawStake(shown);
    drawWhales(shown, rows);
    isShown.fill(0);
    for (const row of rows) isShown[row] = matches(row) ? 1 : 0;
    if (!table) makeList();
    else table.draw();
    byId("customers-status").textContent = t("of_all", { n: count(sum(shown, cells.customers)), all: plural("customer", total) });
  }

  const countryOf = (row) => (all.country[row] < 0 ? "" : countryText(data.countries[all.country[row]]));
  const matches = (row) => `${all.id[row]} ${countryOf(row)}`.toLowerCase().includes(state.search);

  function makeList() {
    const capped = listed < total ? ` ${t("customers.list_capped", { n: count(listed), all: count(total) })}` : "";
    byId("customers-list-note").textContent = t("customers.list_note", { days: plural("within", data.outlook.horizon) }) + capped;
    const rows = Array.from(all.id, (id, row) => [
      id, countryOf(row), segmentText(data.segments[all.segment[row]]),
      `${all.r[row]}${all.f[row]}${all.m[row]}`, risks[all.risk[row]], all.last[row], all.recency[row],
      all.orders[row], all.gross[row] / all.orders[row], all.net[row] / UNIT, all.stake[row],
    ]);
    const rank = { unknown: -1, low: 0, medium: 1, high: 2 };
    const risk = { ...column(t("churn_risk")), orderSequence: ["desc", "asc"],
      render: (value, use) => (use === "sort" ? rank[value] : use === "type" ? value : t(`risk.${value}`)),
      createdCell: (cell, value) => cell.classList.add(`risk-${value}`) };
    table = makeTable("customers-list", [
      column(t("customer")), column(t("country")), column(t("segment")), column(t("customers.rfm")), risk, dayColumn(t("last_order")),
      column(t("customers.days_since"), "count"), column(t("orders"), "count"), column(t("customers.average_order"), "two"),
      column(t("net_revenue"), "two"), column(t("at_risk"), "two"),
    ], rows, [[10, "desc"], [9, "desc"], [0, "asc"]], (row) => isShown[row] === 1, t("customers.empty"), t("customers.file"));
  }

  function setUp() {
    fillSelect("customers-segment", t("all_segments"), segmentOptions());
    fillSelect("customers-country", t("all_countries"), countryOptions());
    fillSelect("customers-risk", t("any"), shownRisks.map((risk) => [risk, t(`risk.${risk}`)]));
    for (const name of ["segment", "country", "risk"]) {
      byId(`customers-${name}`).addEventListener("change", (event) => {
        state[name] = Number(event.target.value);
        refresh();
      });
    }
    byId("customers-whales").addEventListener("change", (event) => {
      state.whales = event.target.checked;
      refresh();
    });
    byId("customers-search").addEventListener("input", (event) => {
      state.search = event.target.value.trim().toLowerCase();
      for (let row = 0; row < listed; row++) isShown[row] = passes(all, row, false) && matches(row) ? 1 : 0;
      table?.draw();
    });
    for (const input of document.getElementsByName("scores")) {
      input.addEventListener("change", () => {
        state.scores = input.value;
        refresh();
      });
    }
  }

  return { setUp, draw: refresh };
})();
