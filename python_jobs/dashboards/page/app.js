// Tabs, the colours of the system, and paper.

const pages = { overview, customers, outlook, cohorts, changes, products: articles, baskets };
const drawn = new Set();
const tabs = [...document.querySelectorAll("[role=tab]")];
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function drawPage(name) {
  if (drawn.has(name)) return;
  drawn.add(name);
  if (nothing[name]) {
    sayNothing(name);
    return;
  }
  link.restore(name);
  pages[name].draw();
}

const openPage = () => tabs.find((tab) => tab.getAttribute("aria-selected") === "true").getAttribute("aria-controls");

function showPage(name, takeFocus) {
  for (const tab of tabs) {
    const isChosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !isChosen;
    // where the tabs scroll, the open one is in sight
    if (isChosen) tab.parentElement.scrollLeft = tab.offsetLeft - 40;
    if (isChosen && takeFocus) tab.focus();
  }
  drawPage(name);
}

// The pages that are not seen yet are drawn one by one while nothing else happens: then they are there
// at once, and on paper.
function drawTheRest() {
  const next = Object.keys(pages).find((name) => !drawn.has(name));
  if (next) drawPage(next);
  const isLast = drawn.size === Object.keys(pages).length;
  if (!isLast) soon(drawTheRest);
  else Promise.all([...charts.values()].map((chart) => chart.ready)).then(() => root.setAttribute("data-drawn", "all"));
}
const soon = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

function setUpTabs() {
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  tabs.forEach((tab, place) => {
    const go = (to) => {
      const name = tabs[(to + tabs.length) % tabs.length].getAttribute("aria-controls");
      showPage(name, true);
      link.write();
    };
    tab.addEventListener("click", () => go(place));
    tab.addEventListener("keydown", (event) => {
      const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : place + steps[event.key];
      if (Number.isNaN(to)) return;
      event.preventDefault();
      go(to);
    });
  });
  addEventListener("hashchange", () => {
    const { page } = PARTS();
    link.follow();
    if (pages[page]) showPage(page, false);
  });
}

// Paper shows all pages, in light colours.
function setColours(isPaper) {
  root.classList.toggle("paper", isPaper);
  root.classList.toggle("dark", dark.matches && !isPaper);
}

// The sentences of the brief, each with the way to its rows.
function showBrief() {
  byId("brief").hidden = data.brief.length === 0;
  byId("brief").querySelector("ol").append(...data.brief.map(({ text, page, link: where }) =>
    element("li", {}, `${text[LANGUAGE]} `, element("a", { href: `#${where}` }, t(`tab.${page}`)))));
}

// Whose figures these are, of which days, in which currency, and when they were computed.
function showHeader() {
  const { name, currency, is_sample: isSample } = data.shop;
  byId("shop").textContent = name ?? t("title");
  document.title = name ? `${name} · ${t("title")}` : t("title");
  const parts = data.last_day ? [t("header.sales", { first: dayText(data.first_day), last: dayText(data.last_day) })] : [t("header.empty")];
  if (data.as_of) parts.push(t(isThen ? "header.as_of_then" : "header.as_of", { day: dayText(data.as_of) }));
  if (currency) parts.push(t("header.currency", { currency }));
  if (data.built) parts.push(t("header.built", { when: `${dayText(data.built.slice(0, 10))} ${data.built.slice(11)}` }));
  byId("period").textContent = parts.join(" · ");
  byId("made-up").hidden = !isSample;
}

function setUpLanguage() {
  const other = LANGUAGES[(LANGUAGES.indexOf(LANGUAGE) + 1) % LANGUAGES.length];
  const button = byId("other-language");
  button.append(allWords[other].language);
  button.lang = other;
  button.addEventListener("click", () => {
    link.write(other);
    location.reload();
  });
}

// The sentence about a file has no full stop of its own.
function withFullStop(sentence) {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

// What is odd about the data, with an example and what to do: what is likely wrong today comes first. The
// warehouse writes these sentences in English; another language has its own for each kind, and shows those of
// the warehouse after them, since they have the numbers.
function showDoubts() {
  const { kind, found_in, sentence, example, advice, urgent } = data.doubts;
  byId("doubts").hidden = sentence.length === 0;
  byId("doubts").querySelector("ul").append(...sentence.map((text, row) => {
    const own = words[`doubt.${kind[row]}`];
    return element("li", {}, urgent[row] ? element("strong", {}, `${t("doubts.urgent")} `) : "",
      found_in[row] === "marts" ? "" : `${found_in[row]}: `, own ?? withFullStop(text),
      example[row] ? ` ${t("doubts.example", { value: example[row] })}` : "",
      ` ${own ? t(`doubt.${kind[row]}.advice`) : advice[row]}`,
      own ? element("span", { class: "note", lang: "en" }, ` ${t("doubt.original")} ${withFullStop(text)} ${advice[row]}`) : "");
  }));
}

function setUp() {
  setColours(false);
  showHeader();
  showBrief();
  setUpGlossary();
  setUpLanguage();
  showDoubts();
  for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());
  for (const page of Object.values(pages)) page.setUp();
  link.setUp();
  dark.addEventListener("change", () => setColours(false));
  addEventListener("beforeprint", () => {
    Object.keys(pages).forEach(drawPage);
    setColours(true);
  });
  addEventListener("afterprint", () => setColours(false));
  const asked = pages[PARTS().page] ? PARTS().page : "overview";
  showPage(asked === "cohorts" ? asked : "overview", false);
  performance.mark("ready");
  // The tables' library comes after this script: the overview need not wait for it.
  addEventListener("DOMContentLoaded", () => {
    setUpTabs();
    showPage(asked, false);
    soon(drawTheRest);
  });
}

setUp();
