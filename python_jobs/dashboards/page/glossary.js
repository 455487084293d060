// The meaning of the segments and of the terms, one click away from every page.

function setUpGlossary() {
  const dialog = byId("glossary");
  const days = plural("within", data.outlook.horizon);
  const entry = (name, meaning) => [element("dt", {}, name), element("dd", {}, meaning)];
  const segments = data.segments.flatMap((name) => entry(segmentText(name), words[`segment.${name}.meaning`] ?? ""));
  byId("glossary-segments").append(...segments);
  const terms = Object.keys(words).filter((key) => /^term\..*\.meaning$/.test(key)).map((key) => {
    const name = key.replace(/\.meaning$/, "");
    // what has a name elsewhere on the page is called the same here
    return [words[name] ?? t(name.replace("term.", "")), t(key, { days })];
  });
  byId("glossary-terms").append(...terms.sort((a, b) => a[0].localeCompare(b[0], LOCALE)).flatMap(([name, meaning]) => entry(name, meaning)));
  byId("open-glossary").addEventListener("click", () => dialog.showModal());
  byId("close-glossary").addEventListener("click", () => dialog.close());
  // a click beside it closes it as well
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
