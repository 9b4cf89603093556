import { Check } from 'lucide-react';
import { useId } from 'react';
import { t, type WordId } from './words.ts';

/** Hues a workspace, brand or team may have, far enough from one another to be told apart. */
const hues: readonly { hue: number; name: WordId }[] = [
  { hue: 277, name: 'staff.hue.iris' },
  { hue: 250, name: 'staff.hue.blue' },
  { hue: 222, name: 'staff.hue.sky' },
  { hue: 190, name: 'staff.hue.teal' },
  { hue: 160, name: 'staff.hue.green' },
  { hue: 125, name: 'staff.hue.olive' },
  { hue: 75, name: 'staff.hue.amber' },
  { hue: 48, name: 'staff.hue.orange' },
  { hue: 25, name: 'staff.hue.red' },
  { hue: 0, name: 'staff.hue.rose' },
  { hue: 340, name: 'staff.hue.pink' },
  { hue: 310, name: 'staff.hue.violet' },
];

/** A dot in a hue, beside what has it. Decoration. */
export function HueDot({ hue, size = 10 }: { hue: number; size?: 10 | 16 }) {
  return (
    <span
      aria-hidden="true"
      style={{ background: paint(hue), width: size, height: size }}
      className="inline-block shrink-0 rounded-full"
    />
  );
}

const paint = (hue: number) => `light-dark(oklch(0.55 0.19 ${hue}), oklch(0.65 0.16 ${hue}))`;

/** One hue of twelve, or the one it had before. Arrow keys go round. */
export function HuePicker({
  value,
  onChange,
  label = t('staff.hue'),
}: {
  value: number;
  onChange: (hue: number) => void;
  label?: string;
}) {
  const name = useId();
  const own = hues.some(({ hue }) => hue === value)
    ? hues
    : [{ hue: value, name: 'staff.hue.own' as const }, ...hues];
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid w-fit grid-cols-6 gap-2">
        {own.map(({ hue, name: word }) => (
          <label
            key={hue}
            data-tip={t(word)}
            className="grid size-7 place-items-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
            style={{ background: paint(hue) }}
          >
            <input
              type="radio"
              name={name}
              value={hue}
              checked={hue === value}
              onChange={() => onChange(hue)}
              className="sr-only"
            />
            <span className="sr-only">{t(word)}</span>
            {hue === value && (
              <Check size={14} strokeWidth={3} aria-hidden="true" className="text-on-accent" />
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
