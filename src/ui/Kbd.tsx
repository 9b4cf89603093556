import { keyLabel } from './key-label.ts';

/** Keys as they are printed on this machine's keyboard: "g u" is two after another, "Mod+k" two at once. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="ms-auto inline-flex shrink-0 items-center gap-1 whitespace-nowrap" aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd
          key={key}
          className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-[4px] border border-line bg-panel px-1 font-sans font-medium text-11 text-ink2 shadow-[0_1px_0_var(--color-line)]"
        >
          {keyLabel(key)}
        </kbd>
      ))}
    </span>
  );
}
