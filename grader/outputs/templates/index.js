"use strict";
(() => {
  const table = document.querySelector("#students table");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, name: plain(row.cells[0].textContent) }));
  const search = document.querySelector("#search");
  const count = document.querySelector("#count");

  // Without case and accents: whoever looks for "lucia" means "Lucía", too. Some letters are not made of parts.
  function plain(text) {
    const whole = { ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", ß: "ss", þ: "th" };
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.replace(/[øłđðıæœßþ]/g, (letter) => whole[letter]);
  }

  function find() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, name } of rows) {
      row.hidden = !words.every((word) => name.includes(word));
      shown += !row.hidden;
    }
    count.textContent = `${shown} of ${rows.length}`;
  }

  // Numbers by size; what is no number (ungraded, no such unit) stands first, as it wants looking at.
  function order(column, down) {
    const value = (row) => {
      const text = row.cells[column].textContent.trim();
      return column === 0 ? text : Number.isNaN(parseFloat(text)) ? -Infinity : parseFloat(text);
    };
    const keys = new Map(rows.map(({ row }) => [row, value(row)]));
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    const by = (a, b) => {
      const [x, y] = [keys.get(a.row), keys.get(b.row)];
      return column === 0 ? compare(x, y) : x === y ? 0 : x < y ? -1 : 1;
    };
    rows.sort((a, b) => (down ? by(b, a) : by(a, b)));
    body.append(...rows.map(({ row }) => row));
  }

  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (!button) return;
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      order(column, down);
    });
  });
  search.addEventListener("input", find);
  find();
  // What is folded away on the screen is wanted on paper.
  const folded = document.querySelectorAll("details");
  addEventListener("beforeprint", () => folded.forEach((one) => { one.dataset.was = one.open; one.open = true; }));
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = one.dataset.was === "true"; }));
})();
