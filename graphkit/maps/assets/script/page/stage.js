// The note above the map, and what stands there if nothing is shown.

import { meta, node, nodes } from "../graph/columns.js";
import { openStep, openView } from "../graph/saved.js";
import { shown, view } from "../graph/view.js";
import { byId, counted, make, makeButton } from "./dom.js";
import { focusHome, holdsFocus } from "./focus.js";
import { hiddenNotice } from "./hidden.js";
import { joinedNotice } from "./joined.js";
import { remarkNotice } from "./remark.js";
import { showAll, showOverview } from "./select.js";
import { endAsking } from "./ways.js";
import { whatIfNotice } from "./whatif.js";
import { countGroups } from "../picture/overview.js";

function pickingNotice() {
  const text = make("span", "", `Chain from ${node.name[view.node]} to … Click the other end, or search its name. `);
  return make("p", "", [text, makeButton("Leave (Esc)", endAsking)]);
}

/** The note above the map, and what stands there if nothing is shown. */
export function showStage() {
  const banner = byId("banner"), text = byId("banner-text"), tools = byId("banner-tools"), empty = byId("empty"), notice = byId("notice"), focused = holdsFocus(tools) || holdsFocus(notice);
  banner.hidden = view.scope === "all" && nodes <= meta.overview_above;
  tools.replaceChildren();
  // What the open view itself draws: its own bar names it, and leads back.
  const part = openStep() || openView(), told = view.scope === "focus" && part !== null && view.focusName === part.title;
  banner.classList.toggle("brief", told);
  if (view.scope === "overview") {
    countGroups();
    text.textContent = `${nodes.toLocaleString("en")} entities are too many to read at once: this is an overview by tier and type. Open a box (twice: what it holds is drawn), search a name, or`;
    tools.append(makeButton("draw all", showAll));
  } else if (view.scope === "focus") {
    text.textContent = `Only ${counted(view.focus.size, "entity", "entities")} of ${nodes.toLocaleString("en")} ${view.focus.size === 1 ? "is" : "are"} drawn${told ? "" : ": " + view.focusName}.`;
    if (!told) tools.append(makeButton(nodes > meta.overview_above ? "back to the overview" : "back to the whole", nodes > meta.overview_above ? showOverview : showAll));
  } else if (!banner.hidden) {
    text.textContent = `All ${nodes.toLocaleString("en")} entities are drawn.`;
    tools.append(makeButton("back to the overview", showOverview));
  }
  notice.replaceChildren(...(view.picking ? [pickingNotice()] : []), ...hiddenNotice(), ...joinedNotice(), ...whatIfNotice(), ...remarkNotice());
  notice.hidden = !notice.children.length;
  empty.hidden = view.scope === "overview" || shown.nodes > 0;
  empty.textContent = nodes ? "The filters leave nothing to show." : "There is nothing on this map yet: the graph is empty.";
  if (focused) focusHome(); // a button was pressed that is no longer there
}
