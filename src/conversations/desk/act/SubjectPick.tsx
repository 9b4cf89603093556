import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Input } from '../../../ui/Input.tsx';
import { t } from '../../../ui/words.ts';
import type { Acting } from './acting.ts';
import * as acts from './acts.ts';

/** What it is about, in words of our own; the customer's program threads by other things than these. */
export function SubjectPick({ acting }: { acting: Acting }) {
  const before = acting.targets[0]?.subject ?? '';
  const [subject, setSubject] = useState(before);
  const typed = subject.trim();
  return (
    <form
      className="flex gap-1.5 p-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === before) acting.setPick(null);
        else if (typed) acting.act((row) => acts.setSubject(row, typed));
      }}
    >
      <Input
        size={28}
        dir="auto"
        maxLength={500}
        autoFocus
        aria-label={t('conversations.subject')}
        value={subject}
        onValueChange={(value) => setSubject(String(value))}
        onFocus={(event) => event.target.select()}
      />
      <Button type="submit" look="primary" disabled={!typed}>
        {t('ui.save')}
      </Button>
    </form>
  );
}
