// The axes of the innermost expression under the pointer, or of the one that was tapped.
const tip = document.getElementById("tip");
let shown = null;

function show(expr, x, y) {
  if (expr !== shown) {
    document.querySelectorAll(".e.on").forEach((part) => part.classList.remove("on"));
    shown = expr;
    if (expr) {
      document.querySelectorAll(`[data-i="${expr.dataset.i}"]`).forEach((part) => part.classList.add("on"));
      tip.replaceChildren();
      const told = document.createElement("span");
      told.className = expr.dataset.k;
      told.textContent = `${expr.dataset.s} ${expr.dataset.a}`;
      const how = document.createElement("small");
      how.textContent = expr.dataset.k;
      tip.append(told, how);
    }
  }
  tip.hidden = !expr;
  if (expr) {
    const room = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - room.width - 8))}px`;
    tip.style.top = `${y + 20 + room.height > innerHeight ? y - room.height - 12 : y + 20}px`;
  }
}

const at = (event) => event.target.closest?.(".e") ?? null;
addEventListener("pointermove", (event) => event.pointerType === "mouse" && show(at(event), event.clientX, event.clientY));
addEventListener("click", (event) => show(at(event), event.clientX, event.clientY));
addEventListener("keydown", (event) => event.key === "Escape" && show(null));

function unfold() {
  const line = location.hash && document.getElementById(location.hash.slice(1));
  const file = line && line.closest("details");
  if (file) {
    file.open = true;
    line.scrollIntoView({ block: "center" });
  }
}
addEventListener("hashchange", unfold);
unfold();
