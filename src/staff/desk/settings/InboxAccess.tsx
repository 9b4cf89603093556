import { useQuery } from '@tanstack/react-query';
import { Avatar } from '../../../ui/Avatar.tsx';
import { api, client } from '../../../ui/api.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { LinesLoading } from '../../../ui/Page.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { type Level, levelName, levels, roleName } from '../roles.ts';
import { useStaffWrite } from '../write.ts';
import type { Inbox } from './InboxDialog.tsx';

const asDefault = 'default';

/** Who may do what in one inbox, person by person; each change counts at once. */
export function InboxAccess({ inbox, onClose }: { inbox: Inbox; onClose: () => void }) {
  const access = useQuery(api.staff.inboxes.access.queryOptions({ input: { id: inbox.id } }));
  const set = useStaffWrite(client.staff.inboxes.setAccess);
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('staff.inboxes.accessOf', { name: inbox.name })}
      description={t('staff.inboxes.accessLead')}
    >
      {access.isError && <ErrorState title={sentence(access.error)} onRetry={() => void access.refetch()} />}
      {access.isPending && <LinesLoading />}
      <ul className="flex flex-col gap-2">
        {access.data?.items.map(({ agent, level, own, fixed }) => (
          <li key={agent.id} className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
            <Avatar id={agent.id} name={agent.name} />
            <span className="flex min-w-32 flex-1 flex-col">
              <span dir="auto" className="truncate">
                {agent.name}
              </span>
              <span className="text-12 text-ink3">{roleName(agent.role)}</span>
            </span>
            {fixed ? (
              <span className="text-ink2" data-tip={t('staff.inboxes.byRole')}>
                {levelName(level)}
                <span className="sr-only"> {t('staff.inboxes.byRole')}</span>
              </span>
            ) : (
              <div className="w-48 shrink-0">
                <Select<Level | typeof asDefault>
                  size={28}
                  label={t('staff.inboxes.levelOf', { name: agent.name })}
                  value={own ?? asDefault}
                  onChange={(next) =>
                    set.mutate({
                      id: inbox.id,
                      agentId: agent.id,
                      level: next === asDefault ? null : next,
                    })
                  }
                  choices={[
                    {
                      value: asDefault,
                      label: t('staff.level.default', { level: levelName(inbox.defaultLevel) }),
                    },
                    ...levels.map((each) => ({ value: each, label: levelName(each) })),
                  ]}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
