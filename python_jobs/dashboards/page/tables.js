// DataTables with our formats; every text from the data is shown as text.

// The library comes after this script, so it is asked only when a table is made.
const asText = () => jQuery.fn.dataTable.render.text();

function column(title, type) {
  const forms = { count, whole: (value) => minus(whole.format(Math.round(value) || 0)), percent: (value) => percent(value), one: oneDigit.format, two: twoDigits.format };
  if (!type) return { title, type: "string", className: "dt-left", render: asText() };
  const form = forms[type] ?? type;
  const saved = (value) => (value === null ? "" : Number(value.toFixed(6)));
  return {
    title,
    className: "dt-right",
    type: "num",
    orderSequence: ["desc", "asc"],
    render: (value, use, row) => (use === "display" ? (value === null ? "–" : form(value, row)) : use === "export" ? saved(value) : value ?? -Infinity),
  };
}

// A day: read as everywhere on the page, sorted and saved as year, month and day.
const dayColumn = (title) => ({ ...column(title), orderSequence: ["desc", "asc"],
  render: (value, use) => (use === "display" ? (value ? dayText(value) : "–") : value ?? "") });

// A column that is saved and not shown: the codes of what is shown by name.
const savedColumn = (title) => ({ ...column(title), visible: false });

// A text that a spreadsheet would take for a formula, also after blanks or with a wide sign, gets a quote in
// front: a product called =cmd() or +1+1 must not run. Nothing is cut out of a name that looks like HTML.
const FORMULA = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
function asCell(value) {
  if (typeof value === "number") return String(value).replace(".", t("decimal"));
  return typeof value === "string" && FORMULA.test(value) ? `'${value}` : value ?? "";
}

const CSV = {
  extend: "csvHtml5",
  text: t("table.csv"),
  footer: false,
  // without it Excel takes the text for another encoding
  bom: true,
  // as a spreadsheet of that language reads it
  fieldSeparator: t("decimal") === "," ? ";" : ",",
  exportOptions: { orthogonal: "export", format: { body: asCell } },
};

function tableWords(emptyText) {
  const paginate = Object.fromEntries(["first", "last", "next", "previous"].map((name) => [name, t(`table.${name}`)]));
  const sort = t("table.sort");
  return {
    emptyTable: emptyText, zeroRecords: emptyText, lengthMenu: t("table.rows"), thousands: t("thousands"),
    info: t("table.info"), infoEmpty: t("table.none"), infoFiltered: t("table.filtered"),
    aria: { orderable: sort, orderableReverse: sort, orderableRemove: t("table.unsort"), paginate: { ...paginate, number: "" } },
  };
}

// rows: arrays of values, as many as columns. shows(row number) says whether a row passes the filters.
function makeTable(id, columns, rows, order, shows, emptyText, fileName) {
  jQuery.fn.dataTable.ext.errMode = "throw";
  const table = jQuery(`#${id}`).DataTable({
    data: rows,
    columns,
    order,
    autoWidth: false,
    deferRender: true,
    pageLength: 15,
    lengthMenu: [15, 50, 100],
    layout: {
      topStart: null,
      topEnd: null,
      bottomStart: [
        "info",
        "pageLength",
        { buttons: [{ ...CSV, filename: fileName }] },
      ],
      bottomEnd: "paging",
    },
    language: tableWords(emptyText),
  });
  table.search.fixed("filters", (text, row, position) => shows(position));
  table.draw();
  // the library says it in English only
  table.table().container().querySelector("nav")?.setAttribute("aria-label", t("table.pages"));
  return table;
}
