import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Facts, PanelSection } from '../../../ui/PanelSection.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { type Conversation, slots } from '../../../ui/slots.ts';
import { t, withWords } from '../../../ui/words.ts';
import type { Acting, PickName } from '../act/acting.ts';
import { acceptParticipant, setKind, tag } from '../act/acts.ts';
import { perform } from '../act/perform.ts';
import { Checklist } from '../checklist/Checklist.tsx';
import { called } from '../composer/addresses.ts';
import { priorityName } from '../names.ts';
import { Earlier } from './Earlier.tsx';
import { FieldLines } from './FieldLines.tsx';
import { Resolution } from './Resolution.tsx';
import { SolvedBefore } from './SolvedBefore.tsx';

const Followers = lazy(withWords(() => import('../follow/Followers.tsx')));
const TogetherSections = lazy(withWords(() => import('../together/TogetherSections.tsx')));

type Props = { conversation: Conversation; acting: Acting };

/** What is known beside a conversation. */
export default function SidePanel({ conversation, acting }: Props) {
  const { customer } = conversation;
  const [begun, setBegun] = useState(false);
  return (
    <>
      <header className="flex items-center gap-3 border-line border-b px-4 py-4">
        <Avatar id={customer.id} name={customer.name} size={40} />
        <div className="min-w-0">
          <Link
            to="/customers/$id"
            params={{ id: customer.id }}
            className="block truncate font-semibold text-14 text-ink no-underline hover:underline"
          >
            <bdi>{customer.name || customer.email}</bdi>
          </Link>
          {customer.email && <bdi className="block truncate text-12 text-ink2">{customer.email}</bdi>}
        </div>
      </header>
      <ConversationFacts
        conversation={conversation}
        acting={acting}
        onChecklist={conversation.checklist || begun ? undefined : () => setBegun(true)}
      />
      <Checklist conversation={conversation} begun={begun} />
      <Resolution conversation={conversation} acting={acting} />
      <People conversation={conversation} />
      {slots().panel.map(({ id, title, Section }) => (
        // A section that has nothing to say leaves no heading behind.
        <div key={id} className="not-[:has(>section>:nth-child(2))]:hidden">
          <PanelSection title={t(title)}>
            <Suspense fallback={<Skeleton className="h-20" />}>
              <Section conversation={conversation} />
            </Suspense>
          </PanelSection>
        </div>
      ))}
      <SolvedBefore conversation={conversation} />
      <Earlier conversation={conversation} />
      <Suspense fallback={<Skeleton className="m-4 h-20" />}>
        <TogetherSections conversation={conversation} />
      </Suspense>
    </>
  );
}

/** A value one can press to change it; plain words for whoever may not. */
function Changeable({ acting, pick, children }: { acting: Acting; pick: PickName; children: string }) {
  if (!acting.offers.has(pick)) return children;
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => acting.setPick(pick)}
      className="-mx-1.5 -my-0.5 max-w-full truncate rounded-control px-1.5 py-0.5 text-start hover:bg-raise pointer-coarse:min-h-9"
    >
      {children}
    </button>
  );
}

type FactsProps = Props & { onChecklist: (() => void) | undefined };

function ConversationFacts({ conversation, acting, onChecklist }: FactsProps) {
  const { assignee, team, priority, inbox, kind, tags, follows, may } = conversation;
  const line = (pick: PickName, value: string) => (
    <Changeable acting={acting} pick={pick}>
      {value}
    </Changeable>
  );
  const otherKind = kind === 'support' ? 'service' : 'support';
  return (
    <PanelSection title={t('conversations.side.conversation')}>
      <Facts
        facts={[
          {
            name: t('conversations.side.assignee'),
            value: line('assign', assignee?.name ?? t('conversations.side.nobody')),
          },
          {
            name: t('conversations.side.team'),
            value: line('assign', team?.name ?? t('conversations.side.noTeam')),
          },
          { name: t('conversations.side.priority'), value: line('priority', priorityName(priority)) },
          { name: t('conversations.side.inbox'), value: line('move', inbox.name) },
          {
            name: t('conversations.side.kind'),
            value: may.change ? (
              <button
                type="button"
                data-tip={t('conversations.side.kindTip')}
                onClick={() => acting.act((row) => setKind(row, otherKind))}
                className="-mx-1.5 -my-0.5 rounded-control px-1.5 py-0.5 text-start hover:bg-raise pointer-coarse:min-h-9"
              >
                {t(`conversations.kind.${kind}`)}
              </button>
            ) : (
              t(`conversations.kind.${kind}`)
            ),
          },
          {
            name: t('conversations.side.followers'),
            value: (
              <Suspense fallback="…">
                <Followers id={conversation.id} />
              </Suspense>
            ),
          },
          ...(follows
            ? [
                {
                  name: t('conversations.side.follows'),
                  value: (
                    <Link to="/inbox/$view/$number" params={{ view: 'all', number: String(follows.number) }}>
                      #{follows.number}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
      <FieldLines conversation={conversation} />
      <div className="mt-2 flex flex-wrap items-center gap-x-2.5 gap-y-1">
        {tags.map(({ id, name }) => (
          <Badge key={id} square>
            <bdi>{name}</bdi>
            {may.change && (
              <button
                type="button"
                aria-label={t('ui.remove', { name })}
                onClick={() => acting.act((row) => tag(row, [], [name]))}
                className="-my-0.5 -me-1.5 grid size-6 place-items-center rounded-control text-ink3 hover:text-ink"
              >
                <Plus size={11} aria-hidden="true" className="rotate-45" />
              </button>
            )}
          </Badge>
        ))}
        {acting.offers.has('tag') && (
          <Button
            look="quiet"
            icon={<Plus size={12} aria-hidden="true" />}
            className="-ms-1.5 h-6 px-1.5 text-12"
            onClick={() => acting.setPick('tag')}
          >
            {t('conversations.side.addTag')}
          </Button>
        )}
        {may.note && onChecklist && (
          <Button
            look="quiet"
            icon={<Plus size={12} aria-hidden="true" />}
            className="-ms-1.5 h-6 px-1.5 text-12"
            onClick={onChecklist}
          >
            {t('conversations.side.addChecklist')}
          </Button>
        )}
      </div>
    </PanelSection>
  );
}

/** Who is in the conversation, and who somebody wants to be in it. */
function People({ conversation }: { conversation: Conversation }) {
  const { participants, may } = conversation;
  if (participants.length < 2 && !participants.some((one) => one.pending)) return null;
  const decide = (address: string, accept: boolean) =>
    void perform([{ id: conversation.id, act: acceptParticipant(conversation, address, accept) }]);
  return (
    <PanelSection title={t('conversations.side.people')}>
      <ul className="flex flex-col gap-1.5">
        {participants.map((one) => (
          <li key={`${one.role}${one.address}`} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Avatar id={one.customerId ?? one.address} name={called(one)} size={20} />
            <span className="min-w-0 flex-1 truncate" data-tip={one.address}>
              <bdi>{called(one)}</bdi>
            </span>
            {one.pending ? (
              <Badge tone="warn">{t('conversations.side.pending')}</Badge>
            ) : (
              <span className="text-12 text-ink3">{one.role === 'cc' ? t('conversations.cc') : ''}</span>
            )}
            {one.pending && may.change && (
              <span className="flex w-full gap-1.5 ps-7">
                <Button onClick={() => decide(one.address, true)}>{t('conversations.pending.add')}</Button>
                <Button look="quiet" onClick={() => decide(one.address, false)}>
                  {t('conversations.pending.refuse')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
