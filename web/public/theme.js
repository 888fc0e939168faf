// Before the first paint, so that a dark room stays dark; a file of its own, as the server forbids scripts within pages.
// What shared/theme/theme.ts keeps is read here.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('hookline.theme');
  } catch {
    // Storage is closed to this page: the system's wish is followed.
  }
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
