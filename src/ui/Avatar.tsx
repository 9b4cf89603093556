import { cx } from './cx.ts';
import { hueOf, initials } from './hue.ts';

/** A person as a coloured circle with initials. Decoration: the name always stands beside it. */
export function Avatar({ id, name, size = 28 }: { id: string; name: string; size?: 20 | 28 | 40 }) {
  const hue = hueOf(id);
  return (
    <span
      aria-hidden="true"
      style={{
        width: size,
        height: size,
        background: `light-dark(oklch(0.9 0.052 ${hue}), oklch(0.38 0.06 ${hue}))`,
        color: `light-dark(oklch(0.4 0.1 ${hue}), oklch(0.9 0.06 ${hue}))`,
      }}
      className={cx(
        'inline-grid shrink-0 select-none place-items-center rounded-full font-semibold',
        size === 40 ? 'text-14' : size === 28 ? 'text-11' : 'text-[9px]/none',
      )}
    >
      {initials(name)}
    </span>
  );
}
