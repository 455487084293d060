// DataTables with our formats; every text from the data is shown as text.

// The library comes after this script, so it is asked only when a table is made.
const asText = () => jQuery.fn.dataTable.render.text();

function column(title, type) {
  const forms = { count, money, percent, one: oneDigit.format, two: twoDigits.format };
  if (!type) return { title, type: "string", className: "dt-left", render: asText() };
  const form = forms[type] ?? type;
  return {
    title,
    className: "dt-right",
    type: "num",
    orderSequence: ["desc", "asc"],
    render: (value, use) => (use === "display" ? form(value) : use === "export" ? Number(value.toFixed(6)) : value),
  };
}

// A text that a spreadsheet would take for a formula, also after blanks or with a wide sign, gets a quote in
// front: a product called =cmd() or +1+1 must not run. Nothing is cut out of a name that looks like HTML.
const FORMULA = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const asCell = (value) => (typeof value === "string" && FORMULA.test(value) ? `'${value}` : value ?? "");

const CSV = {
  extend: "csvHtml5",
  text: "Save as CSV",
  footer: false,
  // without it Excel takes the text for another encoding
  bom: true,
  exportOptions: { orthogonal: "export", format: { body: asCell } },
};

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
    language: { emptyTable: emptyText, zeroRecords: emptyText, lengthMenu: "Rows _MENU_" },
  });
  table.search.fixed("filters", (text, row, position) => shows(position));
  table.draw();
  return table;
}
