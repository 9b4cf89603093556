import { useQuery } from '@tanstack/react-query';
import { UserRoundPen } from 'lucide-react';
import { useRef, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { keysOf, useCommand } from '../../../ui/commands.ts';
import { Hanging } from '../../../ui/Hanging.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { PickList } from '../../../ui/PickList.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { colleaguesOf } from '../composer/mention/mention.ts';
import { useMe } from '../people.ts';
import { hand } from './handed.ts';

/** "Hand draft to …": what is written goes to a colleague, with the conversation if one may give it. */
export function HandTool({ conversation, enabled }: { conversation: Conversation; enabled: boolean }) {
  const { id, may } = conversation;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const me = useMe();
  const { data } = useQuery({ ...colleaguesOf(id), enabled: open });
  useCommand('handDraft', () => setOpen(true), enabled);
  const picks = (data?.agents ?? [])
    .filter((one) => one.sees && one.id !== me?.id)
    .map((one) => ({
      id: one.id,
      label: one.name,
      icon: <Avatar id={one.id} name={one.name} size={20} />,
    }));
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
          <PickList
            label={t('conversations.hand.whom')}
            picks={picks}
            onPick={(chosen) => {
              const to = picks.find((one) => one.id === chosen);
              setOpen(false);
              if (to) void hand(id, { id: to.id, name: to.label }, may.change);
            }}
          />
        </Hanging>
      )}
    </>
  );
}
