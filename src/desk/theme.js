// Runs before the first paint, so that nobody who chose dark is shown white first. What it reads is written
// by src/ui/theme.ts. Without storage (private window) the system's own choice stands.
try {
  const root = document.documentElement;
  for (const [name, values] of [
    ['theme', ['light', 'dark']],
    ['contrast', ['more', 'normal']],
    ['motion', ['less']],
    ['textSize', ['large', 'larger']],
  ]) {
    const value = localStorage.getItem(name);
    if (values.includes(value)) root.dataset[name] = value;
  }
  const hue = localStorage.getItem('hue');
  if (hue && /^\d{1,3}$/.test(hue)) root.style.setProperty('--hue', hue);
  const language = localStorage.getItem('language');
  if (language) {
    root.lang = language;
    root.dir = /^(en-XB$|(ar|fa|he|ur)\b)/.test(language) ? 'rtl' : 'ltr';
  }
} catch (_) {}
