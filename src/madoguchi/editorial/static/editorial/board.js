// Arrow keys go from cell to cell; the whole board is one stop of the Tab key.
"use strict";

for (const table of document.querySelectorAll("table[data-board]")) {
  const cells = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
  const links = cells.flat().filter(Boolean);
  let current = links[0];

  const stopAt = (link) => {
    current.tabIndex = -1;
    current = link;
    current.tabIndex = 0;
  };
  for (const link of links) link.tabIndex = link === current ? 0 : -1;
  table.addEventListener("focusin", (event) => { if (event.target.matches("a")) stopAt(event.target); });

  // Parts that an entry does not have are stepped over.
  const next = (row, column, down, right) => {
    for (let y = row + down, x = column + right; cells[y] && x >= 0 && x < cells[y].length; y += down, x += right) {
      if (cells[y][x]) return cells[y][x];
    }
    return null;
  };
  const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("th, td");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = cell.parentElement.sectionRowIndex;
    let goal = null;
    if (STEPS[event.key]) goal = next(row, cell.cellIndex, ...STEPS[event.key]);
    else if (event.key === "Home") goal = cells[row].find(Boolean);
    else if (event.key === "End") goal = cells[row].findLast(Boolean);
    else return;
    event.preventDefault();
    goal?.focus();
  });
}
