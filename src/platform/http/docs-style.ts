/** The styles of the API's page: the console's colours, one column on a phone, a map beside the text on a desk. */
export const docsStyle = `
:root{--paper:#f4f5f6;--surface:#fff;--sunken:#eceff1;--line:#dde2e5;--ink:#14191c;--ink-2:#465159;--ink-3:#5f6a72;--azurite:#17566b;--azurite-soft:#e2eef2;
--gamboge:#805300;--gamboge-soft:#fbf0d8;--malachite:#1d7450;--malachite-soft:#e0f1e8;--cinnabar:#ad331b;--cinnabar-soft:#fbe8e3;--violet:#5b3f8f;--violet-soft:#ece6f6;
--sans:system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif;
--mono:ui-monospace,'SF Mono',Menlo,Consolas,'Noto Sans Mono',monospace;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#111417;--surface:#191d21;--sunken:#0d1012;--line:#2a3238;--ink:#ebeff1;--ink-2:#b7c1c8;--ink-3:#93a0a8;--azurite:#74bcd3;--azurite-soft:#16303a;
--gamboge:#f0c065;--gamboge-soft:#33280f;--malachite:#62c093;--malachite-soft:#143024;--cinnabar:#f18a73;--cinnabar-soft:#3a1b14;--violet:#b9a3e6;--violet-soft:#272038}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:20px}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 var(--sans);overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
h1,h2,h3,h4,p,ul,dl,dd,pre,table{margin:0;padding:0}
ul{list-style:none}
a{color:var(--azurite);text-decoration:none}a:hover,p a{text-decoration:underline;text-underline-offset:2px}
code,pre,.mono{font-family:var(--mono);font-size:.88em}
:where(a,summary,input,button):focus-visible{outline:2px solid var(--azurite);outline-offset:2px;border-radius:5px}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--surface);padding:8px 12px;z-index:2}
.frame{display:grid;grid-template-columns:288px minmax(0,1fr);max-width:1360px;margin:0 auto}
.map{position:sticky;top:0;height:100vh;overflow:auto;padding:28px 20px 40px 28px;border-inline-end:1px solid var(--line)}
.brand{display:flex;align-items:center;gap:10px;font-weight:700;font-size:17px;color:var(--ink)}.brand svg{width:28px;height:28px;flex:none}
.brand small{font-weight:400;color:var(--ink-3)}
.find{display:flex;margin:20px 0 12px}
.find input{flex:1;min-width:0;height:38px;padding:0 12px;border:1px solid var(--line);border-radius:8px 0 0 8px;background:var(--surface);color:var(--ink);font:inherit}
.find button{height:38px;padding:0 14px;border:1px solid var(--line);border-inline-start:0;border-radius:0 8px 8px 0;background:var(--azurite-soft);color:var(--azurite);font:inherit;font-weight:600;cursor:pointer}
.map summary{cursor:pointer;font-weight:600;padding:6px 0;color:var(--ink)}
.map details ul{margin:0 0 8px}
.map li a{display:grid;grid-template-columns:52px 1fr;gap:8px;padding:4px 8px 4px 0;border-radius:6px;color:var(--ink-2);font-size:13px;line-height:1.45}
.map li a:hover{background:var(--sunken);text-decoration:none;color:var(--ink)}
main{padding:40px 48px 96px;min-width:0}
.top{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:baseline;justify-content:space-between}
h1{font-size:30px;line-height:1.2;letter-spacing:-.02em}
.lead{margin:12px 0 0;max-width:68ch;color:var(--ink-2)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:14px;margin:28px 0 8px}
.facts>div{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px 18px;min-width:0}
.facts h3{font-size:14px;margin:0 0 4px;color:var(--ink)}.facts p{color:var(--ink-2);font-size:14px}
h2{font-size:21px;margin:44px 0 4px;letter-spacing:-.01em}
.purpose{color:var(--ink-2);margin-bottom:14px}
.route{background:var(--surface);border:1px solid var(--line);border-radius:10px;margin:8px 0}
.route>summary{display:grid;grid-template-columns:64px minmax(0,1fr) auto;gap:4px 12px;align-items:center;padding:12px 16px;cursor:pointer;list-style:none}
.route>summary::-webkit-details-marker{display:none}
.route>summary:hover{background:color-mix(in srgb,var(--azurite-soft) 45%,transparent);border-radius:10px}
.route[open]>summary{border-bottom:1px solid var(--line)}
.path{font-family:var(--mono);font-size:14px;font-weight:600}.path i{font-style:normal;color:var(--azurite)}
.what{grid-column:2;color:var(--ink-2);font-size:14px}
.who{grid-row:1/span 2;grid-column:3;font-size:12px;color:var(--ink-3);font-family:var(--mono);text-align:end}
.verb{font:700 11.5px/1 var(--mono);padding:5px 0;border-radius:5px;text-align:center;width:60px;align-self:start}
.map .verb{font-size:9.5px;width:48px;padding:4px 0;margin-top:1px}
.get{background:var(--azurite-soft);color:var(--azurite)}.post{background:var(--malachite-soft);color:var(--malachite)}
.patch{background:var(--gamboge-soft);color:var(--gamboge)}.put{background:var(--violet-soft);color:var(--violet)}.delete{background:var(--cinnabar-soft);color:var(--cinnabar)}
.body{padding:6px 18px 20px;scroll-margin-top:72px}
h3{font-size:13px;font-weight:650;color:var(--ink-3);margin:18px 0 6px}
.body p{color:var(--ink-2);font-size:14px}
pre{background:var(--sunken);border-radius:8px;padding:12px 14px;overflow-x:auto;font-size:13px;line-height:1.55;white-space:pre-wrap}
.fields{width:100%;border-collapse:collapse;font-size:14px}
.fields td{padding:6px 14px 6px 0;border-top:1px solid var(--line);vertical-align:top}
.fields tr:first-child td{border-top:0}
.fields td:first-child{font-family:var(--mono);font-size:13px;font-weight:600;white-space:nowrap}
.fields td:nth-child(2){color:var(--ink-2)}
.in-1 td:first-child{padding-inline-start:18px;font-weight:400}.in-2 td:first-child{padding-inline-start:36px;font-weight:400}.in-3 td:first-child{padding-inline-start:54px;font-weight:400}
.must{color:var(--cinnabar);font-size:12px;white-space:nowrap}.may{color:var(--ink-3);font-size:12px;white-space:nowrap}
.limits{color:var(--ink-3);font-size:13px}
.errors{display:grid;gap:6px;font-size:14px}
.errors li{display:grid;grid-template-columns:44px minmax(0,1fr);gap:2px 8px}.errors b{font:600 13px/1.7 var(--mono);color:var(--cinnabar)}.errors span{grid-column:2;color:var(--ink-2)}
.none{padding:40px 0;color:var(--ink-2)}
@media (max-width:900px){.frame{display:block}.map{position:static;height:auto;border:0;padding:20px 16px 0}.map nav{display:none}main{padding:20px 16px 64px}h1{font-size:25px}
.route>summary{grid-template-columns:60px minmax(0,1fr);padding:12px}.what,.who{grid-column:1/-1;grid-row:auto;text-align:start}.body{padding:4px 12px 16px}
.find input{font-size:16px}.fields,.fields tbody{display:block}.fields tr{display:grid;grid-template-columns:1fr auto;padding:6px 0;border-top:1px solid var(--line)}.fields tr:first-child{border-top:0}.fields td{border:0;padding:0}
.fields td:nth-child(2){grid-column:1/-1;grid-row:2}.in-1{padding-inline-start:14px!important}.in-2{padding-inline-start:28px!important}.in-3{padding-inline-start:42px!important}.fields tr td:first-child{padding-inline-start:0;white-space:normal}}
@media print{.map{display:none}.frame{display:block}}
`;
