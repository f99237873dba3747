/// The part of a page's script that shows what is chosen: a concept or a path, in the picture and in the panel.
enum PageChoice {
  static let script = #"""
    // The address after # is the state: a concept's id, path=A..B, view=list, theme=dark or light.
    const state = { concept: undefined, path: null, view: "", theme: "" };
    const positions = new Map(concepts.map((concept, i) => [concept.id, i]));
    const incident = concepts.map(() => []);
    edges.forEach((edge, e) => {
      incident[edge[0]].push(e);
      if (edge[1] !== edge[0]) incident[edge[1]].push(e);
    });
    const articles = new Map([...document.querySelectorAll("#_list article")].map(a => [Number(a.dataset.concept), a]));
    const decode = text => { try { return decodeURIComponent(text); } catch { return text; } };
    const say = text => { byId("_status").textContent = text; };

    function read(atOnce) {
      Object.assign(state, { concept: undefined, path: null, view: "", theme: "" });
      for (const part of location.hash.slice(1).split("&")) {
        const cut = part.indexOf("="), key = part.slice(0, cut), value = part.slice(cut + 1);
        if (cut < 0) state.concept = positions.get(decode(part));
        else if (key === "path") {
          const ends = value.split("..").map(id => positions.get(decode(id)));
          if (ends.length === 2 && ends.every(end => end !== undefined)) state.path = ends;
        } else if (key === "view" || key === "theme") state[key] = value;
      }
      if (state.theme) paint(state.theme);
      show(atOnce);
    }
    function go(change) {
      Object.assign(state, change);
      const parts = [];
      if (state.concept !== undefined) parts.push(encodeURIComponent(concepts[state.concept].id));
      if (state.path) parts.push("path=" + state.path.map(i => encodeURIComponent(concepts[i].id)).join(".."));
      if (state.view) parts.push("view=" + state.view);
      if (state.theme) parts.push("theme=" + state.theme);
      const hash = parts.join("&");
      if (location.hash.slice(1) === hash) show();
      else location.hash = hash;
    }
    let moveFocus = false;
    function open(i, byKey) {
      moveFocus = byKey;
      if (pathFrom !== undefined && i !== pathFrom) {
        const path = [pathFrom, i];
        askPath(false);
        return go({ concept: undefined, path });
      }
      go({ concept: i, path: null });
    }
    // Links keep the rest of the address.
    document.addEventListener("click", event => {
      const link = event.target.closest("a[href^='#']"), i = link && positions.get(decode(link.hash.slice(1)));
      if (i === undefined || i === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(i, panel.contains(link) && event.detail === 0);
    });
    function close() {
      askPath(false);
      if (state.concept === undefined && !state.path) return;
      const last = state.concept, inPanel = panel.contains(document.activeElement);
      go({ concept: undefined, path: null });
      if (inPanel && last !== undefined) focusNode(last);
    }
    function named(text) {
      const wanted = text.trim().toLowerCase();
      const i = concepts.findIndex(concept => concept.name.toLowerCase() === wanted || concept.id === wanted);
      const found = i >= 0 ? i : concepts.findIndex(concept => concept.aliases.includes(wanted));
      return found >= 0 ? found : undefined;
    }

    // What is lit: a path, the chosen concept and its neighbours, or those of what the pointer is over.
    let hovered = -1;
    function light(list, along) {
      const lit = new Set(list), ways = new Set(along);
      svg.classList.toggle("lit", lit.size > 0);
      nodes.forEach((node, i) => node.classList.toggle("on", lit.has(i)));
      lines.forEach((line, e) => line.classList.toggle("on", ways.has(e)));
    }
    function around(i) {
      const along = incident[i].filter(e => !edges[e].gone);
      return [[i, ...along.map(e => edges[e][0] === i ? edges[e][1] : edges[e][0])], along];
    }
    function hover(i) {
      if (i === hovered) return;
      hovered = i;
      relight();
    }
    let way = null;
    function relight() {
      if (way) light(way.concepts, way.edges);
      else if (state.concept !== undefined) light(...around(state.concept));
      else if (hovered >= 0) light(...around(hovered));
      else light([], []);
    }

    function show(atOnce = false) {
      document.body.querySelector("main").classList.toggle("listing", state.view === "list");
      byId("_listButton").setAttribute("aria-pressed", String(state.view === "list"));
      way = state.path ? pathBetween(...state.path) : null;
      nodes.forEach((node, i) => node.classList.toggle("chosen", i === state.concept));
      if (way) showPath();
      else if (state.concept !== undefined) showConcept(state.concept);
      panel.hidden = !way && state.concept === undefined;
      relight();
      if (state.view === "list") {
        if (state.concept !== undefined) articles.get(state.concept).scrollIntoView();
      } else if (way) reveal(way.concepts, atOnce);
      else if (state.concept !== undefined) reveal([state.concept], atOnce);
      if (moveFocus && !panel.hidden) byId("_panelTitle").focus({ preventScroll: true });
      moveFocus = false;
    }
    function fill(title, ...children) {
      byId("_panelTitle").textContent = title;
      byId("_content").replaceChildren(...children);
      byId("_content").scrollTop = 0;
    }
    function showConcept(i) {
      const copy = articles.get(i).cloneNode(true);
      const actions = make("div", { class: "actions" }), button = make("button", { type: "button" });
      button.textContent = "Path from here";
      button.addEventListener("click", () => {
        pathFrom = i;
        button.textContent = "Now choose the other end";
        byId("_from").value = concepts[i].name;
        askPath(true);
      });
      actions.append(button);
      const children = [...copy.children].slice(1);
      children.splice(1, 0, actions);
      fill(concepts[i].name, ...children);
      say(`${concepts[i].name}, ${concepts[i].kind}, ${incident[i].length} relations`);
    }

    // Paths: the fewest edges in either direction; of equally short ones that whose concepts come first.
    let pathFrom;
    function askPath(asks) {
      if (!asks) pathFrom = undefined;
      byId("_pathForm").hidden = !asks;
      byId("_pathButton").setAttribute("aria-expanded", String(asks));
      if (asks) (byId("_from").value ? byId("_to") : byId("_from")).focus();
    }
    function pathBetween(start, end) {
      const by = new Map([[start, -1]]);
      let frontier = [start];
      while (frontier.length && !by.has(end)) {
        const next = [];
        for (const i of frontier) {
          const steps = incident[i].filter(e => !edges[e].gone).map(e => [edges[e][0] === i ? edges[e][1] : edges[e][0], e]);
          steps.sort((a, b) => a[0] - b[0] || (edges[a[1]][2] < edges[b[1]][2] ? -1 : 1));
          for (const [other, e] of steps) {
            if (by.has(other)) continue;
            by.set(other, e);
            next.push(other);
          }
        }
        frontier = next.sort((a, b) => a - b);
      }
      if (!by.has(end)) return { start, end, concepts: [start, end], edges: [], found: false };
      const along = [], passed = [end];
      for (let i = end; i !== start;) {
        const e = by.get(i);
        along.unshift(e);
        i = edges[e][0] === i ? edges[e][1] : edges[e][0];
        passed.unshift(i);
      }
      return { start, end, concepts: passed, edges: along, found: true };
    }
    function showPath() {
      const list = make("ol", { class: "steps" }), note = make("p", { class: "kind" });
      const count = way.edges.length;
      note.textContent = way.found ? `${count} ${count === 1 ? "step" : "steps"}` : "No path over the relations that are shown.";
      way.concepts.forEach((i, step) => {
        const item = make("li"), link = make("a", { href: "#" + encodeURIComponent(concepts[i].id) });
        link.textContent = concepts[i].name;
        item.append(link);
        list.append(item);
        if (step >= count) return;
        const e = way.edges[step], by = make("li", { class: "by" }), line = lines[e].closest("svg") && sample(edges[e][2]);
        const words = make("span");
        words.textContent = (edges[e][0] === i ? "" : "← ") + edges[e][2].replaceAll("-", " ") + (edges[e][0] === i ? " →" : "");
        const where = make("code", { class: "where" });
        where.textContent = edges[e][3];
        by.append(line, words, where);
        list.append(by);
      });
      fill(`${concepts[way.start].name} to ${concepts[way.end].name}`, note, list);
      say(note.textContent);
    }
    // A copy of the legend's line.
    function sample(kind) { return byId("_filters").querySelector(`[data-edges="${kind}"] + svg`).cloneNode(true); }

    // Colours.
    const isDark = () => {
      const theme = document.documentElement.dataset.theme;
      return theme ? theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
    };
    function paint(theme) {
      if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
      else delete document.documentElement.dataset.theme;
      byId("_themeButton").setAttribute("aria-pressed", String(isDark()));
    }

    """#
}
