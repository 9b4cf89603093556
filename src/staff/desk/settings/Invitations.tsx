import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { useNow } from '../../../ui/clock.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { shortTime } from '../../../ui/format.ts';
import { Card, Line, Lines } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { roleName } from '../roles.ts';
import { useStaffWrite } from '../write.ts';
import { type Invited, LinkToHandOver } from './LinkToHandOver.tsx';

/** Who is invited and has not come yet. Draws nothing while that is nobody. */
export function Invitations() {
  const now = useNow();
  const [sent, setSent] = useState<Invited | null>(null);
  const items = useQuery(api.staff.invitations.list.queryOptions()).data?.items ?? [];
  const resend = useStaffWrite(client.staff.invitations.resend, { onDone: setSent });
  const withdraw = useStaffWrite(client.staff.invitations.withdraw);
  return (
    <>
      {items.length > 0 && (
        <Card flush title={t('staff.invitations.title')} lead={t('staff.invitations.lead')}>
          <Lines label={t('staff.invitations.title')}>
            {items.map((invitation) => (
              <Line
                key={invitation.id}
                start={
                  <span className="grid size-7 place-items-center rounded-full bg-raise text-ink3">
                    <Mail size={14} aria-hidden="true" />
                  </span>
                }
                title={<bdi className="truncate">{invitation.name || invitation.email}</bdi>}
                detail={
                  <>
                    {invitation.name && <bdi>{invitation.email} · </bdi>}
                    {roleName(invitation.role)}
                    {' · '}
                    {invitation.expiresAt > now
                      ? t('staff.invitations.until', { time: shortTime(invitation.expiresAt, now) })
                      : t('staff.invitations.over')}
                  </>
                }
                end={
                  <>
                    <Button
                      size={36}
                      busy={resend.isPending && resend.variables?.id === invitation.id}
                      onClick={() => resend.mutate({ id: invitation.id })}
                    >
                      {t('staff.invitations.resend')}
                    </Button>
                    <Button
                      size={36}
                      look="danger"
                      busy={withdraw.isPending && withdraw.variables?.id === invitation.id}
                      onClick={() => withdraw.mutate({ id: invitation.id })}
                    >
                      {t('staff.invitations.withdraw')}
                    </Button>
                  </>
                }
              />
            ))}
          </Lines>
        </Card>
      )}
      {sent && (
        <Dialog
          open
          onClose={() => setSent(null)}
          title={t('staff.invitations.resent.title')}
          description={t('staff.invitations.resent.body')}
          foot={
            <Button size={36} look="primary" onClick={() => setSent(null)}>
              {t('staff.done')}
            </Button>
          }
        >
          <LinkToHandOver invited={sent} />
        </Dialog>
      )}
    </>
  );
}
