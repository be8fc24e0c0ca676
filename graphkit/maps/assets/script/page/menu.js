// Menus that fold: they close when they are left, by Escape, by Tab or by a click elsewhere.

/** @param {HTMLDetailsElement} menu */
export function startMenu(menu) {
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false; });
  menu.addEventListener("focusout", (event) => {
    // Without a next element the window itself was left, or a button pressed that takes no focus.
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    leaveMenu(menu);
    event.stopPropagation();
  });
}

/** Closes a menu; the keyboard stands on its name then. @param {HTMLDetailsElement} menu */
export function leaveMenu(menu) {
  if (!menu.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
