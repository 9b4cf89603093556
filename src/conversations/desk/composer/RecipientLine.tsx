import { T } from '../../../ui/T.tsx';
import { t } from '../../../ui/words.ts';
import { called } from './addresses.ts';
import type { People } from './Recipients.tsx';

type LineProps = {
  people: People;
  /** The channel's id, and its name for people. */
  kind: string;
  channel: string;
  onOpen: () => void;
};

/** Who gets it, in a line: "to Leila Tanaka, Accounts via e-mail". Pressed, it can be changed. */
export function RecipientLine({ people, kind, channel, onOpen }: LineProps) {
  const all = [...people.to, ...people.cc, ...people.bcc];
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-expanded={false}
      data-tip={t('conversations.changeRecipients')}
      className="flex h-6 max-w-full items-center rounded-control px-1 text-start text-12 text-ink2 hover:bg-ink/6 hover:text-ink pointer-coarse:h-9"
    >
      <span className="truncate">
        {all.length === 0 ? (
          <span className="font-medium text-bad">{t('conversations.nobodyYet')}</span>
        ) : (
          <T
            id="conversations.toVia"
            values={{ names: all.map(called).join(', '), kind, channel }}
            components={{ b: <bdi className="font-semibold text-ink" /> }}
          />
        )}
      </span>
    </button>
  );
}
