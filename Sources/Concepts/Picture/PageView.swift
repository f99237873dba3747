/// The part of a page's script that shows the picture: zoom, pan, keys and the first view.
enum PageView {
  static let script = #"""
    const byId = id => document.getElementById(id);
    const make = (name, attributes = {}) => {
      const element = document.createElement(name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      return element;
    };
    const { concepts, edges } = JSON.parse(byId("_data").textContent);
    const svg = byId("_map"), map = svg.querySelector(".map"), panel = byId("_panel");
    const nodes = [...svg.querySelectorAll(".node")], lines = [...svg.querySelectorAll(".edges .edge")];
    const boxOf = node => {
      const box = node.querySelector("rect");
      const [x, y, width, height] = ["x", "y", "width", "height"].map(name => Number(box.getAttribute(name)));
      return { x, y, width, height, cx: x + width / 2, cy: y + height / 2 };
    };
    const places = nodes.map(boxOf);
    const whole = { width: Number(svg.dataset.width), height: Number(svg.dataset.height) };
    const centre = concepts.reduce((best, concept, i) => concept.importance > concepts[best].importance ? i : best, 0);
    const scaleMin = 0.12, scaleMax = 3, scaleLegible = 0.62;

    const sizeOf = element => {
      const { width, height } = element.getBoundingClientRect();
      return { width, height };
    };

    // The view: the picture is moved by x, y and scaled by k.
    let view = { x: 0, y: 0, k: 1 }, flight = 0, moved = false;
    function place(next) {
      const k = Math.min(scaleMax, Math.max(scaleMin, next.k));
      const { width, height } = sizeOf(svg), keep = 80;
      // Some of the picture stays in sight.
      const x = Math.min(width - keep, Math.max(keep - whole.width * k, next.x));
      const y = Math.min(height - keep, Math.max(keep - whole.height * k, next.y));
      view = { x, y, k };
      map.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${k.toFixed(4)})`);
    }
    function fly(to) {
      cancelAnimationFrame(flight);
      if (matchMedia("(prefers-reduced-motion:reduce)").matches || document.hidden) return place(to);
      const from = { ...view }, began = performance.now(), lasts = 260;
      const step = now => {
        const part = Math.min(1, Math.max(0, (now - began) / lasts)), eased = 1 - (1 - part) ** 3;
        place({ x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, k: from.k + (to.k - from.k) * eased });
        if (part < 1) flight = requestAnimationFrame(step);
      };
      flight = requestAnimationFrame(step);
    }
    const isNarrow = () => matchMedia("(max-width:700px)").matches;
    // What of the picture's area is under neither the panel nor the opened legend.
    function free() {
      const area = { x: 0, ...sizeOf(svg) }, legend = byId("_filters");
      if (!panel.hidden && isNarrow()) area.height = Math.max(120, area.height - sizeOf(panel).height);
      else if (!panel.hidden) area.width -= sizeOf(panel).width;
      if (legend.open && !isNarrow()) {
        area.x = legend.offsetLeft + legend.offsetWidth;
        area.width = Math.max(120, area.width - area.x);
      }
      return area;
    }
    function viewOf(box, k) {
      const area = free();
      return {
        x: area.x + area.width / 2 - (box.x + box.width / 2) * k, y: area.height / 2 - (box.y + box.height / 2) * k, k,
      };
    }
    // Above the row of buttons.
    const buttonRow = 64;
    function wholeView() {
      const area = free();
      area.height -= buttonRow;
      const view = viewOf({ x: 0, y: 0, ...whole }, Math.min(area.width / whole.width, area.height / whole.height, 1.25));
      return { ...view, y: view.y - buttonRow / 2 };
    }
    // All of it where it can be read; otherwise the surroundings of the most important concept.
    function firstView() {
      const all = wholeView();
      if (all.k >= scaleLegible || !concepts.length) return all;
      const box = places[centre], area = free(), k = isNarrow() ? 0.8 : scaleLegible;
      const x = area.width / 2 - box.cx * k, y = (isNarrow() ? 60 : area.height / 3) - box.cy * k;
      const within = (at, room, size) => size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
      return { x: within(x, area.width, whole.width * k), y: within(y, area.height, whole.height * k), k };
    }
    function boundsOf(list) {
      const boxes = list.map(i => places[i]);
      const x = Math.min(...boxes.map(box => box.x)), y = Math.min(...boxes.map(box => box.y));
      return { x, y, width: Math.max(...boxes.map(box => box.x + box.width)) - x, height: Math.max(...boxes.map(box => box.y + box.height)) - y };
    }
    // Moves no further than is needed to see the concepts.
    function reveal(list, atOnce) {
      const box = boundsOf(list), area = free(), edge = 40;
      let k = Math.max(view.k, isNarrow() ? 0.7 : 0.55);
      if (list.length > 1) k = Math.min(k, (area.width - 2 * edge) / box.width, (area.height - 2 * edge) / box.height);
      const left = view.x + box.x * view.k - area.x, top = view.y + box.y * view.k;
      const seen = k <= view.k * 1.01 && left >= edge && top >= edge && left + box.width * view.k <= area.width - edge
        && top + box.height * view.k <= area.height - edge;
      if (!seen) (atOnce ? place : fly)(viewOf(box, k));
    }
    function zoomAt(px, py, factor) {
      moved = true;
      const k = Math.min(scaleMax, Math.max(scaleMin, view.k * factor));
      cancelAnimationFrame(flight);
      place({ k, x: px - (px - view.x) * k / view.k, y: py - (py - view.y) * k / view.k });
    }
    function zoomMiddle(factor) {
      const area = free();
      zoomAt(area.x + area.width / 2, area.height / 2, factor);
    }
    const at = event => {
      const area = svg.getBoundingClientRect();
      return { x: event.clientX - area.left, y: event.clientY - area.top };
    };
    svg.addEventListener("wheel", event => {
      event.preventDefault();
      const point = at(event), unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
      zoomAt(point.x, point.y, Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)));
    }, { passive: false });

    // One pointer drags, two pinch; a press that does not move chooses.
    const pointers = new Map();
    let pressed = null, travelled = 0;
    svg.addEventListener("pointerdown", event => {
      if (event.button) return;
      cancelAnimationFrame(flight);
      if (!pointers.size) { pressed = event.target.closest(".node"); travelled = 0; }
      moved = true;
      pointers.set(event.pointerId, at(event));
      if (pointers.size > 1) travelled = 99;
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", event => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      if (pointers.size === 1) {
        travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
        if (travelled > 5) {
          svg.classList.add("moving");
          place({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y });
        }
      } else if (pointers.size === 2) {
        const other = [...pointers].find(pair => pair[0] !== event.pointerId)[1];
        const reach = (one, two) => Math.hypot(one.x - two.x, one.y - two.y) || 1;
        place({ ...view, x: view.x + (now.x - before.x) / 2, y: view.y + (now.y - before.y) / 2 });
        zoomAt((now.x + other.x) / 2, (now.y + other.y) / 2, reach(now, other) / reach(before, other));
      }
      pointers.set(event.pointerId, now);
    });
    function release(event) {
      if (!pointers.delete(event.pointerId) || pointers.size) return;
      svg.classList.remove("moving");
      if (event.type !== "pointerup" || travelled > 5) return;
      if (pressed) open(nodes.indexOf(pressed), false);
      else close();
    }
    svg.addEventListener("pointerup", release);
    svg.addEventListener("pointercancel", release);
    svg.addEventListener("pointerover", event => {
      if (!pointers.size && event.pointerType === "mouse") hover(nodes.indexOf(event.target.closest(".node")));
    });
    svg.addEventListener("pointerleave", () => hover(-1));

    // Keys: one concept at a time can be reached with Tab, the others from it with the arrows.
    let current = centre;
    function focusNode(i) {
      nodes[current]?.setAttribute("tabindex", "-1");
      current = i;
      nodes[i].setAttribute("tabindex", "0");
      nodes[i].focus({ preventScroll: true });
      reveal([i]);
    }
    nodes.forEach((node, i) => {
      node.setAttribute("tabindex", i === centre ? "0" : "-1");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", `${concepts[i].name}, ${concepts[i].kind}, ${lines.filter((_, e) => edges[e][0] === i || edges[e][1] === i).length} relations`);
      node.addEventListener("focus", () => hover(i));
      node.addEventListener("blur", () => hover(-1));
    });
    const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    function nearest(i, [dx, dy]) {
      let best = -1, least = Infinity;
      places.forEach((box, j) => {
        if (j === i || concepts[j].gone) return;
        const along = (box.cx - places[i].cx) * dx + (box.cy - places[i].cy) * dy;
        const aside = Math.abs((box.cx - places[i].cx) * dy) + Math.abs((box.cy - places[i].cy) * dx);
        if (along > 4 && aside < along * 4 && along + 2 * aside < least) { least = along + 2 * aside; best = j; }
      });
      return best;
    }
    svg.addEventListener("keydown", event => {
      const direction = directions[event.key], i = nodes.indexOf(event.target.closest(".node"));
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      moved = true;
      if (direction && event.shiftKey) place({ ...view, x: view.x - 80 * direction[0], y: view.y - 80 * direction[1] });
      else if (direction) { const next = nearest(i < 0 ? current : i, direction); if (next >= 0) focusNode(next); }
      else if (event.key === "Enter" || event.key === " ") { if (i >= 0) open(i, true); }
      else if (event.key === "+" || event.key === "=") zoomMiddle(1.35);
      else if (event.key === "-") zoomMiddle(1 / 1.35);
      else if (event.key === "0") fly(wholeView());
      else if (event.key === "Home") focusNode(centre);
      else return;
      event.preventDefault();
    });

    """#
}
