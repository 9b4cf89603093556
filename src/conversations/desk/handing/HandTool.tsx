import { UserRoundPen } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { keysOf, useCommand } from '../../../ui/commands.ts';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';

const HandPick = lazy(() => import('./HandPick.tsx'));

/** "Hand draft to …": what is written goes to a colleague, with the conversation if one may give it. */
export function HandTool({ conversation, enabled }: { conversation: Conversation; enabled: boolean }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useCommand('handDraft', () => setOpen(true), enabled);
  return (
    <>
      <IconButton
        ref={button}
        label={t('conversations.hand.do')}
        keys={keysOf('handDraft')}
        disabled={!enabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <UserRoundPen size={15} aria-hidden="true" />
      </IconButton>
      {open && (
        <Hanging
          anchor={button.current}
          align="start"
          side="top"
          label={t('conversations.hand.do')}
          onClose={() => setOpen(false)}
          className="w-64"
        >
          <Suspense>
            <HandPick conversation={conversation} onDone={() => setOpen(false)} />
          </Suspense>
        </Hanging>
      )}
    </>
  );
}
