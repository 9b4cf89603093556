import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { api } from '../../../ui/api.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { ask } from './asking.ts';

/** A problem is solved and others still wait for it: offers to tell them. */
export default function IncidentsNotice({ conversation }: { conversation: Conversation }) {
  const links = useQuery(api.conversations.links.queryOptions({ input: { id: conversation.id } })).data;
  const open = links?.filter(
    (one) => one.as === 'incident' && one.status !== 'solved' && one.status !== 'closed',
  );
  if (!open?.length) return null;
  return (
    <Banner
      icon={<Megaphone size={14} aria-hidden="true" />}
      action={
        <Button look="outline" onClick={() => ask({ is: 'incidents', conversation })}>
          {t('conversations.together.incidents.offer')}
        </Button>
      }
    >
      {t('conversations.together.incidents.open', { count: open.length })}
    </Banner>
  );
}
