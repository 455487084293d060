// Who comes back, what they are worth, and how well that was told in the past.

const outlook = (() => {
  const all = data.outlook;
  const { horizon, backtest, calibration, outcomes } = all;
  const total = data.customers.all;
  // Those who are on the page one by one, with a prediction.
  const people = data.customers.list;
  const listed = Array.from(people.id.keys()).filter((row) => people.p[row] !== null);
  const isKnown = all.predicted > 0;
  const state = { search: "" };
  const isShown = new Uint8Array(people.id.length);
  let table = null;

  const days = plural("days", horizon);
  const within = plural("within", horizon);
  const segmentOf = (row) => segmentText(data.segments[people.segment[row]]);

  // Why a prediction is as it is, from the customer's own history and from what customers like them did.
  // As macros/rules/outlook_cells.sql says; a test compares these words with those of the warehouse.
  const FEWEST_LIKE = 20;
  function whyOf(row) {
    const silent = (form) => plural(form, people.recency[row]);
    const own = people.gap[row] === null ? t("why.once", { silent: silent("within") })
      : t("why.often", { every: plural("why.every", people.gap[row]), silent: silent("within") });
    if (people.p[row] === null) return own + t(`why.unknown.${all.unpredicted.kind}`);
    if (!(people.like[row] >= FEWEST_LIKE)) return own;
    return own + t(all.seasonal ? "why.like_season" : "why.like", { share: whole.format((100 * people.came[row]) / people.like[row]), days: within });
  }

  // The back-test as cut → figure, of the near horizon.
  const figures = (measure, method = "model") => new Map(backtest.value.map((value, row) => [row, value])
    .filter(([row]) => backtest.horizon[row] === horizon && backtest.measure[row] === measure && backtest.method[row] === method)
    .map(([row, value]) => [backtest.cut[row], value]));
  const cuts = [...figures("buyers_actual").keys()].sort();
  const lastCut = cuts[cuts.length - 1];
  const windowText = (cut, span = days) => t("outlook.window", { days: span, day: dayText(cut) });

  function spoken() {
    if (!isKnown) return unpredicted;
    if (!lastCut) return t("outlook.untested", { days: within });
    const figure = (measure, method) => figures(measure, method).get(lastCut);
    const said = t("outlook.words", { days: within, cut: dayText(lastCut), told: count(figure("buyers_predicted")), came: count(figure("buyers_actual")) });
    // where nobody ordered, or everybody did, there are no pairs to rank
    const [auc, recency] = [figure("auc"), figure("auc", "recency")];
    if (auc === undefined || recency === undefined) return said;
    return `${said} ${t("outlook.ranked", { auc: count(auc * 100), recency: count(recency * 100) })}`;
  }

  function kpis() {
    const before = lastCut ? figures("revenue_actual").get(lastCut) : null;
    const ifKnown = (value) => (isKnown ? value : null);
    return [
      { name: "buyers", label: t("outlook.buyers", { days: within }), value: ifKnown(all.buyers), text: count(all.buyers),
        note: isKnown ? t("of_all", { n: roughly(all.buyers / total, total), all: plural("customer", total) }) : "" },
      { name: "revenue", label: t("outlook.revenue", { days: within }), value: ifKnown(all.revenue), text: money(all.revenue),
        note: !isKnown ? "" : before === null ? t("outlook.known_today") : t("outlook.known_before", { value: money(before), window: windowText(lastCut, within) }) },
      { name: "stake", label: t("at_risk"), value: ifKnown(all.stake), text: money(all.stake), note: t(isKnown ? "at_risk.note" : "at_risk.unknown") },
      { name: "whales", label: t("outlook.whales"), value: all.has_year ? all.whales : null, text: count(all.whales),
        note: all.has_year ? t("outlook.new_whales", { n: count(all.new_whales) }) : isKnown ? t("outlook.two_years") : "" },
    ];
  }

  function drawRevenue() {
    const told = figures("revenue_predicted");
    const real = figures("revenue_actual");
    const [expected, came] = [t("outlook.expected"), t("outlook.real")];
    const name = (cut) => t("outlook.from", { day: dayText(cut) });
    const rows = cuts.flatMap((cut) => [
      { name: name(cut), series: expected, value: told.get(cut), text: short(told.get(cut)) },
      { name: name(cut), series: came, value: real.get(cut), text: short(real.get(cut)) },
    ]);
    if (isKnown) rows.push({ name: t("outlook.next_days", { days }), series: expected, value: all.revenue, text: short(all.revenue) });
    draw("outlook-revenue", {
      spec: barSpec({ series: { names: [expected, came], colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(rows, 36),
      note: t("outlook.revenue_note", { days }),
      empty: unpredicted,
      summary: isKnown ? t("outlook.revenue_summary", { value: money(all.revenue), days: within }) : "",
      head: [t("outlook.window_head"), expected, came],
      numbers: () => [...cuts.map((cut) => [windowText(cut), money(told.get(cut)), money(real.get(cut))]),
        ...(isKnown ? [[t("outlook.next_days", { days }), money(all.revenue), "–"]] : [])],
    });
  }

  const RECENCY = ["≤ 30", "≤ 60", "≤ 90", "≤ 180", "≤ 365", "> 365"];
  const FREQUENCY = ["1", "2", "3–4", "5–9", "10+"];
  const mapSpec = heatSpec({ xDomain: FREQUENCY, yDomain: RECENCY, fontSize: 13,
    xAxis: { title: t("outlook.map_x") }, yAxis: { title: t("outlook.map_y") } });

  function drawMap() {
    const cells = RECENCY.map(() => FREQUENCY.map(() => ({ customers: 0, p: null })));
    for (const [row, recency] of all.map.recency.entries()) {
      cells[recency - 1][all.map.frequency[row] - 1] = { customers: all.map.customers[row], p: all.map.p[row] };
    }
    const text = (cell) => (cell.customers ? roughly(cell.p, cell.customers, whole) : "");
    draw("outlook-map", {
      spec: mapSpec, height: 300,
      rows: isKnown ? RECENCY.flatMap((recency, line) => FREQUENCY.map((frequency, place) => {
        const cell = cells[line][place];
        return heatRow(frequency, recency, cell.p ?? 0, text(cell), `${plural("customer", cell.customers)}\n${t("outlook.map_hover", { value: text(cell) || "–" })}`);
      })) : [],
      empty: unpredicted,
      note: withFew(t("outlook.map_note", { days: within }), cells.flat().map((cell) => cell.customers)),
      summary: isKnown ? t("outlook.map_summary", { best: text(cells[0][4]) || "–", worst: text(cells[5][0]) || "–" }) : "",
      head: [t("outlook.map_head"), ...FREQUENCY],
      numbers: () => RECENCY.map((recency, line) => [recency, ...cells[line].map((cell) => text(cell) || "–")]),
    });
  }

  function drawCalibration() {
    const rows = calibration.bin.map((bin, row) => row).filter((row) => calibration.cut[row] === lastCut && calibration.horizon[row] === horizon);
    const name = (row) => (calibration.bin[row] === 1 ? t("outlook.lowest") : calibration.bin[row] === 10 ? t("outlook.highest") : t("outlook.tenth", { n: calibration.bin[row] }));
    const [told, came] = [t("outlook.told"), t("outlook.came")];
    const text = (values, row, form) => roughly(values[row], calibration.customers[row], form);
    const last = rows[rows.length - 1];
    draw("outlook-calibration", {
      spec: barSpec({ series: { names: [told, came], colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(rows.flatMap((row) => [
        { name: name(row), series: told, value: calibration.predicted[row], text: text(calibration.predicted, row, whole) },
        { name: name(row), series: came, value: calibration.actual[row], text: text(calibration.actual, row, whole) },
      ]), 30),
      empty: unpredicted ?? t("outlook.no_test"),
      note: lastCut ? withFew(t("outlook.calibration_note", { day: dayText(lastCut), days: within }), rows.map((row) => calibration.customers[row])) : "",
      summary: rows.length ? t("outlook.calibration_summary", { told: percent(calibration.predicted[last]), came: percent(calibration.actual[last]) }) : "",
      head: [t("outlook.tenth_head"), told, came, t("customers")],
      numbers: () => rows.map((row) => [name(row), text(calibration.predicted, row), text(calibration.actual, row), count(calibration.customers[row])]),
    });
  }

  function drawBuyers() {
    const told = figures("buyers_predicted");
    const came = figures("buyers_actual");
    const series = [t("outlook.expected"), t("outlook.came")];
    const name = (cut) => t("outlook.from", { day: dayText(cut) });
    draw("outlook-buyers", {
      spec: barSpec({ series: { names: series, colours: ["var(--second)", "var(--accent)"] } }),
      ...barData(cuts.flatMap((cut) => [
        { name: name(cut), series: series[0], value: told.get(cut), text: count(told.get(cut)) },
        { name: name(cut), series: series[1], value: came.get(cut), text: count(came.get(cut)) },
      ]), 36),
      note: t("outlook.buyers_note", { days: within }),
      empty: unpredicted ?? t("outlook.no_test"),
      summary: cuts.map((cut) => t("outlook.buyers_summary", { day: dayText(cut), told: count(told.get(cut)), came: count(came.get(cut)) })).join("; "),
      head: [t("from"), ...series],
      numbers: () => cuts.map((cut) => [dayText(cut), count(told.get(cut)), count(came.get(cut))]),
    });
  }

  const METHODS = ["model", "rf_grid", "recency", "frequency", "last_period", "own_gap"];

  function drawMethods() {
    const rows = METHODS.map((method) => {
      const values = [...figures("auc", method).values()];
      return { name: t(`method.${method}`), value: values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0,
        fill: method === "model" ? "var(--accent)" : "var(--second)" };
    }).filter((row) => row.value).map((row) => ({ ...row, text: count(row.value * 100) })).sort((a, b) => b.value - a.value);
    draw("outlook-methods", {
      spec: barSpec(), ...barData(rows, 30),
      note: rows.length ? t("outlook.methods_note", { days: within, cuts: plural("cut", figures("auc").size) }) : "",
      empty: unpredicted ?? t(lastCut ? "outlook.no_pairs" : "outlook.no_test"),
      summary: rows.map((row) => `${row.name} ${row.text}`).join(", "),
      head: [t("outlook.method_head"), t("outlook.ranked_head")],
      numbers: () => rows.map((row) => [row.name, percent(row.value)]),
    });
  }

  function drawSegments() {
    const rows = outcomes.cut.map((cut, row) => row)
      .filter((row) => outcomes.cut[row] === lastCut && outcomes.horizon[row] === horizon)
      .sort((a, b) => outcomes.revenue[b] - outcomes.revenue[a]);
    const name = (row) => (outcomes.segment[row] < 0 ? t("outlook.other") : segmentText(data.segments[outcomes.segment[row]]));
    const came = (row, form) => roughly(outcomes.buyers[row], outcomes.customers[row], form);
    draw("outlook-segments", {
      spec: barSpec(),
      ...barData(rows.map((row) => ({ name: name(row), value: outcomes.revenue[row], fill: "var(--accent)", text: `${short(outcomes.revenue[row])} · ${t("outlook.came_share", { share: came(row, whole) })}` })), 30),
      empty: unpredicted ?? t("outlook.no_test"),
      note: lastCut ? withFew(t("outlook.segments_note", { window: windowText(lastCut, within) }), rows.map((row) => outcomes.customers[row])) : "",
      summary: rows.slice(0, 3).map((row) => `${name(row)} ${money(outcomes.revenue[row])}`).join(", "),
      head: [t("segment"), t("customers"), t("outlook.came"), t("outlook.revenue_per_customer")],
      numbers: () => rows.map((row) => [name(row), count(outcomes.customers[row]), came(row), money(outcomes.revenue[row])]),
    });
  }

  function drawWhales() {
    const { id, clv, net, whale, p } = all.largest;
    const rows = Array.from(id.keys());
    const shown = rows.slice(0, 12);
    draw("outlook-whales", {
      spec: barSpec(),
      ...barData(shown.map((row) => ({ name: id[row], value: clv[row], fill: whale[row] ? "var(--accent)" : "var(--second)",
        text: `${short(clv[row])}${whale[row] ? "" : ` · ${t("outlook.no_whale")}`}` })), 28),
      note: shown.length ? t("outlook.whales_note", { n: count(shown.length), customers: plural("customer", all.whales) }) : "",
      empty: isKnown ? t(all.has_year ? "outlook.no_whales" : "outlook.too_short") : unpredicted,
      summary: rows.slice(0, 3).map((row) => t("customer_named", { id: id[row], value: money(clv[row]) })).join(", "),
      head: [t("customer"), t("outlook.year_head"), t("customers.net"), t("outlook.whale_today"), t("outlook.chance")],
      numbers: () => rows.map((row) => [id[row], money(clv[row]), money(net[row]), t(whale[row] ? "yes" : "no"), percent(p[row])]),
    });
  }

  const matches = (row) => `${people.id[row]} ${segmentOf(row)} ${whyOf(row)}`.toLowerCase().includes(state.search);

  function filter() {
    isShown.fill(0);
    for (const row of listed) isShown[row] = matches(row) ? 1 : 0;
  }

  function makeList() {
    const capped = people.id.length < total ? ` ${t("customers.list_capped", { n: count(people.id.length), all: count(total) })}` : "";
    byId("outlook-list-note").textContent = t(all.has_year ? "outlook.list_note_year" : "outlook.list_note", { days: within }) + capped;
    const rows = Array.from(people.id, (id, row) => [id, segmentOf(row), people.p[row], people.revenue[row], people.clv[row], people.stake[row], people.next[row], whyOf(row)]);
    table = makeTable("outlook-list", [
      column(t("customer")), column(t("segment")), column(t("outlook.chance"), "percent"), column(t("outlook.expected_in", { days: within }), "two"),
      { ...column(t("outlook.expected_year"), "two"), visible: all.has_year }, column(t("at_risk"), "two"), dayColumn(t("outlook.next_by")), column(t("outlook.why")),
    ], rows, [[5, "desc"], [0, "asc"]], (row) => isShown[row] === 1, unpredicted ?? t("outlook.empty"), t("outlook.file"));
  }

  function refresh() {
    filter();
    byId("outlook-words").textContent = spoken();
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
      table?.draw();
    });
  }

  return { setUp, draw: refresh };
})();
