import { useQuery } from '@tanstack/react-query';
import { MessageCircleQuestion } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { AskingDialog } from './AskingDialog.tsx';
import type { InboxAsking } from './askings.ts';
import { delayName } from './delays.ts';
import { ResolutionAsking } from './ResolutionAsking.tsx';

const actOf = ({ on }: InboxAsking) => t(on ? 'feedback.asking.change' : 'feedback.asking.start');

/** What happens once something is solved: what the agent is asked, and what the customer is. */
export default function AfterSolving() {
  const askings = useQuery(api.feedback.askings.queryOptions());
  const [chosen, setChosen] = useState<InboxAsking | null>(null);
  return (
    <>
      <PageHead title={t('feedback.asking.title')}>{t('feedback.asking.lead')}</PageHead>
      <Card flush title={t('feedback.asking.customer')} lead={t('feedback.asking.customerLead')}>
        {askings.isError && !askings.data && (
          <ErrorState title={sentence(askings.error)} onRetry={() => void askings.refetch()} />
        )}
        {askings.isPending && <LinesLoading />}
        {askings.data?.length === 0 && (
          <EmptyState
            icon={<MessageCircleQuestion size={20} aria-hidden="true" />}
            title={t('feedback.asking.none')}
          />
        )}
        {askings.data && askings.data.length > 0 && (
          <Lines label={t('feedback.asking.customer')}>
            {askings.data.map((one) => (
              <Line
                key={one.inboxId}
                title={<bdi>{one.name}</bdi>}
                detail={
                  one.on
                    ? t('feedback.asking.on', { delay: delayName(one.delayMinutes), days: one.everyDays })
                    : t('feedback.asking.off')
                }
                end={
                  <Button
                    size={36}
                    aria-label={`${actOf(one)}: ${t('feedback.asking.changeOf', { inbox: one.name })}`}
                    onClick={() => setChosen(one)}
                  >
                    {actOf(one)}
                  </Button>
                }
              />
            ))}
          </Lines>
        )}
      </Card>
      <ResolutionAsking />
      {chosen && <AskingDialog asking={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
