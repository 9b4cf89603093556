import { useQuery } from '@tanstack/react-query';
import { BellPlus, BellRing } from 'lucide-react';
import { api, queries } from '../../../ui/api.ts';
import { keysOf, useCommand } from '../../../ui/commands.ts';
import { sentence } from '../../../ui/errors.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { write } from '../act/perform.ts';
import { useMe } from '../people.ts';

/** Follows the open conversation, or no longer; says who else does. By the button, its key and the palette. */
export default function Follow({ id }: { id: string }) {
  const options = api.conversations.following.queryOptions({ input: { id } });
  const { data } = useQuery(options);
  const me = useMe();
  const following = data?.following ?? false;
  const set = async (next: boolean, back = true): Promise<void> => {
    queries.setQueryData(options.queryKey, (now) => now && { ...now, following: next });
    try {
      await write(api.conversations.follow.mutationOptions(), { id, following: next });
      const undo = { label: t('conversations.undo'), onAct: () => void set(!next, false) };
      if (back) toast(t(next ? 'conversations.follow.did' : 'conversations.follow.left'), { action: undo });
    } catch (error) {
      toast(sentence(error), { bad: true });
    }
    void queries.invalidateQueries({ queryKey: options.queryKey });
    void queries.invalidateQueries({ queryKey: api.conversations.list.key() });
  };
  useCommand('follow', () => void set(!following), data !== undefined);
  if (!data) return <span className="size-7 max-pair:hidden" />;
  const others = data.followers.filter((one) => one.id !== me?.id).map((one) => one.name);
  const label = t(following ? 'conversations.follow.stop' : 'conversations.follow.start');
  return (
    <IconButton
      label={others.length > 0 ? t('conversations.follow.with', { label, names: others.join(', ') }) : label}
      keys={keysOf('follow')}
      pressed={following}
      onClick={() => void set(!following)}
      className="max-pair:hidden"
    >
      {following ? <BellRing size={16} aria-hidden="true" /> : <BellPlus size={16} aria-hidden="true" />}
    </IconButton>
  );
}
