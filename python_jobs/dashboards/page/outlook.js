// Who comes back, what they are worth, and how well that was told in the past.

const outlook = (() => {
  const people = data.outlook.customers;
  const ids = data.customers.id;
  const segmentOf = (row) => data.segments[data.customers.segment[row]];
  const { horizon, backtest, calibration, outcomes } = data.outlook;
  const total = ids.length;
  const predicted = people.p.map((p, row) => row).filter((row) => people.p[row] !== null);
  const isKnown = predicted.length > 0;
  const hasYear = isKnown && people.clv[predicted[0]] !== null;
  const state = { search: "" };
  const isShown = new Uint8Array(total);
  let table = null;

  const sum = (rows, values) => rows.reduce((so, row) => so + (values[row] ?? 0), 0);
  const days = `${count(horizon)} days`;

  // The back-test as cut → figure, of the near horizon.
  const figures = (measure, method = "model") => new Map(backtest.value.map((value, row) => [row, value])
    .filter(([row]) => backtest.horizon[row] === horizon && backtest.measure[row] === measure && backtest.method[row] === method)
    .map(([row, value]) => [backtest.cut[row], value]));
  const cuts = [...figures("buyers_actual").keys()].sort();
  const lastCut = cuts[cuts.length - 1];
  const windowText = (cut) => `${days} after ${dayText(cut)}`;

  function words() {
    if (!isKnown) return "Nothing is predicted yet: there are too few customers, too short a history, or customer-intelligence fit has not run.";
    if (!lastCut) return `Expected within ${days}. The history is too short to test that on the past.`;
    const auc = figures("auc").get(lastCut);
    const recency = figures("auc", "recency").get(lastCut);
    const told = figures("buyers_predicted").get(lastCut);
    const came = figures("buyers_actual").get(lastCut);
    return `Expected within ${days}, by a model that was tested on this shop's own past. Standing on ${dayText(lastCut)} and knowing nothing later, ` +
      `it expected ${count(told)} customers to order within ${days}; ${count(came)} did. Of 100 pairs of a customer who ordered and one who did not, ` +
      `it had ranked ${count(auc * 100)} rightly; the days since the last order alone rank ${count(recency * 100)}, a coin 50.`;
  }

  function kpis() {
    const revenue = isKnown ? sum(predicted, people.revenue) : null;
    const before = lastCut ? figures("revenue_actual").get(lastCut) : null;
    const buyers = isKnown ? sum(predicted, people.p) : null;
    const stake = isKnown ? sum(predicted, people.stake) : null;
    const whales = predicted.filter((row) => people.whale[row] === 1);
    const fresh = whales.filter((row) => data.customers.whale[row] === 0);
    return [
      { name: "buyers", label: `Customers expected within ${days}`, value: buyers, text: count(buyers), note: isKnown ? `${percent(buyers / total)} of ${count(total)}` : "" },
      { name: "revenue", label: `Revenue expected within ${days}`, value: revenue, text: money(revenue),
        note: before === null ? "of customers known today" : `of customers known today; ${money(before)} in the ${windowText(lastCut)}` },
      { name: "stake", label: "At stake", value: stake, text: money(stake), note: "expected of customers who may not come back" },
      { name: "whales", label: "Whales of the coming year", value: hasYear ? whales.length : null, text: count(whales.length), note: hasYear ? `${count(fresh.length)} of them no whale today` : "" },
    ];
  }

  function drawRevenue() {
    const told = figures("revenue_predicted");
    const real = figures("revenue_actual");
    const next = isKnown ? sum(predicted, people.revenue) : 0;
    const rows = cuts.flatMap((cut) => [
      { name: `from ${dayText(cut)}`, series: "Expected", value: told.get(cut), text: short(told.get(cut)) },
      { name: `from ${dayText(cut)}`, series: "Real", value: real.get(cut), text: short(real.get(cut)) },
    ]);
    if (isKnown) rows.push({ name: "the next", series: "Expected", value: next, text: short(next) });
    draw("outlook-revenue", {
      spec: barSpec({ series: { names: ["Expected", "Real"], colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(rows, 36),
      note: `${days} each, of the customers known on the day before; new ones come on top`,
      summary: isKnown ? `${money(next)} are expected in the next ${days}.` : "",
      head: ["Window", "Expected", "Real"],
      numbers: () => [...cuts.map((cut) => [windowText(cut), money(told.get(cut)), money(real.get(cut))]), ...(isKnown ? [[`the next ${days}`, money(next), "–"]] : [])],
    });
  }

  const RECENCY = ["≤ 30", "≤ 60", "≤ 90", "≤ 180", "≤ 365", "> 365"];
  const FREQUENCY = ["1", "2", "3–4", "5–9", "10+"];
  const mapSpec = heatSpec({ xDomain: FREQUENCY, yDomain: RECENCY, fontSize: 13,
    xAxis: { title: "Days with a purchase so far" }, yAxis: { title: "Days since the last one" } });

  function drawMap() {
    const cells = RECENCY.map(() => FREQUENCY.map(() => ({ customers: 0, p: 0 })));
    for (const row of predicted) {
      const cell = cells[people.recency[row] - 1][people.frequency[row] - 1];
      cell.customers += 1;
      cell.p += people.p[row];
    }
    const mean = (cell) => (cell.customers ? cell.p / cell.customers : null);
    const text = (cell) => (cell.customers ? percent(mean(cell), whole) : "");
    draw("outlook-map", {
      spec: mapSpec, height: 300,
      rows: isKnown ? RECENCY.flatMap((recency, line) => FREQUENCY.map((frequency, place) => {
        const cell = cells[line][place];
        return heatRow(frequency, recency, mean(cell) ?? 0, text(cell), `${plural(cell.customers, "customer")}\nmean chance of an order ${text(cell) || "–"}`);
      })) : [],
      note: `Mean chance of an order within ${days}`,
      summary: isKnown ? `Who bought often and lately: ${text(cells[0][4])}; once and long ago: ${text(cells[5][0])}.` : "",
      head: ["Days since the last", ...FREQUENCY],
      numbers: () => RECENCY.map((recency, line) => [recency, ...cells[line].map((cell) => text(cell) || "–")]),
    });
  }

  function drawCalibration() {
    const rows = calibration.bin.map((bin, row) => row).filter((row) => calibration.cut[row] === lastCut && calibration.horizon[row] === horizon);
    const name = (row) => (calibration.bin[row] === 1 ? "lowest tenth" : calibration.bin[row] === 10 ? "highest tenth" : `tenth ${calibration.bin[row]}`);
    draw("outlook-calibration", {
      spec: barSpec({ series: { names: ["Told", "Came"], colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(rows.flatMap((row) => [
        { name: name(row), series: "Told", value: calibration.predicted[row], text: percent(calibration.predicted[row], whole) },
        { name: name(row), series: "Came", value: calibration.actual[row], text: percent(calibration.actual[row], whole) },
      ]), 30),
      note: lastCut ? `Tenths of the customers by their chance of an order on ${dayText(lastCut)}, and how many came within ${days}` : "",
      summary: rows.length ? `Of the highest tenth ${percent(calibration.predicted[rows[rows.length - 1]])} were expected and ${percent(calibration.actual[rows[rows.length - 1]])} came.` : "",
      head: ["Tenth", "Told", "Came", "Customers"],
      numbers: () => rows.map((row) => [name(row), percent(calibration.predicted[row]), percent(calibration.actual[row]), count(calibration.customers[row])]),
    });
  }

  function drawBuyers() {
    const told = figures("buyers_predicted");
    const came = figures("buyers_actual");
    draw("outlook-buyers", {
      spec: barSpec({ series: { names: ["Expected", "Came"], colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(cuts.flatMap((cut) => [
        { name: `from ${dayText(cut)}`, series: "Expected", value: told.get(cut), text: short(told.get(cut)) },
        { name: `from ${dayText(cut)}`, series: "Came", value: came.get(cut), text: short(came.get(cut)) },
      ]), 36),
      note: `Customers with an order within ${days}. The longer the history, the better the model knows how customers leave and what the season does`,
      summary: cuts.map((cut) => `${dayText(cut)}: ${count(told.get(cut))} expected, ${count(came.get(cut))} came`).join("; "),
      head: ["From", "Expected", "Came"],
      numbers: () => cuts.map((cut) => [dayText(cut), count(told.get(cut)), count(came.get(cut))]),
    });
  }

  const METHODS = { model: "this model", rf_grid: "grid of recency and frequency", recency: "recency alone", frequency: "frequency alone", last_period: "orders of the last window", own_gap: "own gap between orders" };

  function drawMethods() {
    const rows = Object.entries(METHODS).map(([method, name]) => {
      const values = [...figures("auc", method).values()];
      return { name, value: values.length ? sum([...values.keys()], values) / values.length : 0, fill: method === "model" ? "var(--accent)" : "var(--second)" };
    }).filter((row) => row.value).map((row) => ({ ...row, text: count(row.value * 100) })).sort((a, b) => b.value - a.value);
    draw("outlook-methods", {
      spec: barSpec(), ...barData(rows, 30),
      note: `Of 100 pairs of a customer who ordered within ${days} and one who did not, so many were ranked rightly: mean of ${plural(cuts.length, "cut")}. A coin: 50`,
      summary: rows.map((row) => `${row.name} ${row.text}`).join(", "),
      head: ["Method", "Pairs ranked rightly"],
      numbers: () => rows.map((row) => [row.name, percent(row.value)]),
    });
  }

  function drawSegments() {
    const rows = outcomes.cut.map((cut, row) => row)
      .filter((row) => outcomes.cut[row] === lastCut && outcomes.horizon[row] === horizon)
      .sort((a, b) => outcomes.revenue[b] - outcomes.revenue[a]);
    const name = (row) => data.segments[outcomes.segment[row]] ?? "other";
    draw("outlook-segments", {
      spec: barSpec(),
      ...barData(rows.map((row) => ({ name: name(row), value: outcomes.revenue[row], fill: "var(--accent)", text: `${short(outcomes.revenue[row])} · ${percent(outcomes.buyers[row], whole)} came` })), 30),
      note: lastCut ? `Revenue per customer in the ${windowText(lastCut)}, by the segment they were in on that day` : "",
      summary: rows.slice(0, 3).map((row) => `${name(row)} ${money(outcomes.revenue[row])}`).join(", "),
      head: ["Segment", "Customers", "Came", "Revenue per customer"],
      numbers: () => rows.map((row) => [name(row), count(outcomes.customers[row]), percent(outcomes.buyers[row]), money(outcomes.revenue[row])]),
    });
  }

  function drawWhales() {
    const rows = predicted.filter((row) => people.whale[row] === 1).sort((a, b) => people.clv[b] - people.clv[a]);
    const isNew = (row) => data.customers.whale[row] === 0;
    draw("outlook-whales", {
      spec: barSpec(),
      ...barData(rows.slice(0, 12).map((row) => ({ name: ids[row], value: people.clv[row], fill: isNew(row) ? "var(--second)" : "var(--accent)", text: `${short(people.clv[row])}${isNew(row) ? " · no whale today" : ""}` })), 28),
      note: `The ${Math.min(12, rows.length)} largest of ${plural(rows.length, "customer")} by the revenue expected of the coming year`,
      summary: rows.slice(0, 3).map((row) => `customer ${ids[row]} ${money(people.clv[row])}`).join(", "),
      head: ["Customer", "Expected of the year", "Net revenue so far", "Whale today", "Chance of an order"],
      numbers: () => rows.map((row) => [ids[row], money(people.clv[row]), money(data.customers.net[row]), isNew(row) ? "no" : "yes", percent(people.p[row])]),
    });
  }

  const matches = (row) => `${ids[row]} ${segmentOf(row)} ${people.why[row]}`.toLowerCase().includes(state.search);

  function filter() {
    isShown.fill(0);
    for (const row of predicted) isShown[row] = matches(row) ? 1 : 0;
  }

  function makeList() {
    byId("outlook-list-note").textContent = `Most at stake first: ${hasYear ? "the revenue expected of the coming year" : `the revenue expected within ${days}`} × the chance that no order comes within ${days}. Any column sorts the list.`;
    const rows = ids.map((id, row) => [id, segmentOf(row), people.p[row] ?? 0, people.revenue[row] ?? 0, people.clv[row] ?? 0, people.stake[row] ?? 0, people.next[row] ?? "", people.why[row]]);
    table = makeTable("outlook-list", [
      column("Customer"), column("Segment"), column("Chance of an order", "percent"), column(`Expected in ${days}`, "two"),
      column("Expected in a year", "two"), column("At stake", "two"), column("Next order by"), column("Why"),
    ], rows, [[5, "desc"], [0, "asc"]], (row) => isShown[row] === 1, "No customer with a prediction passes the search.", "call-list");
  }

  function refresh() {
    filter();
    byId("outlook-words").textContent = words();
    showKpis("outlook-kpis", kpis());
    drawRevenue();
    drawMap();
    drawCalibration();
    drawBuyers();
    drawMethods();
    drawSegments();
    drawWhales();
    if (!table) makeList();
    else table.draw();
  }

  function setUp() {
    byId("outlook-search").addEventListener("input", (event) => {
      state.search = event.target.value.trim().toLowerCase();
      filter();
      table.draw();
    });
  }

  return { setUp, draw: refresh };
})();
