import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Combobox } from '../../../ui/Combobox.tsx';
import { control } from '../../../ui/control.ts';
import { cx } from '../../../ui/cx.ts';
import { t } from '../../../ui/words.ts';
import type { Acting } from './acting.ts';
import * as acts from './acts.ts';
import { causePaths } from './causes.ts';

/**
 * Solving, with what fixed it, its cause and how to keep it from happening again: all of it can be skipped,
 * and Enter in the first field is enough.
 */
export function SolvePick({ acting }: { acting: Acting }) {
  const causes = useQuery(api.conversations.causes.queryOptions()).data;
  const [how, setHow] = useState('');
  const [why, setWhy] = useState('');
  const [causeId, setCause] = useState<string | null>(null);
  const id = useId();
  const solve = () =>
    acting.act((row) =>
      acts.solve(row, {
        ...(how.trim() && { how: how.trim() }),
        ...(why.trim() && { why: why.trim() }),
        ...(causeId && { causeId }),
      }),
    );
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    solve();
  };
  const field = cx(control, 'field-sizing-content max-h-40 min-h-8 py-1.5');
  return (
    <form
      className="flex flex-col gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        solve();
      }}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}how`} className="font-medium text-12 text-ink2">
          {t('conversations.resolution.how')}
        </label>
        <textarea
          id={`${id}how`}
          rows={1}
          dir="auto"
          value={how}
          onChange={(event) => setHow(event.target.value)}
          onKeyDown={enter}
          placeholder={t('conversations.resolution.optional')}
          className={field}
        />
      </div>
      {causes && causes.length > 0 && (
        <div className="flex flex-col gap-1">
          <span className="font-medium text-12 text-ink2">{t('conversations.resolution.cause')}</span>
          <Combobox
            label={t('conversations.resolution.cause')}
            placeholder={t('conversations.resolution.optional')}
            choices={causePaths(causes)}
            value={causeId}
            onChange={setCause}
          />
        </div>
      )}
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}why`} className="font-medium text-12 text-ink2">
          {t('conversations.resolution.why')}
        </label>
        <textarea
          id={`${id}why`}
          rows={1}
          dir="auto"
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          onKeyDown={enter}
          placeholder={t('conversations.resolution.optional')}
          className={field}
        />
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="text-12 text-ink3">{t('conversations.resolution.skip')}</span>
        <Button type="submit" look="primary">
          {t('ui.keys.solve')}
        </Button>
      </div>
    </form>
  );
}
