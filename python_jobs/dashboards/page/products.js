// Which articles bring customers who stay, which are bought again, and which come back.

const articles = (() => {
  const { list, began, all } = data.products;
  const name = (row) => list.name[row] || list.code[row];
  const state = { search: "", by: "first_product" };
  const isShown = new Uint8Array(list.code.length).fill(1);
  // Ranked by the end of the interval, so that few cases never lead.
  const MOST_BARS = 12;
  const LEAST_LINES = 30;
  let table = null;

  const interval = (low, high) => `${whole.format(low * 100)}–${whole.format(high * 100)}`;

  function kpis() {
    const rows = list.code.map((_, row) => row);
    const net = rows.reduce((sum, row) => sum + list.net[row], 0);
    const ten = rows.slice(0, 10).reduce((sum, row) => sum + list.net[row], 0);
    const growing = rows.filter((row) => list.recent[row] > list.previous[row]).length;
    const everybody = began.by.indexOf("all");
    return [
      { name: "articles", label: "Articles", value: all, text: count(all), note: all > rows.length ? `the ${count(rows.length)} with most revenue are listed` : "goods with a sale" },
      { name: "ten", label: "The first ten", value: net > 0 ? ten / net : null, text: percent(net > 0 ? ten / net : 0), note: "of the listed net revenue" },
      { name: "growing", label: "Growing", value: rows.length ? growing : null, text: count(growing), note: "more in the last 90 days than in the 90 before" },
      { name: "came-back", label: "Come back in 180 days", value: everybody < 0 ? null : began.share[everybody], text: percent(everybody < 0 ? 0 : began.share[everybody]),
        note: everybody < 0 ? "no customer is old enough" : `${count(began.came_back[everybody])} of ${plural(began.customers[everybody], "new customer")}` },
    ];
  }

  function drawBegan() {
    const isMonth = state.by === "first_month";
    const rows = began.by.map((_, row) => row).filter((row) => began.by[row] === state.by);
    if (!isMonth) rows.sort((a, b) => began.low[b] - began.low[a] || began.customers[b] - began.customers[a] || (began.member[a] < began.member[b] ? -1 : 1));
    const label = (row) => (isMonth ? monthText(began.member[row]) : state.by === "country" ? began.member[row] : began.name[row] || began.member[row]);
    const shown = isMonth ? rows : rows.slice(0, MOST_BARS);
    const bars = shown.map((row) => ({ name: state.by === "first_product" ? `${label(row)} · ${began.member[row]}` : label(row), value: began.share[row], fill: "var(--accent)",
      text: `${percent(began.share[row], whole)} (${interval(began.low[row], began.high[row])}) of ${count(began.customers[row])}` }));
    draw("products-began", {
      spec: barSpec(), ...barData(bars),
      note: "Share of new customers who bought again within 180 days, with its 95 % interval; 30 customers and more",
      summary: bars.slice(0, 3).map((bar) => `${bar.name} ${bar.text}`).join("; "),
      head: ["Began with", "Customers", "Came back", "From", "To", "Revenue per customer in 180 days"],
      numbers: () => rows.map((row) => [label(row), count(began.customers[row]), percent(began.share[row]), percent(began.low[row]), percent(began.high[row]), money(began.revenue[row])]),
    });
  }

  function drawReturns() {
    const rows = list.code.map((_, row) => row).filter((row) => list.lines[row] >= LEAST_LINES && list.returns[row] > 0);
    rows.sort((a, b) => list.return_low[b] - list.return_low[a] || (list.code[a] < list.code[b] ? -1 : 1));
    const part = (row) => Math.min(1, list.returns[row] / list.lines[row]);
    const bars = rows.slice(0, MOST_BARS).map((row) => ({ name: `${name(row)} · ${list.code[row]}`, value: part(row), fill: "var(--bad)",
      text: `${percent(part(row), whole)} (${interval(list.return_low[row], list.return_high[row])})` }));
    draw("products-returns", {
      spec: barSpec(), ...barData(bars),
      note: `Return lines by sale lines, with the 95 % interval; articles with ${LEAST_LINES} sale lines and more`,
      summary: bars.slice(0, 3).map((bar) => `${bar.name} ${bar.text}`).join("; "),
      head: ["Article", "Returns by sales", "From", "To", "Returned revenue"],
      numbers: () => rows.slice(0, 100).map((row) => [name(row), percent(part(row)), percent(list.return_low[row]), percent(list.return_high[row]), percent(list.return_rate[row])]),
    });
  }

  function makeList() {
    const rows = list.code.map((code, row) => [code, name(row), list.net[row], list.orders[row], list.customers[row],
      share(list.repeaters[row], list.customers[row]) ?? 0, share(list.first[row], list.customers[row]) ?? 0,
      list.return_rate[row], list.recent[row], list.previous[row], list.partner[row] ?? ""]);
    table = makeTable("products-list", [
      column("Code"), column("Article"), column("Net revenue", "money"), column("Orders", "count"), column("Customers", "count"),
      column("Bought again", "percent"), column("In first order", "percent"), column("Returned", "percent"),
      column("Last 90 days", "money"), column("90 days before", "money"), column("Best partner"),
    ], rows, [[2, "desc"], [0, "asc"]], (row) => isShown[row] === 1, "No article passes this search.", "articles");
  }

  function refresh() {
    showKpis("products-kpis", kpis());
    drawBegan();
    drawReturns();
    if (!table) makeList();
  }

  function setUp() {
    byId("products-search").addEventListener("input", (event) => {
      state.search = event.target.value.trim().toLowerCase();
      for (let row = 0; row < isShown.length; row++) isShown[row] = `${list.code[row]} ${name(row)}`.toLowerCase().includes(state.search) ? 1 : 0;
      table?.draw();
    });
    for (const input of document.getElementsByName("began")) {
      input.addEventListener("change", () => {
        state.by = input.value;
        drawBegan();
      });
    }
  }

  return { setUp, draw: refresh };
})();
