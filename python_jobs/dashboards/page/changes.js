// Why revenue moved between two periods, and who moved between the segments.

const changes = (() => {
  const { effects, moves } = data.changes;
  const kinds = ["month_on_month", "month_year_on_year", "quarter_on_quarter", "quarter_year_on_year", "year_on_year"]
    .filter((kind) => effects.comparison.includes(kind));
  const effectText = (row) => t(`effect.${effects.effect[row]}`);
  const FIRST = "First Purchase";
  const segments = [...data.segments, ...new Set([...moves.from, ...moves.to].filter((name) => name !== FIRST && !data.segments.includes(name)))];
  const months = [...new Set(moves.month)].sort().reverse();
  const state = { kind: kinds[0] ?? null, start: null, month: months[0] ?? null };

  const startsOf = (kind) => [...new Set(effects.start.filter((_, row) => effects.comparison[row] === kind))].sort().reverse();
  const rowsOf = () => effects.start.map((_, row) => row).filter((row) => effects.comparison[row] === state.kind && effects.start[row] === state.start);
  const days = (from, to) => `${dayText(from)} – ${dayText(to)}`;

  function periodText(start) {
    if (state.kind?.startsWith("month")) return monthText(start);
    return state.kind?.startsWith("quarter") ? t("changes.quarter", { n: Math.ceil(Number(start.slice(5, 7)) / 3), year: start.slice(0, 4) }) : start.slice(0, 4);
  }

  function kpis(rows) {
    const [row] = rows;
    const now = row === undefined ? null : effects.now[row];
    const before = row === undefined ? null : effects.before[row];
    const relative = before > 0 ? `${now >= before ? "+" : "−"}${percent(Math.abs(now / before - 1))}` : t("changes.no_before");
    return [
      { name: "now", label: t("net_revenue"), value: now, text: money(now ?? 0), note: row === undefined ? "" : days(effects.first[row], effects.last[row]) },
      { name: "before", label: t("changes.kind"), value: before, text: money(before ?? 0), note: row === undefined ? "" : days(effects.first_before[row], effects.last_before[row]) },
      { name: "change", label: t("changes.change"), value: row === undefined ? null : Math.round((now - before) * UNIT) / UNIT, text: signed(now - before), note: row === undefined ? t("changes.no_period") : relative },
    ];
  }

  const signed = (value) => `${value > 0 ? "+" : ""}${money(value)}`;

  function drawTree(id, tree, rows, note) {
    const own = rows.filter((row) => effects.tree[row] === tree);
    const value = (number) => (number === null ? "" : Number.isInteger(number) ? count(number) : twoDigits.format(number));
    const bars = own.map((row) => ({ name: effectText(row), value: effects.amount[row], text: signed(effects.amount[row]),
      fill: effects.amount[row] < 0 ? "var(--bad)" : "var(--accent)" }));
    draw(id, {
      spec: barSpec(), ...barData(bars), note, empty: t("changes.empty"),
      summary: bars.map((bar) => `${bar.name} ${bar.text}`).join(", "),
      head: ["what", "amount", "before", "now"].map((name) => t(`changes.${name}`)),
      numbers: () => own.map((row) => [effectText(row), signed(effects.amount[row]), value(effects.value_before[row]), value(effects.value_now[row])]),
    });
  }

  const to = segments.map(segmentText);
  const from = [...segments, FIRST].map(segmentText);
  const moveSpec = heatSpec({ xDomain: to, yDomain: from, fontSize: 11,
    xAxis: { title: t("changes.to"), labelAngle: -30, labelLimit: 150 }, yAxis: { title: t("changes.from") } });

  function drawMoves() {
    const own = moves.month.map((_, row) => row).filter((row) => moves.month[row] === state.month);
    const left = own.filter((row) => moves.from[row] !== moves.to[row])
      .sort((a, b) => moves.customers[b] - moves.customers[a] || (moves.from[a] + moves.to[a] < moves.from[b] + moves.to[b] ? -1 : 1));
    const most = Math.max(1, ...left.map((row) => moves.customers[row]));
    const way = (row) => [segmentText(moves.from[row]), segmentText(moves.to[row])];
    const rows = own.map((row) => heatRow(way(row)[1], way(row)[0], moves.from[row] === moves.to[row] ? 0 : moves.customers[row] / most,
      count(moves.customers[row]), `${way(row).join(" → ")}\n${plural("customer", moves.customers[row])}\n${t("changes.moves_hover", { now: money(moves.revenue[row]), before: money(moves.before[row]) })}`));
    const people = left.reduce((sum, row) => sum + moves.customers[row], 0);
    draw("changes-moves", {
      spec: moveSpec, height: 26 * from.length, leastWidth: 150 + 42 * to.length, rows,
      note: t("changes.moves_note"),
      empty: nothing.customers ?? t("changes.no_moves"),
      summary: plural("changes.moved", people),
      head: [t("changes.from"), t("changes.to"), t("customers"), t("net_revenue"), t("changes.month_before")],
      numbers: () => left.map((row) => [...way(row), count(moves.customers[row]), money(moves.revenue[row]), money(moves.before[row])]),
    });
  }

  function refresh() {
    const rows = rowsOf();
    showKpis("changes-kpis", kpis(rows));
    drawTree("changes-customers", "customers", rows, t("changes.customers_note"));
    drawTree("changes-drivers", "drivers", rows, t("changes.drivers_note"));
    drawMoves();
    const isPart = rows.length && effects.partial[rows[0]] === 1;
    byId("changes-status").textContent = rows.length ? t(isPart ? "changes.same_days" : "changes.whole") : "";
  }

  function fillStarts() {
    const starts = state.kind ? startsOf(state.kind) : [];
    state.start = starts[0] ?? null;
    byId("changes-start").replaceChildren(...starts.map((start) => element("option", { value: start }, periodText(start))));
  }

  function setUp() {
    byId("changes-kind").replaceChildren(...kinds.map((kind) => element("option", { value: kind }, t(`changes.${kind}`))));
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
