/// The style sheet of a page.
enum PageStyle {
  static var text: String {
    let light = PictureColour.properties(\.light), dark = PictureColour.properties(\.dark)
    return """

      :root{color-scheme:light;\(light)}
      @media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;\(dark)}}
      :root[data-theme=dark]{color-scheme:dark;\(dark)}
      \(PictureMarkup.style)\(layout)
      """
  }

  private static let layout = #"""
    *{box-sizing:border-box}
    html,body{margin:0;height:100%}
    body{background:var(--ground);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;display:flex;flex-direction:column}
    [hidden],html:not(.js) .live{display:none!important}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0}
    a{color:var(--accent);text-underline-offset:2px;text-decoration-thickness:1px}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    code{font:12px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
    header{position:relative;z-index:3;display:flex;align-items:center;gap:8px 14px;padding:9px 16px;border-bottom:1px solid var(--hairline);background:var(--surface)}
    h1{font-size:16px;font-weight:650;margin:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0;flex:0 1 auto}
    .count{margin:0;color:var(--muted);font-size:13px;white-space:nowrap;flex:1}
    button,input{font:inherit;color:inherit}
    button{background:var(--surface);border:1px solid var(--hairline);border-radius:8px;height:34px;min-width:34px;padding:0 12px;cursor:pointer}
    button:hover{border-color:var(--control)}
    button[aria-pressed=true],button[aria-expanded=true]:not(#_grow){border-color:var(--accent);color:var(--accent)}
    button svg{width:16px;height:16px;display:block;fill:none;stroke:currentColor;stroke-width:1.5}
    #_themeButton,.zoom button{padding:0;display:grid;place-items:center}
    #_themeButton path{fill:currentColor;stroke:none}
    .tools{display:flex;gap:6px}
    #_finder{position:relative;width:min(320px,40vw)}
    #_search,#_pathForm input{width:100%;height:34px;border:1px solid var(--control);border-radius:8px;padding:0 10px;background:var(--surface)}
    ::placeholder{color:var(--muted);opacity:1}
    #_finder kbd{position:absolute;right:9px;top:7px;font:12px/18px ui-monospace,monospace;color:var(--muted);border:1px solid var(--hairline);border-radius:4px;padding:0 6px;pointer-events:none}
    #_search:focus~kbd{display:none}
    #_results{position:absolute;left:0;right:0;top:40px;margin:0;padding:4px;list-style:none;background:var(--surface);border:1px solid var(--hairline);border-radius:10px;box-shadow:0 10px 30px #0003;max-height:60vh;overflow:auto}
    #_results li{display:flex;align-items:center;gap:8px;padding:6px 8px;border-radius:6px;cursor:pointer}
    #_results li[aria-selected=true]{background:var(--ground)}
    #_results small{color:var(--muted);margin-left:auto;white-space:nowrap}
    #_results .nothing{cursor:default;color:var(--muted)}
    #_pathForm{position:absolute;right:16px;top:56px;width:300px;display:grid;gap:10px;padding:14px;background:var(--surface);border:1px solid var(--hairline);border-radius:12px;box-shadow:0 10px 30px #0003}
    #_pathForm label{display:grid;gap:3px;font-size:13px;color:var(--muted)}
    #_pathForm input{color:var(--ink);font-size:15px}
    main{flex:1;min-height:0;position:relative}
    .js main{overflow:hidden}
    #_map{display:block;width:100%;height:auto;background:var(--ground)}
    .js #_graph{position:absolute;inset:0}
    .js #_map{height:100%;touch-action:none;cursor:grab;user-select:none;-webkit-user-select:none}
    .js #_map.moving{cursor:grabbing}
    .js .node{cursor:pointer}
    .gone{display:none}
    .node:focus{outline:none}
    .node:focus-visible>rect,.node.chosen>rect{stroke:var(--ink);stroke-width:2.5}
    .node.match:not(.centre)>rect{fill:var(--found)}
    .node.match.centre>rect{stroke:var(--found);stroke-width:5}
    .lit .node{opacity:.22}
    .lit .edge{opacity:.06}
    .lit .island{fill-opacity:.6}
    .lit .node.on{opacity:1}
    .lit .edge.on{opacity:1;stroke-width:2.2}
    .node,.edge{transition:opacity .12s}
    .zoom{position:absolute;left:16px;bottom:16px;display:grid;gap:6px}
    .zoom button{font-size:18px;line-height:1}
    #_filters{position:absolute;left:62px;bottom:16px;background:var(--surface);border:1px solid var(--hairline);border-radius:10px;font-size:13px;max-height:calc(100% - 32px);overflow:auto}
    #_filters summary{padding:6px 14px;cursor:pointer;line-height:20px}
    #_filters fieldset{border:0;margin:0;padding:2px 14px 10px;min-width:210px}
    #_filters legend{color:var(--muted);padding:4px 0}
    #_filters label{display:flex;align-items:center;gap:8px;padding:2px 0;cursor:pointer}
    #_filters .none{color:var(--muted)}
    .number{margin-left:auto;color:var(--muted);font-variant-numeric:tabular-nums;padding-left:10px}
    input[type=checkbox]{accent-color:var(--accent);margin:0;width:15px;height:15px}
    svg.line{width:46px;height:14px;flex:none;overflow:visible}
    svg.line .edge{opacity:1}
    svg.glyph{width:14px;height:14px;flex:none;vertical-align:-2px}
    #_panel{position:absolute;right:0;top:0;bottom:0;width:min(370px,46vw);background:var(--surface);border-left:1px solid var(--hairline);display:flex;flex-direction:column;z-index:2}
    .bar{display:flex;align-items:flex-start;gap:8px;padding:14px 12px 4px 18px}
    .bar h2{margin:3px 0 0;font-size:19px;line-height:1.25;flex:1;overflow-wrap:anywhere}
    .bar h2:focus{outline:none}
    #_close{border-color:transparent;font-size:20px;line-height:1;padding:0}
    #_grow{display:none}
    #_content{padding:0 18px 24px;overflow:auto;overscroll-behavior:contain}
    .kind{color:var(--muted);margin:2px 0 10px;font-size:14px}
    .aliases{display:block}
    h4{font-size:12px;font-weight:650;margin:18px 0 6px;color:var(--muted);letter-spacing:.02em}
    dl{margin:0;display:grid;gap:2px}
    dt{margin-top:8px;font-size:13px;color:var(--muted);display:flex;align-items:center;gap:8px}
    dt:first-child{margin-top:0}
    dt svg.line{width:34px}
    dd{margin:0 0 0 42px}
    .lines,.practice{list-style:none;padding:0;margin:0}
    .practice li{padding:2px 0}
    .practice code{background:var(--ground);border-radius:4px;padding:2px 5px}
    .questions{padding:0 0 0 18px;margin:0}
    .questions li{padding:2px 0;overflow-wrap:anywhere}
    .more summary{cursor:pointer;color:var(--accent);padding:4px 0}
    .reason{color:var(--muted)}
    .lines{columns:2 150px;color:var(--muted)}
    .actions{display:flex;flex-wrap:wrap;gap:8px;margin:4px 0 0}
    .steps{list-style:none;padding:0;margin:8px 0}
    .steps .by{display:flex;align-items:center;gap:8px;color:var(--muted);font-size:13px;padding:4px 0 4px 12px}
    .steps .by{flex-wrap:wrap}
    .steps .where{flex-basis:100%;padding-left:54px}
    #_list{padding:8px 20px 40px;max-width:1280px;margin:0 auto}
    .js #_list{display:none;position:absolute;inset:0;overflow:auto;max-width:none;background:var(--ground)}
    .js .listing #_list{display:block}
    .js .listing #_graph,.js .listing #_panel{display:none!important}
    #_list h2{font-size:18px;margin:14px 0}
    article{background:var(--surface);border:1px solid var(--hairline);border-radius:12px;padding:14px 18px;margin:0 auto 12px;max-width:760px;scroll-margin:12px}
    article h3{margin:0;font-size:17px;overflow-wrap:anywhere}
    article:target{border-color:var(--accent)}
    @media (max-width:900px){.count{display:none}h1{flex:1}}
    @media (max-width:700px){
    header{flex-wrap:wrap;padding:8px 12px}
        #_finder{order:3;width:100%}
    #_finder kbd{display:none}
    #_search{height:40px;font-size:16px}
    #_pathForm{left:12px;right:12px;width:auto;top:100px}
    #_pathForm input{height:40px;font-size:16px}
    #_panel{left:0;right:0;top:auto;bottom:0;width:auto;max-height:46%;border:1px solid var(--hairline);border-width:1px 0 0;border-radius:16px 16px 0 0;box-shadow:0 -8px 30px #0003;padding-bottom:env(safe-area-inset-bottom)}
    #_panel.tall{max-height:88%}
    .bar{position:relative;padding-top:22px}
    #_grow{display:block;position:absolute;left:0;right:0;top:0;height:24px;border:0;background:none;width:100%}
    #_grow::before{content:"";display:block;width:40px;height:4px;border-radius:2px;background:var(--control);margin:0 auto}
    .zoom{left:auto;right:12px;bottom:12px}
    .zoom button,.tools button{width:42px;height:42px}
    .tools button{width:auto}
    #_filters{left:12px;right:auto;bottom:12px}
    #_filters summary{padding:10px 14px}
    #_filters label{padding:6px 0}
    #_close{width:42px;height:42px;margin:-8px -4px 0 0}
    }
    @media (prefers-reduced-motion:reduce){*{transition:none!important}}
    @media print{.js main,.js #_list{position:static;overflow:visible;display:block}.live{display:none!important}}
    """#
}
