import { useEffect, useState } from 'react';
import { useNow } from '../../../ui/clock.ts';
import { fullTime, shortTime } from '../../../ui/format.ts';
import { type Pick, PickList } from '../../../ui/PickList.tsx';
import { language, t } from '../../../ui/words.ts';
import { myZone, zoneName } from './zone.ts';

export type When = { id: string; label: string; at: Date };

type Props = {
  /** What the field is for. */
  label: string;
  presets: readonly When[];
  /** Further lines after the times, for the time typed so far (null: none). */
  more?: (typed: Date | null) => readonly Pick[];
  onPick: (at: Date) => void;
  /** One of `more` was chosen. */
  onMore?: (id: string, typed: Date | null) => void;
};

type Reader = typeof import('./read-when.ts').readWhen;
let reader: Promise<Reader> | undefined;

/** A time, by a few words ("tomorrow 9", "nächsten Montag") or one of those mostly meant. */
export function WhenPick({ label, presets, more, onPick, onMore }: Props) {
  const now = useNow();
  const [words, setWords] = useState('');
  const typed = useReadWhen(words, now);
  const asked = words.trim().toLocaleLowerCase();
  const extra = more?.(typed) ?? [];
  const picks: Pick[] = [
    ...(typed
      ? [{ id: 'typed', label: fullTime(typed), hint: zoneName(typed) }]
      : presets
          .filter(({ label: name }) => name.toLocaleLowerCase().includes(asked))
          .map(({ id, label: name, at }) => ({ id, label: name, hint: shortTime(at, now) }))),
    ...(typed ? extra : extra.filter(({ label: name }) => name.toLocaleLowerCase().includes(asked))),
  ];
  return (
    <>
      <PickList
        label={label}
        picks={picks}
        onSearch={setWords}
        onPick={(id) => {
          const at = id === 'typed' ? typed : presets.find((preset) => preset.id === id)?.at;
          if (at) onPick(at);
          else onMore?.(id, typed);
        }}
      />
      <p className="border-line border-t px-3 py-2 text-12 text-ink3">
        {t('conversations.when.hint', { zone: `${myZone().replaceAll('_', ' ')} (${zoneName(now)})` })}
      </p>
    </>
  );
}

/** The time in these words, once what reads them has come. */
function useReadWhen(words: string, now: Date): Date | null {
  const [read, setRead] = useState<Reader>();
  const needed = words.trim() !== '';
  useEffect(() => {
    if (!needed || read) return;
    reader ??= import('./read-when.ts').then((module) => module.readWhen);
    let wanted = true;
    void reader.then((ready) => wanted && setRead(() => ready));
    return () => {
      wanted = false;
    };
  }, [needed, read]);
  return read && needed ? read(words, now, language()) : null;
}
