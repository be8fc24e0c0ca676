// The note above the map, and what stands there if nothing is shown.

import { meta, nodes } from "../graph/columns.js";
import { shown, view } from "../graph/view.js";
import { byId, counted, makeButton } from "./dom.js";
import { showAll, showOverview } from "./select.js";
import { countGroups } from "../picture/overview.js";

/** The note above the map, and what stands there if nothing is shown. */
export function showStage() {
  const banner = byId("banner"), text = byId("banner-text"), tools = byId("banner-tools"), empty = byId("empty");
  banner.hidden = view.scope === "all" && nodes <= meta.overview_above;
  tools.replaceChildren();
  if (view.scope === "overview") {
    countGroups();
    text.textContent = `${nodes.toLocaleString("en")} entities are too many to read at once: this is an overview by tier and type. Open a box, search a name, or`;
    tools.append(makeButton("draw all", showAll));
  } else if (view.scope === "focus") {
    text.textContent = `Only ${counted(view.focus.size, "entity", "entities")} of ${nodes.toLocaleString("en")} are drawn: ${view.focusName}.`;
    tools.append(makeButton(nodes > meta.overview_above ? "back to the overview" : "back to the whole", nodes > meta.overview_above ? showOverview : showAll));
  } else if (!banner.hidden) {
    text.textContent = `All ${nodes.toLocaleString("en")} entities are drawn.`;
    tools.append(makeButton("back to the overview", showOverview));
  }
  empty.hidden = view.scope === "overview" || shown.nodes > 0;
  empty.textContent = nodes ? "The filters leave nothing to show." : "There is nothing on this map yet: the graph is empty.";
}
