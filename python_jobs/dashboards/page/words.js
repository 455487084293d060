// The language of the page and its words. The link may ask for one (lang=de), else the browser does.

const allWords = JSON.parse(document.getElementById("words").textContent);
const askedInLink = () => new URLSearchParams(location.hash.split("?")[1] ?? "").get("lang");
const LANGUAGES = Object.keys(allWords);
const LANGUAGE = [askedInLink(), ...navigator.languages.map((one) => one.slice(0, 2))].find((one) => LANGUAGES.includes(one)) ?? LANGUAGES[0];
const words = allWords[LANGUAGE];

// The text of a key; values fill the places that it has between { and }.
function t(key, values = {}) {
  if (!(key in words)) throw new Error(`The words have no ${key}.`);
  return words[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

// What the shop calls a segment, in the language of the page; one of its own keeps its name.
const segmentText = (name) => words[`segment.${name}`] ?? name;
const countryText = (name) => name ?? t("other_countries");

// Fills the fixed texts of the page: each element names its words.
function fillTexts() {
  document.documentElement.lang = LANGUAGE;
  const fill = (name, act) => {
    for (const one of document.querySelectorAll(`[data-${name}]`)) act(one, t(one.dataset[name]));
  };
  fill("text", (one, text) => one.append(text));
  fill("label", (one, text) => one.setAttribute("aria-label", text));
  fill("placeholder", (one, text) => one.setAttribute("placeholder", text));
}
fillTexts();
