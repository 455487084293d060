// Why revenue moved between two periods, and who moved between the segments.

const changes = (() => {
  const { effects, moves } = data.changes;
  const kinds = [
    ["month_on_month", "Month before"], ["month_year_on_year", "Month a year before"],
    ["quarter_on_quarter", "Quarter before"], ["quarter_year_on_year", "Quarter a year before"],
    ["year_on_year", "Year before"],
  ].filter(([kind]) => effects.comparison.includes(kind));
  const words = {
    new_customers: "New customers", returning_customers: "Came back", lost_customers: "Did not buy again",
    kept_customers: "Bought in both", customers: "Number of customers", orders_per_customer: "Orders per customer",
    lines_per_order: "Lines per order", revenue_per_line: "Revenue per line", guests: "Guests", returns: "Returns",
  };
  const FIRST = "First Purchase";
  const segments = [...data.segments, ...new Set([...moves.from, ...moves.to].filter((name) => name !== FIRST && !data.segments.includes(name)))];
  const months = [...new Set(moves.month)].sort().reverse();
  const state = { kind: kinds[0]?.[0] ?? null, start: null, month: months[0] ?? null };

  const startsOf = (kind) => [...new Set(effects.start.filter((_, row) => effects.comparison[row] === kind))].sort().reverse();
  const rowsOf = () => effects.start.map((_, row) => row).filter((row) => effects.comparison[row] === state.kind && effects.start[row] === state.start);
  const days = (from, to) => `${dayText(from)} – ${dayText(to)}`;

  function periodText(start) {
    if (state.kind?.startsWith("month")) return monthText(start);
    return state.kind?.startsWith("quarter") ? `Quarter ${Math.ceil(Number(start.slice(5, 7)) / 3)} of ${start.slice(0, 4)}` : start.slice(0, 4);
  }

  function kpis(rows) {
    const [row] = rows;
    const now = row === undefined ? null : effects.now[row];
    const before = row === undefined ? null : effects.before[row];
    const relative = before > 0 ? `${now >= before ? "+" : "−"}${percent(Math.abs(now / before - 1))}` : "nothing to compare with";
    return [
      { name: "now", label: "Net revenue", value: now, text: money(now ?? 0), note: row === undefined ? "" : days(effects.first[row], effects.last[row]) },
      { name: "before", label: "Compared with", value: before, text: money(before ?? 0), note: row === undefined ? "" : days(effects.first_before[row], effects.last_before[row]) },
      { name: "change", label: "Change", value: row === undefined ? null : Math.round((now - before) * UNIT) / UNIT, text: signed(now - before), note: row === undefined ? "no earlier period in the data" : relative },
    ];
  }

  const signed = (value) => `${value > 0 ? "+" : ""}${money(value)}`;

  function drawTree(id, tree, rows, note) {
    const own = rows.filter((row) => effects.tree[row] === tree);
    const value = (number) => (number === null ? "" : Number.isInteger(number) ? count(number) : twoDigits.format(number));
    const bars = own.map((row) => ({ name: words[effects.effect[row]], value: effects.amount[row], text: signed(effects.amount[row]),
      fill: effects.amount[row] < 0 ? "var(--bad)" : "var(--accent)" }));
    draw(id, {
      spec: barSpec(), ...barData(bars), note,
      summary: bars.map((bar) => `${bar.name} ${bar.text}`).join(", "),
      head: ["What", "Amount", "Before", "Now"],
      numbers: () => own.map((row) => [words[effects.effect[row]], signed(effects.amount[row]), value(effects.value_before[row]), value(effects.value_now[row])]),
    });
  }

  const from = [...segments, FIRST];
  const moveSpec = heatSpec({ xDomain: segments, yDomain: from, fontSize: 11,
    xAxis: { title: "To", labelAngle: -30, labelLimit: 110 }, yAxis: { title: "From" } });

  function drawMoves() {
    const own = moves.month.map((_, row) => row).filter((row) => moves.month[row] === state.month);
    const left = own.filter((row) => moves.from[row] !== moves.to[row]);
    const most = Math.max(1, ...left.map((row) => moves.customers[row]));
    const rows = own.map((row) => heatRow(moves.to[row], moves.from[row], moves.from[row] === moves.to[row] ? 0 : moves.customers[row] / most,
      count(moves.customers[row]), `${moves.from[row]} → ${moves.to[row]}\n${plural(moves.customers[row], "customer")}\nnet revenue ${money(moves.revenue[row])}, the month before ${money(moves.before[row])}`));
    const people = left.reduce((sum, row) => sum + moves.customers[row], 0);
    draw("changes-moves", {
      spec: moveSpec, height: 26 * from.length, rows,
      note: "Customers by segment a month before and at the month's end; whoever stayed is pale",
      summary: `${plural(people, "customer")} moved.`,
      head: ["From", "To", "Customers", "Net revenue", "The month before"],
      numbers: () => left.sort((a, b) => moves.customers[b] - moves.customers[a]).map((row) => [moves.from[row], moves.to[row], count(moves.customers[row]), money(moves.revenue[row]), money(moves.before[row])]),
    });
  }

  function refresh() {
    const rows = rowsOf();
    showKpis("changes-kpis", kpis(rows));
    drawTree("changes-customers", "customers", rows, "By who bought: the amounts add up to the change");
    drawTree("changes-drivers", "drivers", rows, "By how much they did: customers × orders × lines × revenue per line, guests, returns");
    drawMoves();
    const isPart = rows.length && effects.partial[rows[0]] === 1;
    byId("changes-status").textContent = rows.length ? (isPart ? "The same days of both periods" : "Whole periods") : "";
  }

  function fillStarts() {
    const starts = state.kind ? startsOf(state.kind) : [];
    state.start = starts[0] ?? null;
    byId("changes-start").replaceChildren(...starts.map((start) => element("option", { value: start }, periodText(start))));
  }

  function setUp() {
    byId("changes-kind").replaceChildren(...kinds.map(([kind, text]) => element("option", { value: kind }, text)));
    byId("changes-month").replaceChildren(...months.map((month) => element("option", { value: month }, monthText(month))));
    fillStarts();
    byId("changes-kind").addEventListener("change", (event) => {
      state.kind = event.target.value;
      fillStarts();
      refresh();
    });
    byId("changes-start").addEventListener("change", (event) => {
      state.start = event.target.value;
      refresh();
    });
    byId("changes-month").addEventListener("change", (event) => {
      state.month = event.target.value;
      drawMoves();
    });
  }

  return { setUp, draw: refresh };
})();
