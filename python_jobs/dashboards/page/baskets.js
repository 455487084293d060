// What is bought together, and what to recommend.

const baskets = (() => {
  const { products, rules, cross_sell: cross, total } = data.baskets;
  const size = rules.both.length;
  const MOST_POINTS = 1500;
  const support = rules.both.map((both) => both / total);
  const confidence = rules.both.map((both, rule) => both / rules.ifs[rule]);
  const lift = confidence.map((value, rule) => value / (rules.thens[rule] / total));
  const name = (product) => products.name[product];
  const side = (items) => items.map(name).join(" + ");
  const searched = rules.if.map((items, rule) =>
    [...items, ...rules.then[rule]].map((item) => `${products.code[item]} ${name(item)}`).join(" ").toLowerCase());
  const state = { lift: 0, confidence: 0, support: 0, search: "", redundant: false };
  const isShown = new Uint8Array(size);
  let table = null;
  let waiting = 0;

  const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
  const smallest = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);

  // A slider runs over equal ratios where a few values are far above the rest. At its left end it lets
  // everything pass; the value it stands for is what its text says, digit by digit.
  function slider(values, ratios, digits, text) {
    const least = size ? smallest(values) : 0;
    const most = size ? largest(values) : 0;
    const at = (position) => (ratios ? least * (most / least || 1) ** (position / 100) : least + ((most - least) * position) / 100);
    return (position) => {
      const value = Math.floor(at(position) * digits) / digits;
      return { value: position === 0 ? 0 : value, text: text(value) };
    };
  }
  const sliders = {
    lift: slider(lift, true, 10, (value) => oneDigit.format(value)),
    confidence: slider(confidence, false, 100, (value) => percent(value, whole)),
    support: slider(support, true, 10000, (value) => percent(value, twoDigits)),
  };

  function shownRules() {
    const rows = [];
    for (let rule = 0; rule < size; rule++) {
      const shown = lift[rule] >= state.lift && confidence[rule] >= state.confidence && support[rule] >= state.support &&
        (state.redundant || !rules.redundant[rule]) && (!state.search || searched[rule].includes(state.search));
      isShown[rule] = shown ? 1 : 0;
      if (shown) rows.push(rule);
    }
    return rows;
  }

  function kpis(shown) {
    const of = (values, form) => {
      const value = shown.length ? largest(shown.map((rule) => values[rule])) : null;
      return { value, text: value === null ? "–" : form(value) };
    };
    const cap = data.baskets.significant > size ? `the ${count(size)} strongest of ` : "of ";
    return [
      { name: "rules", label: "Rules shown", value: shown.length, text: count(shown.length),
        note: `${cap}${count(data.baskets.significant)} significant, ${count(data.baskets.mined)} mined` },
      { name: "lift", label: "Highest lift", ...of(lift, oneDigit.format), note: "times more often than by chance" },
      { name: "confidence", label: "Highest confidence", ...of(confidence, percent), note: "of the baskets with the first side" },
      { name: "support", label: "Highest support", ...of(support, (value) => percent(value, twoDigits)), note: total ? `of ${count(total)} baskets` : "" },
    ];
  }

  const scatterSpec = {
    mark: { type: "circle", size: 46, fill: "var(--accent)", stroke: "var(--card)", strokeWidth: 0.5 },
    encoding: {
      x: { ...quantitative("support"), title: "Support", scale: { zero: false, nice: true }, axis: { format: ".1%", grid: true, tickCount: 6 } },
      y: { ...quantitative("confidence"), title: "Confidence", scale: { zero: false, nice: true }, axis: { format: ".0%", grid: true, tickCount: 6 } },
      fillOpacity: { ...quantitative("shade"), scale: null },
      tooltip: asIs("hover"),
    },
  };

  function drawScatter(shown) {
    // The rules come strongest first; thousands of points more would hide each other and cost seconds.
    const points = shown.slice(0, MOST_POINTS);
    const most = Math.log(points.length ? largest(points.map((rule) => lift[rule])) : 1) || 1;
    const words = (rule) => `${side(rules.if[rule])}\n→ ${side(rules.then[rule])}\n` +
      `lift ${oneDigit.format(lift[rule])}, confidence ${percent(confidence[rule])}, support ${percent(support[rule], twoDigits)}`;
    // The strongest are drawn last, on top.
    const rows = points.map((rule) => ({ support: support[rule], confidence: confidence[rule],
      shade: 0.2 + 0.75 * (Math.log(lift[rule]) / most), hover: words(rule) })).reverse();
    draw("baskets-scatter", {
      spec: scatterSpec, height: 330, rows,
      note: shown.length > points.length ? `The ${count(points.length)} rules with the highest lift; the stronger the colour, the higher` : "Each point is a rule; the stronger the colour, the higher the lift",
      summary: `${plural(shown.length, "rule")}; the table of rules lists them.`,
      head: ["If a basket holds", "It also holds", "Lift", "Confidence", "Support"],
      numbers: () => points.slice(0, 50).map((rule) => [side(rules.if[rule]), side(rules.then[rule]), oneDigit.format(lift[rule]), percent(confidence[rule]), percent(support[rule], twoDigits)]),
    });
  }

  function refresh() {
    const shown = shownRules();
    showKpis("baskets-kpis", kpis(shown));
    if (!table) makeList();
    else table.draw();
    byId("baskets-status").textContent = `${count(shown.length)} of ${plural(size, "rule")}`;
    drawScatter(shown);
  }

  // A slider sends many values while it moves: one drawing is enough.
  function refreshSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 60);
  }

  function whyNoRules() {
    if (size) return "No rule passes these filters.";
    if (data.baskets.mined) return `${plural(data.baskets.mined, "rule")} reached the thresholds, but none is more than chance among so many (dbt vars mba_…).`;
    return "No market-basket rule reached the thresholds (dbt vars mba_…).";
  }

  function makeList() {
    const rows = rules.both.map((both, rule) => [side(rules.if[rule]), side(rules.then[rule]), lift[rule], confidence[rule], support[rule], both]);
    table = makeTable("baskets-list", [
      column("If a basket holds"), column("It also holds"), column("Lift", "one"), column("Confidence", "percent"),
      column("Support", (value) => percent(value, twoDigits)), column("Baskets", "count"),
    ], rows, [[2, "desc"], [5, "desc"], [0, "asc"]], (rule) => isShown[rule] === 1,
    whyNoRules(), "rules");
  }

  // By product: the rows of its recommendations, best first. The text that names it is unique.
  const offers = new Map();
  cross.product.forEach((product, row) => {
    const text = `${name(product)} (${products.code[product]})`;
    offers.set(text, [...(offers.get(text) ?? []), row]);
  });

  function showCrossSell() {
    const written = byId("baskets-product").value.trim();
    const found = offers.get(written) ?? offers.get(onlyMatch(written));
    const head = ["Recommend", "Confidence", "Lift", "Baskets"].map((title, place) =>
      element("th", { scope: "col", ...(place ? { class: "dt-right" } : {}) }, title));
    const rows = (found ?? []).slice(0, 10).map((row) =>
      element("tr", {}, element("td", {}, name(cross.recommended[row])),
        element("td", { class: "dt-right" }, percent(cross.confidence[row])),
        element("td", { class: "dt-right" }, oneDigit.format(cross.lift[row])),
        element("td", { class: "dt-right" }, count(cross.baskets[row]))));
    byId("baskets-cross").replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
    byId("baskets-cross-note").textContent = found
      ? `Best of ${plural(found.length, "significant recommendation")}, by rank`
      : offers.size ? "Choose a product from the list: type a part of its name or its code" : "No product has a recommendation yet";
  }

  function onlyMatch(written) {
    const found = written ? [...offers.keys()].filter((text) => text.toLowerCase().includes(written.toLowerCase())) : [];
    return found.length === 1 ? found[0] : null;
  }

  function setUp() {
    for (const [key, read] of Object.entries(sliders)) {
      const input = byId(`baskets-${key}`);
      const show = () => {
        const { value, text } = read(Number(input.value));
        state[key] = value;
        byId(`baskets-${key}-text`).textContent = text;
        input.setAttribute("aria-valuetext", text);
      };
      show();
      input.addEventListener("input", () => {
        show();
        refreshSoon();
      });
    }
    byId("baskets-search").addEventListener("input", (event) => {
      state.search = event.target.value.trim().toLowerCase();
      refreshSoon();
    });
    byId("baskets-redundant").addEventListener("change", (event) => {
      state.redundant = event.target.checked;
      refresh();
    });
    const texts = [...offers.keys()];
    byId("baskets-products").append(...[...texts].sort().map((text) => element("option", { value: text })));
    byId("baskets-product").addEventListener("input", showCrossSell);
    // To begin with, the product that has most to offer.
    const [first] = [...offers].sort((a, b) => b[1].length - a[1].length).map(([text]) => text);
    byId("baskets-product").value = first ?? "";
    showCrossSell();
  }

  return { setUp, draw: refresh };
})();
