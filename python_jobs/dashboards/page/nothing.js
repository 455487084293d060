// Why nothing is predicted of the customers; null where something is.
const unpredicted = data.outlook.unpredicted && t("outlook.unknown", {
  reason: t(`unpredicted.${data.outlook.unpredicted.kind}`, {
    found: count(data.outlook.unpredicted.found), needed: count(data.outlook.unpredicted.needed) }) });

// Why a page has nothing to show, whatever its filters; null where it has something.

const nothing = (() => {
  const isSold = data.sales.gross.some((gross) => gross > 0);
  const empty = t(data.doubts.sentence.length ? "nothing.doubted" : "header.empty");
  const unsold = isSold ? null : data.last_day ? t("nothing.returns") : empty;
  // There are buyers, but all bought after the day on which the customers are looked at.
  const isLater = data.visits ? data.visits.customer.length > 0 : isSold;
  const nobody = data.customers.all ? null : unsold ?? t(isLater ? "nothing.later" : "nothing.guests");
  return {
    overview: data.last_day ? null : empty,
    customers: nobody,
    outlook: nobody ?? (data.outlook.backtest.cut.length ? null : unpredicted),
    cohorts: data.cohorts.month.length ? null : nobody ?? t("nothing.cohorts"),
    changes: data.changes.effects.start.length || data.changes.moves.month.length ? null : unsold ?? t("changes.empty"),
    products: data.products.list.code.length ? null : unsold ?? t("nothing.articles"),
    baskets: unsold,
  };
})();

// The reason in the place of filters, figures and lists; what to know and to check stays.
function sayNothing(name) {
  const panel = byId(name);
  for (const part of panel.children) part.hidden ||= !part.matches("h2, .brief");
  panel.append(element("p", { class: "card empty", id: `${name}-nothing` }, nothing[name]));
}
