// What is bought together, and what to recommend.

const baskets = (() => {
  const { products, rules, cross_sell: cross, total } = data.baskets;
  const size = rules.both.length;
  const MOST_POINTS = 1500;
  const support = rules.both.map((both) => both / total);
  const confidence = rules.both.map((both, rule) => both / rules.ifs[rule]);
  // both sides in one product: a rule and its mirror have the same lift to the last digit, so that ties are ties
  const lift = rules.both.map((both, rule) => (both * total) / (rules.ifs[rule] * rules.thens[rule]));
  const name = (product) => products.name[product];
  const side = (items) => items.map(name).join(" + ");
  const searched = rules.if.map((items, rule) =>
    [...items, ...rules.then[rule]].map((item) => `${products.code[item]} ${name(item)}`).join(" ").toLowerCase());
  // A rule and the one with its sides changed say the same: the one with the higher confidence is shown.
  const sides = new Map(rules.if.map((items, rule) => [`${items}>${rules.then[rule]}`, rule]));
  const isMirrored = rules.if.map((items, rule) => {
    const other = sides.get(`${rules.then[rule]}>${items}`);
    if (other === undefined || rules.redundant[other]) return false;
    return confidence[other] > confidence[rule] || (confidence[other] === confidence[rule] && other < rule);
  });
  const sure = (rule) => roughly(confidence[rule], rules.ifs[rule]);
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
        (state.redundant || !(rules.redundant[rule] || isMirrored[rule])) && (!state.search || searched[rule].includes(state.search));
      isShown[rule] = shown ? 1 : 0;
      if (shown) rows.push(rule);
    }
    return rows;
  }

  function kpis(shown) {
    const of = (values, form) => {
      const best = shown.reduce((most, rule) => (most === null || values[rule] > values[most] ? rule : most), null);
      return { value: best === null ? null : values[best], text: best === null ? "–" : form(values[best], best) };
    };
    const { significant, mined } = data.baskets;
    const cap = significant > size ? "baskets.capped_note" : "baskets.shown_note";
    return [
      { name: "rules", label: t("baskets.shown"), value: shown.length, text: count(shown.length),
        note: t(cap, { n: count(size), significant: count(significant), mined: count(mined) }) },
      { name: "lift", label: t("baskets.highest_lift"), ...of(lift, oneDigit.format), note: t("baskets.lift_note") },
      { name: "confidence", label: t("baskets.highest_confidence"), ...of(confidence, (_, rule) => sure(rule)), note: t("baskets.confidence_note") },
      { name: "support", label: t("baskets.highest_support"), ...of(support, (value) => percent(value, twoDigits)), note: total ? t("baskets.support_note", { n: count(total) }) : "" },
    ];
  }

  const scatterSpec = {
    mark: { type: "circle", size: 46, fill: "var(--accent)", stroke: "var(--card)", strokeWidth: 0.5 },
    encoding: {
      x: { ...quantitative("support"), title: t("support"), scale: { zero: false, nice: true }, axis: { format: ".1%", grid: true, tickCount: 6 } },
      y: { ...quantitative("confidence"), title: t("confidence"), scale: { zero: false, nice: true }, axis: { format: ".0%", grid: true, tickCount: 6 } },
      fillOpacity: { ...quantitative("shade"), scale: null },
      tooltip: asIs("hover"),
    },
  };

  function drawScatter(shown) {
    // The rules come strongest first; thousands of points more would hide each other and cost seconds.
    const points = shown.slice(0, MOST_POINTS);
    const most = Math.log(points.length ? largest(points.map((rule) => lift[rule])) : 1) || 1;
    const said = (rule) => `${side(rules.if[rule])}\n→ ${side(rules.then[rule])}\n` +
      t("baskets.hover", { lift: oneDigit.format(lift[rule]), confidence: sure(rule), support: percent(support[rule], twoDigits) });
    // The strongest are drawn last, on top.
    const rows = points.map((rule) => ({ support: support[rule], confidence: confidence[rule],
      shade: 0.2 + 0.75 * (Math.log(lift[rule]) / most), hover: said(rule) })).reverse();
    draw("baskets-scatter", {
      spec: scatterSpec, height: 330, rows,
      empty: size ? null : whyNoRules(),
      note: shown.length > points.length ? t("baskets.scatter_capped", { n: count(points.length) }) : t("baskets.scatter_note"),
      summary: t("baskets.scatter_summary", { rules: plural("rule", shown.length) }),
      head: [t("baskets.if"), t("baskets.then"), t("lift"), t("confidence"), t("support")],
      numbers: () => points.slice(0, 50).map((rule) => [side(rules.if[rule]), side(rules.then[rule]), oneDigit.format(lift[rule]), sure(rule), percent(support[rule], twoDigits)]),
    });
  }

  function refresh() {
    const shown = shownRules();
    showKpis("baskets-kpis", kpis(shown));
    if (!table) makeList();
    else table.draw();
    byId("baskets-status").textContent = t("of_all", { n: count(shown.length), all: plural("rule", size) });
    drawScatter(shown);
  }

  // A slider sends many values while it moves: one drawing is enough.
  function refreshSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 60);
  }

  function whyNoRules() {
    if (size) return t("baskets.no_pass");
    return data.baskets.mined ? plural("baskets.chance", data.baskets.mined) : t("baskets.no_rule");
  }

  function makeList() {
    const codes = (items) => items.map((item) => products.code[item]).join(" + ");
    const rows = rules.both.map((both, rule) => [side(rules.if[rule]), side(rules.then[rule]), lift[rule], confidence[rule], support[rule], both,
      codes(rules.if[rule]), codes(rules.then[rule]), rules.ifs[rule]]);
    table = makeTable("baskets-list", [
      column(t("baskets.if")), column(t("baskets.then")), column(t("lift"), "one"), column(t("confidence"), (value, row) => roughly(value, row[8])),
      column(t("support"), (value) => percent(value, twoDigits)), column(t("baskets.baskets"), "count"),
      savedColumn(t("baskets.if_codes")), savedColumn(t("baskets.then_codes")),
    ], rows, [[2, "desc"], [5, "desc"], [0, "asc"]], (rule) => isShown[rule] === 1, whyNoRules(), t("baskets.file"));
    const few = rules.ifs.some(isFew) ? ` ${t("few.baskets")}` : "";
    byId("baskets-list-note").textContent = t("baskets.list_note") + few;
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
    const head = [t("baskets.recommend"), t("confidence"), t("lift"), t("baskets.baskets")].map((title, place) =>
      element("th", { scope: "col", ...(place ? { class: "dt-right" } : {}) }, title));
    const rows = (found ?? []).map((row) =>
      element("tr", {}, element("td", {}, name(cross.recommended[row])),
        element("td", { class: "dt-right" }, roughly(cross.confidence[row], Math.round(cross.baskets[row] / cross.confidence[row]))),
        element("td", { class: "dt-right" }, oneDigit.format(cross.lift[row])),
        element("td", { class: "dt-right" }, count(cross.baskets[row]))));
    byId("baskets-cross").replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
    byId("baskets-cross-note").textContent = found
      ? t("baskets.cross_note") : t(offers.size ? "baskets.choose" : "baskets.no_cross");
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
