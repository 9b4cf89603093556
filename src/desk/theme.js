// Runs before the first paint, so that nobody who chose dark is shown white first. What it reads is written
// by src/ui/theme.ts. Without storage (private window) the system's own choice stands.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const hue = Number(localStorage.getItem('hue'));
  if (hue > 0 && hue < 360) root.style.setProperty('--hue', String(hue));
  const language = localStorage.getItem('language');
  if (language) {
    root.lang = language;
    root.dir = /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
  }
} catch (_) {}
