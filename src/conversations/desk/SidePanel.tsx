import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Facts, PanelSection } from '../../ui/PanelSection.tsx';
import type { Conversation } from '../../ui/slots.ts';
import { t } from '../../ui/words.ts';
import { priorityName } from './names.ts';

/** What is known beside a conversation. */
export function SidePanel({ conversation }: { conversation: Conversation }) {
  const { customer, assignee, team, priority, inbox, tags } = conversation;
  return (
    <>
      <header className="flex items-center gap-3 border-line border-b px-4 py-4">
        <Avatar id={customer.id} name={customer.name} size={40} />
        <div className="min-w-0">
          <div dir="auto" className="truncate font-semibold text-14">
            {customer.name}
          </div>
          {customer.email && <bdi className="block truncate text-12 text-ink2">{customer.email}</bdi>}
        </div>
      </header>
      <PanelSection title={t('conversations.side.conversation')}>
        <Facts
          facts={[
            {
              name: t('conversations.side.assignee'),
              value: assignee?.name ?? t('conversations.side.nobody'),
            },
            { name: t('conversations.side.team'), value: team?.name ?? t('conversations.side.noTeam') },
            { name: t('conversations.side.priority'), value: priorityName(priority) },
            { name: t('conversations.side.inbox'), value: inbox.name },
          ]}
        />
        {tags.length > 0 && (
          <div className="mt-2 flex flex-wrap gap-1">
            {tags.map((tag) => (
              <Badge key={tag.id} square>
                {tag.name}
              </Badge>
            ))}
          </div>
        )}
      </PanelSection>
    </>
  );
}
