import { Avatar } from '../../../ui/Avatar.tsx';
import { usePresence } from '../../../ui/live-caches.ts';
import { t } from '../../../ui/words.ts';
import { useAgents, useMe } from '../people.ts';

/** The colleagues who are at this conversation now, as small circles in its head. */
export default function Here({ id }: { id: string }) {
  const me = useMe();
  const agents = useAgents();
  const there = usePresence(id)
    .filter((one) => one.id !== me?.id)
    .flatMap((one) => agents.find((agent) => agent.id === one.id) ?? []);
  if (there.length === 0) return null;
  const label = t('conversations.lookingHere', {
    names: there.map((one) => one.name).join(', '),
    count: there.length,
  });
  return (
    <span
      role="img"
      aria-label={label}
      data-tip={label}
      className="me-1 flex shrink-0 -space-x-1.5 rtl:space-x-reverse"
    >
      {there.slice(0, 4).map((one) => (
        <span key={one.id} className="rounded-full ring-2 ring-panel">
          <Avatar id={one.id} name={one.name} size={20} />
        </span>
      ))}
    </span>
  );
}
