/// The script of a page, in three parts that share one scope.
///
/// It never writes markup: what it shows are text nodes and copies of elements that the page was written with.
enum PageScript {
  static var text: String { "\n\"use strict\";\n(() => {\n" + PageView.script + PageChoice.script + start + "})();\n" }

  /// Search, filters and what the address says; last, because it starts the rest.
  private static let start = #"""
    // Search: by name, alias or id; the most important first among equals.
    const search = byId("_search"), results = byId("_results");
    let found = [], active = -1;
    function score(concept, wanted) {
      const names = [concept.name.toLowerCase(), concept.id, ...concept.aliases];
      if (names.some(name => name === wanted)) return 4;
      if (names.some(name => name.startsWith(wanted))) return 3;
      if (names.some(name => name.split(/[^\p{L}\p{N}]+/u).some(word => word.startsWith(wanted)))) return 2;
      return names.some(name => name.includes(wanted)) ? 1 : 0;
    }
    function find() {
      const wanted = search.value.trim().toLowerCase();
      const scored = wanted ? concepts.map((concept, i) => [score(concept, wanted), i]).filter(pair => pair[0]) : [];
      scored.sort((a, b) => b[0] - a[0] || concepts[b[1]].importance - concepts[a[1]].importance);
      const all = new Set(scored.map(pair => pair[1]));
      nodes.forEach((node, i) => node.classList.toggle("match", all.has(i)));
      found = scored.slice(0, 12).map(pair => pair[1]);
      active = found.length ? 0 : -1;
      results.replaceChildren(...found.map((i, place) => {
        const item = make("li", { role: "option", id: "_option" + place });
        const kind = make("small"), name = make("span");
        name.textContent = concepts[i].name;
        kind.textContent = concepts[i].kind;
        item.append(name, kind);
        item.addEventListener("pointerdown", event => { event.preventDefault(); choose(i); });
        return item;
      }));
      if (wanted && !found.length) {
        const none = make("li", { class: "nothing", role: "option", "aria-disabled": "true" });
        none.textContent = "No concept of that name";
        results.append(none);
      }
      results.hidden = !wanted;
      search.setAttribute("aria-expanded", String(!!wanted));
      mark();
    }
    function mark() {
      [...results.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
      if (active >= 0) {
        search.setAttribute("aria-activedescendant", "_option" + active);
        results.children[active].scrollIntoView({ block: "nearest" });
      } else search.removeAttribute("aria-activedescendant");
    }
    function endSearch() { search.value = ""; find(); }
    function choose(i) { endSearch(); search.blur(); open(i, true); }
    search.addEventListener("input", find);
    search.addEventListener("blur", () => { results.hidden = true; search.setAttribute("aria-expanded", "false"); });
    search.addEventListener("focus", () => { if (search.value) find(); });
    search.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
      else if (event.key === "ArrowUp" && found.length) active = (active + found.length - 1) % found.length;
      else if (event.key === "Enter") { if (active >= 0) choose(found[active]); }
      else if (event.key === "Escape") { endSearch(); search.blur(); event.stopPropagation(); }
      else return;
      event.preventDefault();
      mark();
    });

    // Filters.
    const boxes = [...document.querySelectorAll("#_filters input")];
    function filter() {
      const off = new Set(boxes.filter(box => !box.checked).map(box => box.dataset.edges || "kind " + box.dataset.kind));
      concepts.forEach((concept, i) => {
        concept.gone = off.has("kind " + concept.kind);
        nodes[i].classList.toggle("gone", concept.gone);
      });
      edges.forEach((edge, e) => {
        edge.gone = off.has(edge[2]) || concepts[edge[0]].gone || concepts[edge[1]].gone;
        lines[e].classList.toggle("gone", edge.gone);
      });
      show();
    }
    boxes.forEach(box => box.addEventListener("change", filter));

    // Buttons.
    const on = (id, action) => byId(id).addEventListener("click", action);
    on("_zoomIn", () => zoomMiddle(1.35));
    on("_zoomOut", () => zoomMiddle(1 / 1.35));
    on("_fit", () => fly(wholeView()));
    on("_close", close);
    on("_grow", () => {
      const tall = panel.classList.toggle("tall");
      byId("_grow").setAttribute("aria-expanded", String(tall));
      byId("_grow").setAttribute("aria-label", tall ? "Smaller" : "Larger");
    });
    on("_listButton", () => go({ view: state.view === "list" ? "" : "list" }));
    on("_themeButton", () => {
      const theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("rehearse-theme", theme); } catch { /* a page without storage forgets */ }
      state.theme = "";
      paint(theme);
      go({});
    });
    on("_pathButton", () => askPath(byId("_pathForm").hidden));
    byId("_names").append(...concepts.map(concept => make("option", { value: concept.name })));
    byId("_pathForm").addEventListener("submit", event => {
      event.preventDefault();
      const ends = ["_from", "_to"].map(id => named(byId(id).value));
      if (ends[0] === undefined || ends[1] === undefined) {
        say("Choose two concepts from the lists.");
        byId(ends[0] === undefined ? "_from" : "_to").focus();
        return;
      }
      askPath(false);
      go({ concept: undefined, path: ends });
    });
    document.addEventListener("keydown", event => {
      const typing = event.target.matches("input:not([type=checkbox])");
      if (event.key === "Escape") {
        if (!byId("_pathForm").hidden) { askPath(false); byId("_pathButton").focus(); } else close();
      } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        search.focus();
      }
    });

    // Start.
    const dark = matchMedia("(prefers-color-scheme:dark)");
    dark.addEventListener("change", () => paint(document.documentElement.dataset.theme || ""));
    let remembered = "";
    try { remembered = localStorage.getItem("rehearse-theme") || ""; } catch { /* as above */ }
    paint(remembered);
    document.documentElement.classList.add("js");
    svg.removeAttribute("viewBox");
    addEventListener("resize", () => moved ? place(view) : (place(firstView()), show(true)));
    addEventListener("hashchange", () => read(false));
    place(firstView());
    read(true);
    moved = false;

    """#
}
