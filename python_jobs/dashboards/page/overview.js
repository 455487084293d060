// Revenue, orders and customers by country and period, from the daily sales.

const overview = (() => {
  const sales = { ...data.sales, gross: exact(data.sales.gross), returned: exact(data.sales.returned) };
  const visits = { ...data.visits, gross: exact(data.visits.gross), returned: exact(data.visits.returned) };
  const segmentOf = data.customers.segment;
  const state = { country: -1, from: 0, to: lastDay };

  // All sums over the days from … to, of one country or (−1) of all.
  function totals(from, to, country) {
    const sum = {
      gross: 0, returned: 0, orders: 0, units: 0,
      byDay: new Float64Array(Math.max(0, to - from + 1)),
      byCountry: new Float64Array(data.countries.length),
      bySegment: new Float64Array(data.segments.length),
    };
    for (let row = 0; row < sales.day.length; row++) {
      const day = sales.day[row];
      if (day < from || day > to) continue;
      const net = sales.gross[row] + sales.returned[row];
      sum.byCountry[sales.country[row]] += net;
      if (country >= 0 && sales.country[row] !== country) continue;
      sum.gross += sales.gross[row];
      sum.returned += sales.returned[row];
      sum.orders += sales.orders[row];
      sum.units += sales.units[row];
      sum.byDay[day - from] += net;
    }
    sum.net = sum.gross + sum.returned;
    addVisits(sum, from, to, country);
    return sum;
  }

  function addVisits(sum, from, to, country) {
    const orders = new Uint32Array(data.customers.id.length);
    let known = 0;
    for (let row = 0; row < visits.day.length; row++) {
      const day = visits.day[row];
      if (day < from || day > to || (country >= 0 && visits.country[row] !== country)) continue;
      const net = visits.gross[row] + visits.returned[row];
      orders[visits.customer[row]] += visits.orders[row];
      sum.bySegment[segmentOf[visits.customer[row]]] += net;
      known += net;
    }
    sum.others = sum.net - known;
    sum.customers = orders.filter((number) => number > 0).length;
    sum.repeaters = orders.filter((number) => number > 1).length;
  }

  // The same days one year earlier, unless they begin before the data does.
  function yearBefore() {
    const from = shifted(state.from, 12);
    return from < 0 ? null : totals(from, shifted(state.to, 12), state.country);
  }

  const change = (now, before, upIsGood = true) =>
    before > 0 ? { value: (now - before) / before, upIsGood } : null;

  function kpis(now, before) {
    const rate = share(-now.returned, now.gross);
    const average = share(now.gross, now.orders);
    const repeat = share(now.repeaters, now.customers);
    const past = (name) => (before ? before[name] : 0);
    return [
      { name: "net", label: "Net revenue", value: now.net / UNIT, text: money(now.net / UNIT),
        note: rate === null ? "" : `${percent(1 - rate)} of gross`, change: change(now.net, past("net")) },
      { name: "gross", label: "Gross revenue", value: now.gross / UNIT, text: money(now.gross / UNIT),
        note: `${short(now.units)} units`, change: change(now.gross, past("gross")) },
      { name: "returned", label: "Returns", value: now.returned / UNIT, text: money(now.returned / UNIT),
        note: rate === null ? "" : `${percent(rate)} of gross`, change: change(-now.returned, -past("returned"), false) },
      { name: "orders", label: "Orders", value: now.orders, text: count(now.orders),
        note: "invoices, guests too", change: change(now.orders, past("orders")) },
      { name: "customers", label: "Buying customers", value: now.customers, text: count(now.customers),
        note: repeat === null ? "" : `${percent(repeat)} ordered again`, change: change(now.customers, past("customers")) },
      { name: "average", label: "Average order value", value: average === null ? null : average / UNIT,
        text: twoDigits.format((average ?? 0) / UNIT), note: "gross, per order",
        change: change(average, before ? share(before.gross, before.orders) : 0) },
    ];
  }

  // Months, or days when there are few: {label, from, to, whole}.
  function spans() {
    const all = [];
    const daily = state.to - state.from < 62;
    for (let day = state.from; day <= state.to; ) {
      const date = dateOf(day);
      const end = dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).toISOString());
      const first = dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)).toISOString());
      const to = daily ? day : Math.min(end, state.to);
      const whole = daily || (to === end && (day === first || day === 0));
      all.push({ label: isoOf(daily ? day : Math.max(first, 0)), from: day, to, whole });
      day = to + 1;
    }
    return { all, daily };
  }

  const timeSpec = {
    encoding: { x: named({ axis: { labelAngle: 0, labelOverlap: true, labelSeparation: 6 }, scale: { paddingInner: 0.3 } }), tooltip: asIs("hover") },
    layer: [
      { mark: { type: "bar", cornerRadiusEnd: 3, fill: "var(--accent)" },
        encoding: { y: quantitative("value", { title: null, axis: { format: "~s", grid: true, tickCount: 5 } }), fillOpacity: { ...quantitative("shade"), scale: null } } },
      { transform: [{ filter: "isValid(datum.past)" }],
        mark: { type: "line", stroke: "var(--warn)", strokeWidth: 2, strokeDash: [2, 3], point: { fill: "var(--warn)", size: 28 } },
        encoding: { y: { field: "past", type: "quantitative" } } },
    ],
  };

  function drawTime(now) {
    const { all, daily } = spans();
    const label = daily ? dayText : monthText;
    const values = all.map((span) => sumOf(now.byDay, span.from - state.from, span.to - state.from));
    const past = earlier(all, daily);
    const rows = all.map((span, place) => {
      const before = past[place] === null ? "" : `\none year earlier ${money(past[place])}`;
      const name = label(span.label);
      return { name, value: values[place], past: past[place], shade: span.whole ? 1 : 0.45,
        hover: `${name}${span.whole ? "" : " (part)"}\nnet revenue ${money(values[place])}${before}` };
    });
    const best = values.indexOf(Math.max(...values));
    const notes = [daily ? "By day" : "By month"];
    if (rows.some((row) => row.past !== null)) notes.push("dotted: the same days one year earlier");
    if (all.some((span) => !span.whole)) notes.push("lighter: part of a month");
    draw("overview-months", {
      spec: timeSpec, height: 230, rows: data.last_day ? rows : [], note: notes.join("; "),
      summary: best < 0 ? "No sales." : `${money(now.net / UNIT)} in all; the most in ${rows[best].name} with ${money(values[best])}.`,
      head: [daily ? "Day" : "Month", "Net revenue", "One year earlier"],
      numbers: () => all.map((span, place) => [rows[place].name + (span.whole ? "" : " (part)"), money(values[place]),
        past[place] === null ? "" : money(past[place])]),
    });
  }

  const sumOf = (values, from, to) => values.subarray(Math.max(from, 0), to + 1).reduce((a, b) => a + b, 0) / UNIT;

  function earlier(all, daily) {
    if (daily) return all.map(() => null);
    const from = Math.max(0, shifted(state.from, 12));
    const before = totals(from, shifted(state.to, 12), state.country).byDay;
    return all.map((span) => {
      const first = shifted(span.from, 12);
      if (first < 0) return null;
      return sumOf(before, first - from, shifted(span.to, 12) - from);
    });
  }

  function drawCountries(now) {
    const ranked = [...now.byCountry.keys()]
      .filter((country) => now.byCountry[country] !== 0)
      .sort((a, b) => now.byCountry[b] - now.byCountry[a]);
    const all = now.byCountry.reduce((a, b) => a + b, 0);
    const value = (country) => now.byCountry[country] / UNIT;
    const text = (amount) => `${short(amount)} · ${percent(share(amount * UNIT, all) ?? 0)}`;
    const shown = ranked.slice(0, ranked.length === 11 ? 11 : 10);
    const names = shown.map((country) => data.countries[country]);
    const values = shown.map(value);
    const rest = ranked.slice(shown.length);
    if (rest.length) {
      names.push(`${rest.length} more countries`);
      values.push(rest.reduce((sum, country) => sum + value(country), 0));
    }
    const isChosen = (place) => state.country < 0 || shown[place] === state.country;
    const rows = names.map((label, place) => ({ name: label, value: values[place], text: text(values[place]), key: shown[place],
      fill: isChosen(place) ? "var(--accent)" : "var(--soft)" }));
    draw("overview-countries", {
      spec: barSpec(), ...barData(rows),
      note: "All countries in the period, and their share",
      summary: rows.slice(0, 3).map((row) => `${row.name} ${row.text}`).join(", "),
      head: ["Country", "Net revenue", "Share"],
      numbers: () => ranked.map((country) => [data.countries[country], money(value(country)), percent(share(now.byCountry[country], all) ?? 0)]),
      act: ({ key }) => key !== undefined && choose(key === state.country ? -1 : key),
    });
  }

  function drawSegments(now) {
    const parts = data.segments.map((name, position) => ({ name, value: now.bySegment[position] / UNIT }));
    parts.sort((a, b) => b.value - a.value);
    parts.push({ name: "Guests and others", value: now.others / UNIT });
    const text = (amount) => `${short(amount)} · ${percent(share(amount * UNIT, now.net) ?? 0)}`;
    const rows = parts.map((part, place) => ({ ...part, text: text(part.value),
      fill: place < parts.length - 1 ? "var(--accent)" : "var(--soft)" }));
    draw("overview-segments", {
      spec: barSpec(), ...barData(now.net || now.gross ? rows : []),
      note: "By the segment that each customer is in today; guests have none",
      summary: rows.slice(0, 3).map((row) => `${row.name} ${row.text}`).join(", "),
      head: ["Segment", "Net revenue", "Share"],
      numbers: () => parts.map((part) => [part.name, money(part.value), percent(share(part.value * UNIT, now.net) ?? 0)]),
    });
  }

  function refresh() {
    const now = totals(state.from, state.to, state.country);
    const before = yearBefore();
    showKpis("overview-kpis", kpis(now, before));
    drawTime(now);
    drawCountries(now);
    drawSegments(now);
    const where = state.country < 0 ? "all countries" : data.countries[state.country];
    const compared = before ? "; ▲▼ against one year earlier" : "";
    byId("overview-status").textContent = `${dayText(isoOf(state.from))} – ${dayText(isoOf(state.to))}, ${where}${compared}`;
  }

  function choose(country) {
    byId("overview-country").value = country;
    state.country = country;
    refresh();
  }

  const periods = {
    all: () => 0,
    year: () => Math.max(0, shifted(lastDay, 12) + 1),
    "to-date": () => Math.max(0, dayOf(`${isoOf(lastDay).slice(0, 4)}-01-01`)),
    quarter: () => Math.max(0, lastDay - 89),
  };

  function setPeriod(from, to) {
    for (const id of ["overview-from", "overview-to"]) byId(id).setAttribute("aria-invalid", false);
    state.from = from;
    state.to = to;
    byId("overview-from").value = isoOf(from);
    byId("overview-to").value = isoOf(to);
    for (const button of document.querySelectorAll("[data-period]")) {
      const same = to === lastDay && from === periods[button.dataset.period]();
      button.setAttribute("aria-pressed", same);
    }
    refresh();
  }

  // Days outside the data are moved to the nearest inside; a first day after the last is refused.
  function readDates() {
    const clamp = (input, otherwise) => Math.min(lastDay, Math.max(0, input.value ? dayOf(input.value) : otherwise));
    const inputs = [byId("overview-from"), byId("overview-to")];
    const [from, to] = [clamp(inputs[0], 0), clamp(inputs[1], lastDay)];
    for (const input of inputs) input.setAttribute("aria-invalid", from > to);
    if (from <= to) return setPeriod(from, to);
    byId("overview-status").textContent =
      `${dayText(isoOf(from))} is after ${dayText(isoOf(to))}: choose a first day before the last. The figures are still those of ${dayText(isoOf(state.from))} – ${dayText(isoOf(state.to))}.`;
  }

  function setUp() {
    fillSelect("overview-country", "All countries", data.countries);
    byId("overview-country").addEventListener("change", (event) => choose(Number(event.target.value)));
    for (const id of ["overview-from", "overview-to"]) {
      byId(id).min = isoOf(0);
      byId(id).max = isoOf(lastDay);
      byId(id).addEventListener("change", readDates);
    }
    for (const button of document.querySelectorAll("[data-period]")) {
      button.addEventListener("click", () => setPeriod(periods[button.dataset.period](), lastDay));
    }
    byId("overview-from").value = isoOf(0);
    byId("overview-to").value = isoOf(lastDay);
  }

  return { setUp, draw: refresh };
})();
