// The address says which page is open and how its filters are set, so that it survives a reload and can be sent:
// #customers?customers-segment=Champions&overview-from=2024-01-01. What is as at the beginning is left out.

const PARTS = () => {
  const [page, query = ""] = location.hash.slice(1).split("?");
  return { page, params: new URLSearchParams(query), hasFilters: location.hash.includes("?") };
};

const link = (() => {
  // What the address asked for, until its page is drawn.
  let asked = PARTS().params;
  const unknown = new Map();
  let waiting = 0;
  // The address whose filters the page shows.
  let followed = location.hash;
  const controls = [];
  const keyOf = (control) => (control.type === "radio" ? control.name : control.id);
  const optionKey = (option) => option?.dataset.key ?? option?.value ?? "";

  function valueOf(control) {
    if (control.type === "checkbox") return control.checked ? "1" : "";
    if (control.tagName === "SELECT") return optionKey(control.selectedOptions[0]);
    return control.value;
  }

  // Whether the control could take the value.
  function put(control, value) {
    if (control.type === "checkbox") control.checked = value === "1";
    else if (control.type === "radio") control.checked = control.value === value;
    else if (control.tagName === "SELECT") {
      const option = [...control.options].find((one) => optionKey(one) === value);
      if (option) control.value = option.value;
      return option !== undefined;
    } else control.value = value;
    return true;
  }

  const startOf = (control, known) => (control.tagName === "SELECT" ? optionKey(control.options[0]) : known);

  function setUp() {
    for (const control of document.querySelectorAll("main :is(input, select)")) {
      if (control.closest(".dt-container")) continue;
      const page = control.closest(".panel").id;
      const first = control.type === "radio" ? document.querySelector(`input[name="${control.name}"]:checked`).value : valueOf(control);
      controls.push({ control, page, first });
    }
    for (const kind of ["input", "change", "click"]) {
      document.addEventListener(kind, (event) => event.target.closest?.("a, dialog") || writeSoon());
    }
  }

  // Typing sends many events, and browsers take only so many changes of the address.
  function writeSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(write, 150);
  }

  function write(language = askedInLink()) {
    // a link was followed and the browser has not told the page yet: it must not be written over
    if (location.hash !== followed) return;
    const params = new URLSearchParams();
    if (language) params.set("lang", language);
    for (const { control, page, first } of controls) {
      const key = keyOf(control);
      if (!drawn.has(page)) {
        if (asked.has(key)) params.set(key, asked.get(key));
      } else if (control.type === "radio") {
        if (control.checked && control.value !== first) params.set(key, control.value);
      } else if (valueOf(control) !== startOf(control, first)) params.set(key, valueOf(control));
    }
    const query = params.size ? `?${params}` : "";
    history.replaceState(null, "", `#${openPage()}${query}`);
    followed = location.hash;
  }

  // Sets the filters of a page as the address asks, the others as at the beginning; each tells its page of it.
  function restore(name) {
    const own = controls.filter(({ page }) => page === name);
    const wanted = ({ control, first }) => asked.get(keyOf(control)) ?? startOf(control, first);
    const changed = own.filter((one) => (one.control.type === "radio"
      ? one.control.value === wanted(one) && !one.control.checked : valueOf(one.control) !== wanted(one)));
    for (const one of changed) put(one.control, wanted(one));
    for (const one of changed) {
      const { control } = one;
      const key = keyOf(control);
      unknown.delete(key);
      // again, since an earlier filter may have brought other choices
      if (!put(control, wanted(one))) unknown.set(key, wanted(one));
      else control.dispatchEvent(new Event(/^(search|text|range)$/.test(control.type) ? "input" : "change", { bubbles: true }));
    }
    tellUnknown();
  }

  function tellUnknown() {
    const notice = byId("link-notice");
    notice.hidden = unknown.size === 0;
    const what = [...unknown].map(([key, value]) => {
      const name = byId(key)?.labels[0]?.querySelector("[data-text]").textContent;
      return `${name || key} ${value}`;
    });
    notice.textContent = unknown.size ? t("link.unknown", { what: what.join(", ") }) : "";
  }

  // Another address in the same window: only pages that it names are set.
  function follow() {
    const parts = PARTS();
    followed = location.hash;
    if (!pages[parts.page]) return;
    if (parts.params.get("lang") && parts.params.get("lang") !== LANGUAGE && LANGUAGES.includes(parts.params.get("lang"))) {
      location.reload();
      return;
    }
    if (!parts.hasFilters) return;
    asked = parts.params;
    const named = new Set(controls.filter(({ control }) => asked.has(keyOf(control))).map(({ page }) => page));
    for (const name of new Set([parts.page, ...named])) if (drawn.has(name)) restore(name);
  }

  return { setUp, restore, write, writeSoon, follow };
})();
