/** What script adds to a landing page that works without it: copying, opening the app with the store behind it, playing the teaser. */
import { hashOf } from './style.ts';

const source = `
(function(){
var d=document,b=d.querySelector('.copy'),o=d.querySelector('output'),open=d.querySelector('[data-store]');
if(b&&o){b.hidden=false;b.onclick=function(){
var t=o.getAttribute('data-code'),done=function(){var was=b.textContent;b.textContent=b.getAttribute('data-done');setTimeout(function(){b.textContent=was},2500)};
var old=function(){var r=d.createRange();r.selectNodeContents(o);var s=getSelection();s.removeAllRanges();s.addRange(r);try{if(d.execCommand('copy'))done()}catch(e){}};
if(navigator.clipboard&&navigator.clipboard.writeText)navigator.clipboard.writeText(t).then(done,old);else old()}}
function toApp(store,app){
var left=false,away=function(){left=true};
d.addEventListener('visibilitychange',away);addEventListener('pagehide',away);addEventListener('blur',away);
setTimeout(function(){if(!left&&!d.hidden)location.href=store},1600);
location.href=app}
if(open){open.addEventListener('click',function(e){e.preventDefault();toApp(open.getAttribute('data-store'),open.href)});
if(open.hasAttribute('data-now'))toApp(open.getAttribute('data-store'),open.href)}
var v=d.querySelector('.teaser video');
if(v){var turn=function(){if(location.hash==='#teaser')v.play().catch(function(){});else v.pause()};addEventListener('hashchange',turn);
addEventListener('keydown',function(e){if(e.key==='Escape'&&location.hash==='#teaser')location.hash='#'})}
})();
`
  .trim()
  .replace(/\n/g, '');

export const script = { text: source, hash: hashOf(source) } as const;
