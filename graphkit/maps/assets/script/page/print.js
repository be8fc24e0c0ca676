// On paper: what is seen as a drawing as wide as the sheet, or the table or matrix that is open, without the tools.

import { view } from "../graph/view.js";
import { byId } from "./dom.js";
import { svgPicture } from "./save.js";
import { setTheme } from "./start.js";

export function startPrint() {
  const sheet = byId("sheet");
  let theme = "light";
  window.addEventListener("beforeprint", () => {
    theme = document.documentElement.dataset.theme || theme;
    setTheme("light"); // ink is dark
    document.body.classList.toggle("paper-table", view.table || view.matrix);
    sheet.replaceChildren(svgPicture());
    sheet.hidden = false;
  });
  window.addEventListener("afterprint", () => {
    sheet.hidden = true;
    sheet.replaceChildren();
    setTheme(theme);
  });
}
