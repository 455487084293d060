// Tabs, the colours of the system, and paper.

const pages = { overview, customers, outlook, cohorts, changes, products: articles, baskets };
const drawn = new Set();
const tabs = [...document.querySelectorAll("[role=tab]")];
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function drawPage(name) {
  if (drawn.has(name)) return;
  drawn.add(name);
  pages[name].draw();
}

function showPage(name, takeFocus) {
  for (const tab of tabs) {
    const isChosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !isChosen;
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
      history.replaceState(null, "", `#${name}`);
      showPage(name, true);
    };
    tab.addEventListener("click", () => go(place));
    tab.addEventListener("keydown", (event) => {
      const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : place + steps[event.key];
      if (Number.isNaN(to)) return;
      event.preventDefault();
      go(to);
    });
  });
  addEventListener("hashchange", () => pages[location.hash.slice(1)] && showPage(location.hash.slice(1), false));
}

// Paper shows all pages, in light colours.
function setColours(isPaper) {
  root.classList.toggle("paper", isPaper);
  root.classList.toggle("dark", dark.matches && !isPaper);
}

// The sentences of the brief, each with the way to the page that holds its rows.
function showBrief() {
  byId("brief").hidden = data.brief.length === 0;
  const titleOf = (page) => byId(`tab-${page}`).textContent;
  byId("brief").querySelector("ol").append(...data.brief.map(({ text, page }) =>
    element("li", {}, `${text} `, element("a", { href: `#${page}` }, titleOf(page)))));
}

function setUp() {
  setColours(false);
  showBrief();
  byId("period").textContent = data.last_day
    ? `Sales from ${dayText(data.first_day)} to ${dayText(data.last_day)}${data.as_of ? ` · customers as of ${dayText(data.as_of)}` : ""}`
    : "The warehouse holds no sales yet.";
  for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());
  for (const page of Object.values(pages)) page.setUp();
  dark.addEventListener("change", () => setColours(false));
  addEventListener("beforeprint", () => {
    Object.keys(pages).forEach(drawPage);
    setColours(true);
  });
  addEventListener("afterprint", () => setColours(false));
  const asked = pages[location.hash.slice(1)] ? location.hash.slice(1) : "overview";
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
