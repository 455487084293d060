// Who the customers are, who brings the money and who is about to leave.

const customers = (() => {
  const all = { ...data.customers, gross: exact(data.customers.gross), net: exact(data.customers.net) };
  const total = all.id.length;
  const risks = ["high", "medium", "low", "unknown"].filter((risk) => all.risk.includes(risk));
  const state = { segment: -1, country: -1, risk: -1, whales: false, search: "", scores: "customers" };
  const isShown = new Uint8Array(total);
  let table = null;

  const passes = (row, ignoreSegment) =>
    (ignoreSegment || state.segment < 0 || all.segment[row] === state.segment) &&
    (state.country < 0 || all.country[row] === state.country) &&
    (state.risk < 0 || all.risk[row] === risks[state.risk]) &&
    (!state.whales || all.whale[row] === 1);

  const sum = (rows, values) => rows.reduce((so, row) => so + values[row], 0);
  const rowsWhere = (test) => Array.from({ length: total }, (_, row) => row).filter(test);

  function kpis(shown) {
    const net = sum(shown, all.net);
    const whales = shown.filter((row) => all.whale[row] === 1);
    const leaving = shown.filter((row) => all.risk[row] === "high");
    const whaleNet = sum(whales, all.net);
    const atRisk = sum(leaving, all.net);
    const part = (value, whole, what) => (whole ? `${percent(value / whole)} of ${what}` : "");
    return [
      { name: "customers", label: "Customers", value: shown.length, text: count(shown.length),
        note: shown.length === total ? "with at least one order" : part(shown.length, total, "all customers") },
      { name: "net", label: "Net revenue so far", value: net / UNIT, text: money(net / UNIT),
        note: shown.length ? `${money(net / UNIT / shown.length)} per customer` : "" },
      { name: "whales", label: "Whales", value: whales.length, text: count(whales.length), note: part(whaleNet, net, "net revenue") },
      { name: "leaving", label: "High churn risk", value: leaving.length, text: count(leaving.length), note: part(leaving.length, shown.length, "these customers") },
      { name: "at-risk", label: "Revenue at risk", value: atRisk / UNIT, text: money(atRisk / UNIT), note: part(atRisk, net, "net revenue") },
    ];
  }

  function drawSegments(rows) {
    const number = new Float64Array(data.segments.length);
    const net = new Float64Array(data.segments.length);
    for (const row of rows) {
      number[all.segment[row]] += 1;
      net[all.segment[row]] += all.net[row];
    }
    const allNet = net.reduce((a, b) => a + b, 0);
    const order = [...number.keys()].filter((segment) => number[segment]).sort((a, b) => number[b] - number[a]);
    const names = order.map((segment) => data.segments[segment]);
    const people = order.map((segment) => number[segment] / rows.length);
    const value = order.map((segment) => share(net[segment], allNet) ?? 0);
    const row = (place, series, value) => ({ name: names[place], key: order[place], series, value, text: percent(value),
      opacity: state.segment < 0 || order[place] === state.segment ? 1 : 0.35 });
    const bars = order.flatMap((_, place) => [row(place, "Customers", people[place]), row(place, "Net revenue", value[place])]);
    draw("customers-segments", {
      spec: barSpec({ series: { names: ["Customers", "Net revenue"], colours: ["var(--accent)", "var(--second)"] } }),
      ...barData(bars, 34),
      note: "A click on a bar chooses the segment",
      summary: names.slice(0, 3).map((name, place) => `${name} ${percent(people[place])} of customers and ${percent(value[place])} of net revenue`).join("; "),
      head: ["Segment", "Customers", "Share", "Net revenue", "Share"],
      numbers: () => order.map((segment, place) => [names[place], count(number[segment]), percent(people[place]), money(net[segment] / UNIT), percent(value[place])]),
      act: ({ key }) => {
        state.segment = key === state.segment ? -1 : key;
        byId("customers-segment").value = state.segment;
        refresh();
      },
    });
  }

  const scores = ["1", "2", "3", "4", "5"];
  const scoreSpec = heatSpec({ xDomain: scores, yDomain: [...scores].reverse(), fontSize: 14,
    xAxis: { title: "Frequency score: 5 orders most often" }, yAxis: { title: "Recency score: 5 bought last" } });

  function drawScores(shown) {
    const grid = Array.from({ length: 5 }, () => new Array(5).fill(0));
    const isMoney = state.scores === "net";
    for (const row of shown) grid[all.r[row] - 1][all.f[row] - 1] += isMoney ? all.net[row] / UNIT : 1;
    const text = isMoney ? short : count;
    const most = Math.max(1, ...grid.flat());
    const rows = scores.flatMap((r, line) => scores.map((f, place) => {
      const value = grid[line][place];
      return heatRow(f, r, value / most, text(value), `R ${r}, F ${f}\n${isMoney ? `net revenue ${money(value)}` : plural(value, "customer")}`);
    }));
    draw("customers-scores", {
      spec: scoreSpec, height: 270, rows: shown.length ? rows : [],
      note: isMoney ? "Net revenue of the customers with each pair of scores" : "Customers with each pair of scores",
      summary: `Best corner, 5 and 5: ${text(grid[4][4])}; worst, 1 and 1: ${text(grid[0][0])}.`,
      head: ["Recency", "Frequency 1", "2", "3", "4", "5"],
      numbers: () => [5, 4, 3, 2, 1].map((score) => [String(score), ...grid[score - 1].map(isMoney ? money : count)]),
    });
  }

  function drawStake(shown) {
    const sums = risks.map(() => new Float64Array(data.segments.length));
    for (const row of shown) sums[risks.indexOf(all.risk[row])][all.segment[row]] += all.net[row] / UNIT;
    const high = risks.indexOf("high");
    const medium = risks.indexOf("medium");
    const of = (risk, segment) => (risk < 0 ? 0 : sums[risk][segment]);
    const order = [...data.segments.keys()]
      .filter((segment) => of(high, segment) || of(medium, segment))
      .sort((a, b) => of(high, b) - of(high, a) || of(medium, b) - of(medium, a));
    const names = order.map((segment) => data.segments[segment]);
    const row = (place, series, value) => ({ name: names[place], series, value, text: value ? short(value) : "" });
    const bars = order.flatMap((segment, place) => [row(place, "High risk", of(high, segment)), row(place, "Medium risk", of(medium, segment))]);
    draw("customers-stake", {
      spec: barSpec({ series: { names: ["High risk", "Medium risk"], colours: ["var(--bad)", "var(--warn)"] } }),
      ...barData(bars, 34),
      note: "Net revenue so far of those who are not likely to order again soon",
      summary: names.slice(0, 3).map((name, place) => `${name} ${money(of(high, order[place]))} at high risk`).join(", "),
      head: ["Segment", "High risk", "Medium risk"],
      numbers: () => order.map((segment, place) => [names[place], money(of(high, segment)), money(of(medium, segment))]),
    });
  }

  function drawWhales(shown) {
    const whales = shown.filter((row) => all.whale[row] === 1).sort((a, b) => all.net[b] - all.net[a]);
    const top = whales.slice(0, 10);
    const values = top.map((row) => all.net[row] / UNIT);
    const colourOf = { high: "var(--bad)", medium: "var(--warn)", low: "var(--accent)", unknown: "var(--accent)" };
    const rows = top.map((row, place) => ({ name: all.id[row], value: values[place], fill: colourOf[all.risk[row]],
      text: `${short(values[place])} · ${data.segments[all.segment[row]]}` }));
    draw("customers-top", {
      spec: barSpec(), ...barData(rows, 30),
      note: `The ${Math.min(10, whales.length)} largest of ${plural(whales.length, "whale")} by net revenue; orange and red: medium and high churn risk`,
      summary: rows.slice(0, 3).map((row) => `customer ${row.name} ${money(row.value)}`).join(", "),
      head: ["Customer", "Net revenue", "Segment", "Churn risk", "Last order"],
      numbers: () => whales.map((row) => [all.id[row], money(all.net[row] / UNIT), data.segments[all.segment[row]], all.risk[row], dayText(all.last[row])]),
    });
  }

  function refresh() {
    const ofAllSegments = rowsWhere((row) => passes(row, true));
    const shown = ofAllSegments.filter((row) => passes(row, false));
    showKpis("customers-kpis", kpis(shown));
    drawSegments(ofAllSegments);
    drawScores(shown);
    drawStake(shown);
    drawWhales(shown);
    isShown.fill(0);
    for (const row of shown) isShown[row] = matches(row) ? 1 : 0;
    if (!table) makeList();
    else table.draw();
    byId("customers-status").textContent = `${count(shown.length)} of ${plural(total, "customer")}`;
  }

  function matches(row) {
    const country = all.country[row] < 0 ? "" : data.countries[all.country[row]];
    return `${all.id[row]} ${country}`.toLowerCase().includes(state.search);
  }

  function makeList() {
    const rows = Array.from(all.id, (id, row) => [
      id, all.country[row] < 0 ? "" : data.countries[all.country[row]], data.segments[all.segment[row]],
      `${all.r[row]}${all.f[row]}${all.m[row]}`, all.risk[row], all.last[row], all.recency[row],
      all.orders[row], all.gross[row] / UNIT / all.orders[row], all.net[row] / UNIT,
      all.risk[row] === "high" ? all.net[row] / UNIT : 0,
    ]);
    const rank = { unknown: -1, low: 0, medium: 1, high: 2 };
    const risk = { ...column("Churn risk"), orderSequence: ["desc", "asc"],
      render: (value, use) => (use === "sort" ? rank[value] : asText().display(value)),
      createdCell: (cell, value) => cell.classList.add(`risk-${value}`) };
    table = makeTable("customers-list", [
      column("Customer"), column("Country"), column("Segment"), column("RFM"), risk, column("Last order"),
      column("Days since", "count"), column("Orders", "count"), column("Average order", "two"),
      column("Net revenue", "two"), column("At stake", "two"),
    ], rows, [[10, "desc"], [9, "desc"], [0, "asc"]], (row) => isShown[row] === 1, "No customer passes these filters.", "customers");
  }

  function setUp() {
    fillSelect("customers-segment", "All segments", data.segments);
    fillSelect("customers-country", "All countries", data.countries);
    fillSelect("customers-risk", "Any", risks);
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
      for (let row = 0; row < total; row++) isShown[row] = passes(row, false) && matches(row) ? 1 : 0;
      table.draw();
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
