// Revenue, orders and customers by country and period, from the daily sales.

const overview = (() => {
  const sales = { ...data.sales, gross: exact(data.sales.gross), returned: exact(data.sales.returned) };
  const bySegment = { ...data.segment_sales, net: exact(data.segment_sales.net) };
  // Who bought when, or nothing in a large shop: then the buyers of the usual periods are counted already.
  const { visits, buyers } = data;
  const people = visits ? visits.customer.reduce((most, customer) => Math.max(most, customer + 1), 0) : 0;
  // An order counts once: where it began, or for one country where it began there.
  const ordersOf = (rows, country) => (country < 0 ? rows.orders : rows.orders_there ?? rows.orders);
  const state = { country: -1, from: 0, to: lastDay };

  // All sums over the days from … to, of one country or (−1) of all.
  function totals(from, to, country) {
    const sum = {
      gross: 0, returned: 0, orders: 0, units: 0,
      byDay: new Float64Array(Math.max(0, to - from + 1)),
      byCountry: new Float64Array(data.countries.length),
      bySegment: new Float64Array(data.segments.length),
    };
    const orders = ordersOf(sales, country);
    for (let row = 0; row < sales.day.length; row++) {
      const day = sales.day[row];
      if (day < from || day > to) continue;
      const net = sales.gross[row] + sales.returned[row];
      sum.byCountry[sales.country[row]] += net;
      if (country >= 0 && sales.country[row] !== country) continue;
      sum.gross += sales.gross[row];
      sum.returned += sales.returned[row];
      sum.orders += orders[row];
      sum.units += sales.units[row];
      sum.byDay[day - from] += net;
    }
    sum.net = sum.gross + sum.returned;
    addSegments(sum, from, to, country);
    addBuyers(sum, from, to, country);
    return sum;
  }

  function addSegments(sum, from, to, country) {
    let known = 0;
    for (let row = 0; row < bySegment.day.length; row++) {
      const day = bySegment.day[row];
      if (day < from || day > to || (country >= 0 && bySegment.country[row] !== country)) continue;
      sum.bySegment[bySegment.segment[row]] += bySegment.net[row];
      known += bySegment.net[row];
    }
    sum.others = sum.net - known;
  }

  // Customers with an order, and with several; null where that is not known for these days.
  function addBuyers(sum, from, to, country) {
    if (!visits) {
      const row = buyers.from.findIndex((first, place) => first === from && buyers.to[place] === to && buyers.country[place] === country);
      sum.customers = row < 0 ? null : buyers.customers[row];
      sum.repeaters = row < 0 ? null : buyers.repeaters[row];
      return;
    }
    const begun = ordersOf(visits, country);
    const orders = new Uint32Array(people);
    // Whoever has a line of an order is a buyer, wherever it began.
    const isBuyer = new Uint8Array(people);
    for (let row = 0; row < visits.day.length; row++) {
      const day = visits.day[row];
      if (day < from || day > to || (country >= 0 && visits.country[row] !== country)) continue;
      isBuyer[visits.customer[row]] = 1;
      orders[visits.customer[row]] += begun[row];
    }
    sum.customers = isBuyer.reduce((all, one) => all + one, 0);
    sum.repeaters = orders.filter((number) => number > 1).length;
  }

  // The same days one year earlier, unless they begin before the data does.
  function yearBefore() {
    const from = shifted(state.from, 12);
    return from < 0 ? null : totals(from, shifted(state.to, 12), state.country);
  }

  // Without a year before, the status says why; where that year had nothing, the number does.
  function change(now, before, isThere, upIsGood = true) {
    if (!isThere || now === null) return null;
    return before > 0 ? { value: (now - before) / before, upIsGood } : { why: t("change.none") };
  }

  function kpis(now, before) {
    const rate = share(-now.returned, now.gross);
    const average = share(now.gross, now.orders);
    const isThere = before !== null;
    const past = (name) => (before ? before[name] : 0);
    const again = now.customers ? t("overview.again", { share: roughly(now.repeaters / now.customers, now.customers) }) : "";
    const ofGross = (part) => (rate === null ? "" : t("overview.of_gross", { share: percent(part) }));
    return [
      { name: "net", label: t("net_revenue"), value: now.net / UNIT, text: money(now.net / UNIT),
        note: ofGross(1 - rate), change: change(now.net, past("net"), isThere) },
      { name: "gross", label: t("gross_revenue"), value: now.gross / UNIT, text: money(now.gross / UNIT),
        note: t("overview.units", { n: shortCount(now.units) }), change: change(now.gross, past("gross"), isThere) },
      { name: "returned", label: t("overview.returns"), value: now.returned / UNIT, text: money(now.returned / UNIT),
        note: ofGross(rate), change: change(-now.returned, -past("returned"), isThere, false) },
      { name: "orders", label: t("orders"), value: now.orders, text: count(now.orders),
        note: t("overview.orders_note"), change: change(now.orders, past("orders"), isThere) },
      { name: "customers", label: t("overview.customers"), value: now.customers, text: count(now.customers ?? 0),
        note: now.customers === null ? t("overview.customers_large") : again + (now.customers && isFew(now.customers) ? ` (${t("few.customers")})` : ""),
        change: change(now.customers, past("customers"), isThere && past("customers") !== null) },
      { name: "average", label: t("overview.average"), value: average === null ? null : average / UNIT,
        text: cents((average ?? 0) / UNIT), note: t("overview.average_note"),
        change: change(average, before ? share(before.gross, before.orders) : 0, isThere) },
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
        encoding: { y: quantitative("value", { title: null, axis: moneyAxis }), fillOpacity: { ...quantitative("shade"), scale: null } } },
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
      const before = past[place] === null ? "" : `\n${t("overview.hover_before", { value: money(past[place]) })}`;
      const name = label(span.label);
      return { name, value: values[place], past: past[place], shade: span.whole ? 1 : 0.45,
        hover: `${name}${span.whole ? "" : ` ${t("overview.part")}`}\n${t("overview.hover_net", { value: money(values[place]) })}${before}` };
    });
    const best = values.indexOf(Math.max(...values));
    const notes = [t(daily ? "overview.by_day" : "overview.by_month")];
    if (rows.some((row) => row.past !== null)) notes.push(t("overview.dotted"));
    else if (!daily && data.first_day) notes.push(t("overview.no_dotted", { day: dayText(data.first_day) }));
    if (all.some((span) => !span.whole)) notes.push(t("overview.lighter"));
    draw("overview-months", {
      spec: timeSpec, height: 230, rows: data.last_day ? rows : [], note: notes.join("; "),
      summary: best < 0 ? t("overview.no_sales") : t("overview.best", { total: money(now.net / UNIT), name: rows[best].name, value: money(values[best]) }),
      head: [t(daily ? "overview.day" : "month"), t("net_revenue"), t("overview.year_earlier")],
      numbers: () => all.map((span, place) => [rows[place].name + (span.whole ? "" : ` ${t("overview.part")}`), money(values[place]),
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
    const name = (country) => countryText(data.countries[country]);
    const names = shown.map(name);
    const values = shown.map(value);
    const rest = ranked.slice(shown.length);
    if (rest.length) {
      names.push(t("overview.more_countries", { n: count(rest.length) }));
      values.push(rest.reduce((sum, country) => sum + value(country), 0));
    }
    const isChosen = (place) => state.country < 0 || shown[place] === state.country;
    const rows = names.map((label, place) => ({ name: label, value: values[place], text: text(values[place]), key: shown[place],
      fill: isChosen(place) ? "var(--accent)" : "var(--soft)" }));
    draw("overview-countries", {
      spec: barSpec(), ...barData(rows),
      note: t("overview.countries_note"),
      summary: rows.slice(0, 3).map((row) => `${row.name} ${row.text}`).join(", "),
      head: [t("country"), t("net_revenue"), t("share")],
      numbers: () => ranked.map((country) => [name(country), money(value(country)), percent(share(now.byCountry[country], all) ?? 0)]),
      act: ({ key }) => key !== undefined && choose(key === state.country ? -1 : key),
    });
  }

  function drawSegments(now) {
    const parts = data.segments.map((name, position) => ({ name: segmentText(name), value: now.bySegment[position] / UNIT }));
    parts.sort((a, b) => b.value - a.value);
    parts.push({ name: t("overview.others"), value: now.others / UNIT });
    const text = (amount) => `${short(amount)} · ${percent(share(amount * UNIT, now.net) ?? 0)}`;
    const rows = parts.map((part, place) => ({ ...part, text: text(part.value),
      fill: place < parts.length - 1 ? "var(--accent)" : "var(--soft)" }));
    draw("overview-segments", {
      spec: barSpec(), ...barData(now.net || now.gross ? rows : []),
      note: isThen ? t("overview.segments_then", { day: dayText(data.as_of) }) : t("overview.segments_note"),
      summary: rows.slice(0, 3).map((row) => `${row.name} ${row.text}`).join(", "),
      head: [t("segment"), t("net_revenue"), t("share")],
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
    const where = state.country < 0 ? t("overview.everywhere") : countryText(data.countries[state.country]);
    const compared = before ? t("overview.compared") : data.first_day ? t("overview.not_compared", { day: dayText(data.first_day) }) : "";
    byId("overview-status").textContent = [`${periodText(state.from, state.to)}, ${where}`, compared].filter(Boolean).join("; ");
  }

  const periodText = (from, to) => `${dayText(isoOf(from))} – ${dayText(isoOf(to))}`;

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
    byId("overview-status").textContent = t("overview.wrong_dates",
      { from: dayText(isoOf(from)), to: dayText(isoOf(to)), period: periodText(state.from, state.to) });
  }

  function setUp() {
    // without a day there are no dates to choose from
    if (!data.last_day) return;
    fillSelect("overview-country", t("all_countries"), countryOptions());
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
