import { Check, Clock, UserRoundPlus, X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { keysOf, run } from '../../ui/commands.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../ui/words.ts';
import ActMenu from './act/ActMenu.tsx';
import type { Acting } from './act/acting.ts';

type Props = { acting: Acting; anchor: RefObject<HTMLDivElement | null>; onClear: () => void; page: boolean };

/** What can be done with the chosen rows, in place of the list's title. */
export default function SelectionBar({ acting, anchor, onClear, page }: Props) {
  const count = acting.targets.length;
  // The list is what the page is about while nothing is open beside it.
  const Title = page ? 'h1' : 'h2';
  const question = (pick: 'assign' | 'snooze', icon: ReactNode) =>
    acting.offers.has(pick) && (
      <IconButton label={t(`ui.keys.${pick}`)} keys={keysOf(pick)} onClick={() => acting.setPick(pick)}>
        {icon}
      </IconButton>
    );
  return (
    <>
      <IconButton label={t('conversations.unselect')} keys="Escape" onClick={onClear} className="-ms-1.5">
        <X size={16} aria-hidden="true" />
      </IconButton>
      <Title className="truncate font-semibold text-14">
        <span role="status">{t('conversations.selected', { count })}</span>
      </Title>
      <div ref={anchor} className="ms-auto flex items-center gap-0.5">
        {acting.offers.has('solve') && (
          <IconButton label={t('ui.keys.solve')} keys={keysOf('solve')} onClick={() => run('solve')}>
            <Check size={16} aria-hidden="true" />
          </IconButton>
        )}
        {question('assign', <UserRoundPlus size={16} aria-hidden="true" />)}
        {question('snooze', <Clock size={16} aria-hidden="true" />)}
        <ActMenu acting={acting} />
      </div>
    </>
  );
}
