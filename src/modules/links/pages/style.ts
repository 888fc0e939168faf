/** The look of the pages that an audience sees: a film poster by night, its paper print by day. One sheet, in the page itself. */
import { createHash } from 'node:crypto';

export const defaultAccent = '#e8442e';

const sheet = `
*{box-sizing:border-box;margin:0}
:root{color-scheme:dark light;--bg:#0c0a0b;--ink:#f7f1ea;--soft:#b9aea6;--line:#ffffff2b;--card:#1a1617;--ticket:#f5ead9;--ticket-ink:#1a1210;--ticket-soft:#6d5c50;--serif:"Songti SC","Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC",Georgia,"Times New Roman",serif;--sans:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",sans-serif}
@media (prefers-color-scheme:light){:root{--bg:#f6f1e9;--ink:#1c1512;--soft:#6b5d54;--line:#1c151226;--card:#fffaf2;--ticket:#1a1413;--ticket-ink:#fbf3e6;--ticket-soft:#c0afa0}}
html{background:var(--bg);-webkit-text-size-adjust:100%}
body{min-height:100vh;min-height:100svh;background:var(--bg);color:var(--ink);font:1rem/1.6 var(--sans);overflow-wrap:anywhere}
a{color:inherit}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:6px}
[hidden]{display:none!important}
main{position:relative;max-width:34rem;margin:0 auto;padding-bottom:max(1.5rem,env(safe-area-inset-bottom))}
.hero{position:relative;height:62svh;min-height:19rem;max-height:44rem;overflow:hidden;background:linear-gradient(160deg,color-mix(in srgb,var(--accent) 75%,#000),#171012 70%)}
.hero img{display:block;width:100%;height:100%;object-fit:cover;object-position:50% 22%}
.hero::after{content:"";position:absolute;inset:auto 0 0;height:62%;background:linear-gradient(to top,var(--bg) 4%,color-mix(in srgb,var(--bg) 72%,transparent) 38%,transparent);pointer-events:none}
.bare .hero{height:30svh;min-height:11rem}
.bare .hero::before{content:"";position:absolute;inset:-40% -20%;background:radial-gradient(closest-side,color-mix(in srgb,var(--accent) 65%,#fff) 0,transparent 70%) 70% 20%/70% 70% no-repeat;opacity:.5}
.bar{position:absolute;z-index:2;inset:0 0 auto;display:flex;justify-content:space-between;align-items:center;gap:1rem;padding:max(.9rem,env(safe-area-inset-top)) 1.25rem .9rem;color:#fff;text-shadow:0 1px 8px #000a;font-size:.875rem}
.brand{font-weight:600;letter-spacing:.08em}
.languages{display:flex;gap:.25rem;margin-left:auto}
.languages a,.languages span{min-height:2.5rem;display:flex;align-items:center;padding:0 .6rem;text-decoration:none}
.languages span{font-weight:700;border-bottom:2px solid #fff}
.play{position:absolute;z-index:2;left:50%;top:42%;transform:translate(-50%,-50%);display:grid;justify-items:center;gap:.6rem;min-width:5.5rem;color:#fff;text-decoration:none;font-size:.9375rem;font-weight:600;text-shadow:0 1px 10px #000c}
.play span{display:grid;place-items:center;width:4.25rem;height:4.25rem;border-radius:50%;background:#0000008c;border:2px solid #ffffffe0;backdrop-filter:blur(6px)}
.play svg{width:1.5rem;height:1.5rem;margin-left:.25rem;fill:currentColor}
.words{position:relative;z-index:1;margin-top:-4.6rem;padding:0 1.25rem}
@media (prefers-color-scheme:light){.posted .hero::after{height:22%}.posted .words{margin-top:-.6rem}}
h1{font:700 clamp(2rem,9.2vw,3rem)/1.14 var(--serif);letter-spacing:.01em;text-wrap:balance;text-shadow:0 2px 24px color-mix(in srgb,var(--bg) 80%,transparent)}
.tagline{margin-top:.7rem;color:var(--soft);font-size:1.0625rem;text-wrap:pretty}
.ticket{position:relative;margin:1.35rem 1.25rem 0;padding:1rem 1.25rem 1.1rem;border-radius:14px;background:var(--ticket);color:var(--ticket-ink);-webkit-mask:radial-gradient(.6rem at 0 3.15rem,#0000 98%,#000) 0 0/51% 100% no-repeat,radial-gradient(.6rem at 100% 3.15rem,#0000 98%,#000) 100% 0/51% 100% no-repeat;mask:radial-gradient(.6rem at 0 3.15rem,#0000 98%,#000) 0 0/51% 100% no-repeat,radial-gradient(.6rem at 100% 3.15rem,#0000 98%,#000) 100% 0/51% 100% no-repeat}
.ticket h2{height:2.15rem;margin:-.1rem 0 .9rem;font:500 .875rem/1.5 var(--sans);color:var(--ticket-soft);border-bottom:2px dashed color-mix(in srgb,var(--ticket-ink) 25%,transparent)}
.code{display:flex;align-items:center;justify-content:space-between;gap:.5rem 1rem;flex-wrap:wrap}
output{font:700 clamp(1.9rem,10vw,2.6rem)/1.1 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;font-variant-numeric:tabular-nums;letter-spacing:.04em;white-space:nowrap;-webkit-user-select:all;user-select:all;cursor:text}
button{font:inherit;cursor:pointer}
.copy{min-height:2.75rem;min-width:5.5rem;padding:0 1.1rem;border:0;border-radius:2rem;background:var(--ticket-ink);color:var(--ticket);font-weight:600}
.how{margin-top:.75rem;font-size:.875rem;color:var(--ticket-soft)}
.actions{display:grid;gap:.65rem;margin:1.1rem 1.25rem 0}
.go{display:flex;align-items:center;justify-content:center;min-height:3.25rem;padding:.4rem 1rem;border-radius:14px;border:1.5px solid var(--line);text-align:center;text-decoration:none;font-weight:600}
.go:first-child{border-color:transparent;background:var(--accent);color:var(--on-accent);font-size:1.0625rem}
.note{margin:1.25rem 1.25rem 0;padding:1rem 1.1rem;border-radius:14px;background:var(--card);font-size:.9375rem;color:var(--soft)}
.note form{display:flex;gap:.6rem;margin-top:.75rem}
.note button{flex:1;min-height:2.75rem;border-radius:10px;border:1.5px solid var(--line);background:none;color:var(--ink);font-weight:600}
footer{margin:1.6rem 1.25rem 0;font-size:.8125rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:.25rem 1rem}
footer a{min-height:2rem;display:inline-flex;align-items:center}
.teaser{display:none}
.teaser:target{display:grid;place-items:center;position:fixed;z-index:9;inset:0;background:#000}
.teaser video{max-width:100%;width:100%;height:100%;object-fit:contain;background:#000}
.teaser a{position:absolute;z-index:1;top:max(.75rem,env(safe-area-inset-top));right:.9rem;width:2.75rem;height:2.75rem;display:grid;place-items:center;border-radius:50%;background:#000000a6;color:#fff;text-decoration:none;font-size:1.4rem}
.desk{padding:0 1.25rem}
.desk form.ask{display:grid;gap:.75rem;margin-top:1.5rem}
.ask input{min-height:3.5rem;width:100%;padding:0 1rem;border-radius:14px;border:1.5px solid var(--line);background:var(--card);color:var(--ink);font:600 1.35rem/1 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.08em}
.ask input::placeholder{color:var(--soft);opacity:.75;letter-spacing:.02em}
.ask button{min-height:3.25rem;border:0;border-radius:14px;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:1.0625rem}
.said{margin-top:1.25rem;padding:1rem 1.1rem;border-radius:14px;background:var(--card);border-left:4px solid var(--accent)}
.said a{font:700 1.5rem/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.05em}
@media (min-width:56rem){
main{max-width:64rem;min-height:100svh;display:grid;grid-template-columns:minmax(0,26rem) minmax(0,1fr);align-items:center;gap:3.5rem;padding:4rem 2rem 2.5rem}
.hero,.bare .hero{height:auto;max-height:84svh;aspect-ratio:2/3;width:100%;border-radius:18px;box-shadow:0 30px 80px #0008}
.hero::after{display:none}
.bar{position:fixed;inset:0 2rem auto auto;color:var(--ink);text-shadow:none}
.bar .languages span{border-color:var(--ink)}
.words,.posted .words{margin-top:0;padding:0}
h1{font-size:clamp(2.4rem,4vw,3.6rem);text-shadow:none}
.ticket,.actions,.note,footer{margin-left:0;margin-right:0}
.actions{grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr))}.go:first-child{grid-column:1/-1}
.desk{padding:0}
}
@media (prefers-reduced-motion:no-preference){.copy,.go,.play span{transition:transform .12s}.copy:active,.go:active,.play:active span{transform:scale(.95)}}
@media (max-height:44rem) and (max-width:55.99rem){.posted .hero{height:46svh;min-height:15rem}}
@media print{.bar,.actions,.play,.note{display:none}}
`
  .trim()
  .replace(/\n+/g, '');

export type Style = { readonly text: string; readonly hash: string; readonly accent: string };
const made = new Map<string, Style>();

/** The sheet in an organisation's accent, with the hash by which the page's policy knows it. */
export function styleFor(accent: string | null): Style {
  const colour = accent ?? defaultAccent;
  const known = made.get(colour);
  if (known) return known;
  const text = `${sheet}:root{--accent:${colour};--on-accent:${inkOn(colour)}}`;
  const style = { text, hash: hashOf(text), accent: colour };
  if (made.size > 500) made.clear();
  made.set(colour, style);
  return style;
}

/** A source expression of a Content-Security-Policy for exactly this text. */
export function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** White or near-black, whichever reads better on a colour: relative luminance of WCAG 2.2. */
export function inkOn(colour: string): string {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.0545 ? '#ffffff' : '#16100e';
}
