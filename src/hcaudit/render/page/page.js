"use strict";
(function () {
  const said = document.currentScript.dataset;
  const figure = /^[-+]?[\d,]*\.?\d+$/;

  function compare(one, other) {
    if (figure.test(one) && figure.test(other)) {
      return parseFloat(one.replace(/,/g, "")) - parseFloat(other.replace(/,/g, ""));
    }
    return one < other ? -1 : one > other ? 1 : 0;
  }

  function sort(table, place, direction) {
    const rows = Array.from(table.tBodies[0].rows, (row) => ({ row, text: row.cells[place].textContent.trim() }));
    const empty = (entry) => (entry.text ? 0 : 1);
    rows.sort((one, other) => empty(one) - empty(other) || direction * compare(one.text, other.text));
    table.tBodies[0].append(...rows.map((entry) => entry.row));
  }

  function makeSortable(table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, place) => {
      // Browsers do not print a real button again where a table goes on on the next sheet.
      const button = document.createElement("span");
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      button.title = said.sort;
      button.append(...head.childNodes);
      head.append(button);
      const press = () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, place, down ? -1 : 1);
      };
      button.addEventListener("click", press);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        press();
      });
    });
  }

  function makeFilterable(table) {
    const rows = Array.from(table.tBodies[0].rows);
    const bar = document.createElement("p"), label = document.createElement("label");
    const field = document.createElement("input"), told = document.createElement("output");
    bar.className = "filter";
    field.type = "search";
    label.append(said.filter + "\u2002", field);
    bar.append(label, told);
    table.before(bar);
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row) => {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      });
      const shown = rows.filter((row) => !row.hidden).length;
      told.textContent = words.length ? said.shown.replace("{shown}", shown).replace("{count}", rows.length) : "";
    });
  }

  document.querySelectorAll("table.list").forEach((table) => {
    makeSortable(table);
    if (table.tBodies[0].rows.length > 7) makeFilterable(table);
  });
})();
