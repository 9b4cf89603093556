// Runs before the first paint, so that nobody who chose dark is shown white first. What it reads is written
// by src/ui/theme.ts. Without storage (private window) the system's own choice stands.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const hue = localStorage.getItem('hue');
  if (hue && /^\d{1,3}$/.test(hue)) root.style.setProperty('--hue', hue);
  const language = localStorage.getItem('language');
  if (language) {
    root.lang = language;
    root.dir = /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
  }
} catch (_) {}
