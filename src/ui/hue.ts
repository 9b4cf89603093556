/**
 * A hue in degrees for an id: the same person has the same colour everywhere and always. Steps of 24 keep
 * neighbours apart to the eye.
 */
export function hueOf(id: string): number {
  let sum = 2_166_136_261;
  for (let i = 0; i < id.length; i++) sum = Math.imul(sum ^ id.charCodeAt(i), 16_777_619);
  return ((sum >>> 0) % 15) * 24;
}

/** At most two letters standing for a name, by grapheme so that no emoji or accent is cut. */
export function initials(name: string): string {
  const words = name
    .replace(/["'<>()[\]]/g, ' ')
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const first = (word = '') => [...new Intl.Segmenter().segment(word)][0]?.segment ?? '';
  const letters = words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
  return letters.toLocaleUpperCase() || '?';
}
