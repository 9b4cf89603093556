import type { Binding } from '../ui/bindings.ts';
import { useBindings } from '../ui/commands.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { t, type WordId } from '../ui/words.ts';

const groups: { id: Binding['group']; title: WordId }[] = [
  { id: 'move', title: 'desk.keys.move' },
  { id: 'write', title: 'desk.keys.write' },
  { id: 'conversation', title: 'desk.keys.conversation' },
  { id: 'go', title: 'desk.keys.go' },
  { id: 'desk', title: 'desk.keys.desk' },
];

/** All keys on one sheet, as this person has them. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const bindings = useBindings();
  return (
    <Dialog open onClose={onClose} title={t('desk.keys.title')} width={720}>
      <div className="grid gap-x-10 gap-y-5 pair:grid-cols-2">
        {groups.map((group) => (
          <section key={group.id}>
            <h3 className="mb-1 font-medium text-12 text-ink3">{t(group.title)}</h3>
            <ul>
              {bindings
                .filter((binding) => binding.group === group.id && binding.keys)
                .map((binding) => (
                  <li key={binding.id} className="flex min-h-7 items-center gap-3">
                    {t(binding.label)}
                    <Kbd keys={binding.keys} />
                    <span className="sr-only">{binding.keys}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
