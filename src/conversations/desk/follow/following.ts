import { useQuery } from '@tanstack/react-query';
import { api, queries } from '../../../ui/api.ts';
import { sentence } from '../../../ui/errors.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { write } from '../act/write.ts';
import { useMe } from '../people.ts';

/** Whether one follows a conversation, who else does, and the way to change it; undefined until it is known. */
export function useFollowing(id: string) {
  const options = api.conversations.following.queryOptions({ input: { id } });
  const { data } = useQuery(options);
  const me = useMe();
  if (!data) return;
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
  return {
    following: data.following,
    others: data.followers.filter((one) => one.id !== me?.id).map((one) => one.name),
    set,
  };
}
