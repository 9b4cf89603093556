import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const split = css.indexOf('@variant contrasted');
const normal = tokens(css.slice(0, split));
const more = new Map([...normal, ...tokens(css.slice(split))]);

type Colour = [lightness: number, chroma: number, hue: number | 'workspace'];

function tokens(text: string): Map<string, [light: Colour, dark: Colour]> {
  const one = String.raw`oklch\(([\d.]+) ([\d.]+) (var\(--hue\)|[\d.]+)\)`;
  const found = text.matchAll(new RegExp(String.raw`--color-([\w-]+): light-dark\(${one}, ${one}\);`, 'g'));
  const colour = (l = '', c = '', h = ''): Colour => [
    Number(l),
    Number(c),
    h.startsWith('var') ? 'workspace' : Number(h),
  ];
  return new Map(
    [...found].map((m) => [m[1] as string, [colour(m[2], m[3], m[4]), colour(m[5], m[6], m[7])]]),
  );
}

/** WCAG relative luminance; out-of-gamut channels are clipped as browsers do (CSS Color 4, OKLab to linear sRGB). */
function luminance([lightness, chroma, given]: Colour, hue: number): number {
  const angle = ((given === 'workspace' ? hue : given) * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (channel: number) => Math.min(1, Math.max(0, channel));
  return (
    0.2126 * clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

function contrast(from: typeof normal, ink: string, ground: string, mode: 0 | 1, hue: number): number {
  const colour = (name: string) => {
    const pair = from.get(name);
    assert.ok(pair, `there is a colour ${name}`);
    return luminance(pair[mode], hue) + 0.05;
  };
  const [one, other] = [colour(ink), colour(ground)];
  return Math.max(one, other) / Math.min(one, other);
}

/** What is written on what. 4.5 for text, 3 for the edges of controls (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: [ink: string, grounds: string[], least: number][] = [
  ['ink', ['bg', 'panel', 'raise', 'float', 'accent-soft', 'note'], 7],
  ['ink2', ['bg', 'panel', 'raise', 'float', 'accent-soft', 'note'], 4.5],
  ['ink3', ['bg', 'panel', 'raise', 'float', 'accent-soft'], 4.5],
  ['on-accent', ['accent', 'accent-strong'], 4.5],
  ['accent-ink', ['bg', 'panel', 'raise', 'accent-soft'], 4.5],
  ['note-ink', ['note'], 4.5],
  ['bad', ['panel', 'bg', 'bad-soft'], 4.5],
  ['warn', ['panel', 'bg', 'warn-soft'], 4.5],
  ['good', ['panel', 'bg', 'good-soft'], 4.5],
  ['line-strong', ['panel', 'bg', 'float'], 3],
  ['accent', ['panel', 'bg'], 3],
];

/** With more contrast: 7 for every text (1.4.6), 4.5 for the edges. */
const morePairs = pairs.map(([ink, grounds, least]): (typeof pairs)[number] => [
  ink,
  grounds,
  least === 3 ? 4.5 : 7,
]);

for (const [mode, name] of [
  [0, 'light'],
  [1, 'dark'],
] as const)
  for (const [from, asked, how] of [
    [normal, pairs, ''],
    [more, morePairs, ' with more contrast'],
  ] as const) {
    test(`every text can be read in the ${name} theme${how}, whatever hue a workspace picks`, () => {
      const poor: string[] = [];
      for (const [ink, grounds, least] of asked)
        for (const ground of grounds)
          for (let hue = 0; hue < 360; hue += 5) {
            const ratio = contrast(from, ink, ground, mode, hue);
            if (ratio < least) poor.push(`${ink} on ${ground} at hue ${hue}: ${ratio.toFixed(2)} < ${least}`);
          }
      assert.deepEqual(poor, []);
    });
  }

test('black on white is 21 to 1, so the measure measures', () => {
  assert.equal(Math.round((luminance([1, 0, 0], 0) + 0.05) / (luminance([0, 0, 0], 0) + 0.05)), 21);
});
