import { keysOf } from '../../../ui/commands.ts';
import { t } from '../../../ui/words.ts';
import { useFollowing } from './following.ts';

/** Who follows a conversation; pressed, one follows too, or no longer. */
export default function Followers({ id }: { id: string }) {
  const now = useFollowing(id);
  if (!now) return '…';
  const { following, others, set } = now;
  const label = t(following ? 'conversations.follow.stop' : 'conversations.follow.start');
  const names = [...(following ? [t('conversations.you')] : []), ...others].join(', ');
  const shown = names || t('conversations.side.nobody');
  return (
    <button
      type="button"
      // The name begins with what is read on it, so that who speaks to the page can call it by that.
      aria-label={`${shown} · ${label}`}
      data-tip={label}
      data-keys={keysOf('follow')}
      onClick={() => void set(!following)}
      className="-mx-1.5 -my-0.5 max-w-full truncate rounded-control px-1.5 py-0.5 text-start hover:bg-raise pointer-coarse:min-h-9"
    >
      {shown}
    </button>
  );
}
