import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Card, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { AgentLine } from './AgentLine.tsx';
import { Invitations } from './Invitations.tsx';
import { InviteDialog } from './InviteDialog.tsx';

/** Everyone who works here, who is invited, and who has left. */
export default function People() {
  const [inviting, setInviting] = useState(false);
  const me = useQuery(api.staff.me.get.queryOptions()).data;
  const agents = useQuery(api.staff.agents.list.queryOptions());
  const here = agents.data?.items.filter((agent) => agent.active);
  const gone = agents.data?.items.filter((agent) => !agent.active) ?? [];
  return (
    <>
      <PageHead
        title={t('staff.people.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<UserPlus size={15} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            {t('staff.people.invite')}
          </Button>
        }
      >
        {t('staff.people.lead')}
      </PageHead>
      <Card flush>
        {agents.isError && (
          <ErrorState title={sentence(agents.error)} onRetry={() => void agents.refetch()} />
        )}
        {agents.isPending && <LinesLoading />}
        {here && me && (
          <Lines label={t('staff.people.title')}>
            {here.map((agent) => (
              <AgentLine key={agent.id} agent={agent} me={me} />
            ))}
          </Lines>
        )}
      </Card>
      <Invitations />
      {gone.length > 0 && me && (
        <Card flush title={t('staff.people.gone')} lead={t('staff.people.goneLead')}>
          <Lines label={t('staff.people.gone')}>
            {gone.map((agent) => (
              <AgentLine key={agent.id} agent={agent} me={me} />
            ))}
          </Lines>
        </Card>
      )}
      {inviting && me && <InviteDialog mine={me.role} onClose={() => setInviting(false)} />}
    </>
  );
}
