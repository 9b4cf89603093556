import { useQuery } from '@tanstack/react-query';
import { Avatar } from '../../../ui/Avatar.tsx';
import { PickList } from '../../../ui/PickList.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { colleaguesOf } from '../composer/mention/colleagues.ts';
import { useMe } from '../people.ts';
import { hand } from './handed.ts';

/** To whom a draft is handed: colleagues who may see the conversation. */
export default function HandPick({
  conversation,
  onDone,
}: {
  conversation: Conversation;
  onDone: () => void;
}) {
  const { id, may } = conversation;
  const me = useMe();
  const { data } = useQuery(colleaguesOf(id));
  const picks = (data?.agents ?? [])
    .filter((one) => one.sees && one.id !== me?.id)
    .map((one) => ({
      id: one.id,
      label: one.name,
      icon: <Avatar id={one.id} name={one.name} size={20} />,
    }));
  return (
    <PickList
      label={t('conversations.hand.whom')}
      picks={picks}
      onPick={(chosen) => {
        const to = picks.find((one) => one.id === chosen);
        onDone();
        if (to) void hand(id, { id: to.id, name: to.label }, may.change);
      }}
    />
  );
}
