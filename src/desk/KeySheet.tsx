import { Link } from '@tanstack/react-router';
import { useBindings } from '../ui/commands.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { spokenKeys } from '../ui/key-label.ts';
import { t } from '../ui/words.ts';
import { keyGroups } from './key-groups.ts';

/** All keys on one sheet, as this person has them. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const bindings = useBindings();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('desk.keys.title')}
      width={720}
      foot={
        <Link to="/settings/$" params={{ _splat: 'keyboard' }} onClick={onClose}>
          {t('desk.keyboard.changeKeys')}
        </Link>
      }
    >
      <div className="gap-x-10 pair:columns-2">
        {keyGroups.map((group) => (
          <section key={group.id} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 font-medium text-12 text-ink3">{t(group.title)}</h3>
            <ul>
              {bindings
                .filter((binding) => binding.group === group.id && binding.keys)
                .map((binding) => (
                  <li key={binding.id} className="flex min-h-7 items-center gap-3">
                    {t(binding.label)}
                    <Kbd keys={binding.keys} />
                    <span className="sr-only">{spokenKeys(binding.keys)}</span>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
