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
    // where the data begin after the 90 days before, nobody knows what grew
    const isBeforeKnown = rows.some((row) => list.previous[row] !== null);
    const growing = rows.filter((row) => list.recent[row] > list.previous[row]).length;
    const everybody = began.by.indexOf("all");
    return [
      { name: "articles", label: t("products.articles"), value: all, text: count(all), note: all > rows.length ? t("products.listed", { n: count(rows.length) }) : t("products.goods") },
      { name: "ten", label: t("products.ten"), value: net > 0 ? ten / net : null, text: percent(net > 0 ? ten / net : 0), note: t("products.ten_note") },
      { name: "growing", label: t("products.growing"), value: isBeforeKnown ? growing : null, text: count(growing),
        note: isBeforeKnown || !rows.length ? t("products.growing_note", { n: count(rows.length) }) : t("products.no_before", { day: dayText(data.first_day) }) },
      { name: "came-back", label: t("products.came_back"), value: everybody < 0 ? null : began.share[everybody], text: percent(everybody < 0 ? 0 : began.share[everybody]),
        note: everybody < 0 ? nothing.customers ?? t("products.too_young") : t("of_all", { n: count(began.came_back[everybody]), all: plural("new_customer", began.customers[everybody]) }) },
    ];
  }

  function drawBegan() {
    const isMonth = state.by === "first_month";
    const rows = began.by.map((_, row) => row).filter((row) => began.by[row] === state.by);
    if (!isMonth) rows.sort((a, b) => began.low[b] - began.low[a] || began.customers[b] - began.customers[a] || (began.member[a] < began.member[b] ? -1 : 1));
    const label = (row) => (isMonth ? monthText(began.member[row]) : state.by === "country" ? countryText(began.member[row]) : began.name[row] || began.member[row]);
    const shown = isMonth ? rows : rows.slice(0, MOST_BARS);
    const bars = shown.map((row) => ({ name: state.by === "first_product" ? `${label(row)} · ${began.member[row]}` : label(row), value: began.share[row], fill: "var(--accent)",
      text: t("products.began_bar", { share: percent(began.share[row], whole), low: whole.format(began.low[row] * 100), high: whole.format(began.high[row] * 100), n: count(began.customers[row]) }) }));
    draw("products-began", {
      spec: barSpec(), ...barData(bars),
      note: t(isMonth ? "products.began_month_note" : "products.began_note"),
      empty: nothing.customers ?? t("products.too_few"),
      summary: bars.slice(0, 3).map((bar) => `${bar.name} ${bar.text}`).join("; "),
      head: [t("products.began_head"), t("customers"), t("products.came_head"), t("from"), t("to"), t("products.revenue_head")],
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
      note: t("products.returns_note", { n: LEAST_LINES }),
      empty: t("products.no_returns", { n: LEAST_LINES }),
      summary: bars.slice(0, 3).map((bar) => `${bar.name} ${bar.text}`).join("; "),
      head: [t("products.article"), t("products.returns_head"), t("from"), t("to"), t("products.returned_head")],
      numbers: () => rows.slice(0, 100).map((row) => [name(row), percent(part(row)), percent(list.return_low[row]), percent(list.return_high[row]), percent(list.return_rate[row])]),
    });
  }

  function makeList() {
    const rows = list.code.map((code, row) => [code, name(row), list.net[row], list.orders[row], list.customers[row],
      share(list.repeaters[row], list.customers[row]), share(list.first[row], list.customers[row]),
      list.return_rate[row], list.recent[row], list.previous[row], list.partner[row] ?? "", list.lines[row]]);
    // a share of few is marked: of few customers, or sale lines for returns
    const ofCustomers = (value, row) => roughly(value, row[4]);
    const ofLines = (value, row) => roughly(value, row[11]);
    table = makeTable("products-list", [
      column(t("products.code")), column(t("products.article")), column(t("net_revenue"), "whole"), column(t("orders"), "count"), column(t("customers"), "count"),
      column(t("products.again"), ofCustomers), column(t("products.in_first"), ofCustomers), column(t("products.returned"), ofLines),
      column(t("products.recent"), "whole"), column(t("products.previous"), "whole"), column(t("products.partner")),
    ], rows, [[2, "desc"], [0, "asc"]], (row) => isShown[row] === 1, t("products.empty"), t("products.file"));
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
