import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleDot, Plus, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../../ui/api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { cx } from '../../../ui/cx.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { PanelSection } from '../../../ui/PanelSection.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { perform } from '../act/perform.ts';
import { statusName } from '../names.ts';
import { partNow, unlink } from './acts.ts';
import { ask, openBeside, useBeside } from './asking.ts';

/** What a conversation has to do with others: those beside it, those linked, those that lie in it. */
export default function TogetherSections({ conversation }: { conversation: Conversation }) {
  return (
    <>
      <Asides conversation={conversation} />
      <Links conversation={conversation} />
      <Holds conversation={conversation} />
    </>
  );
}

const line =
  'flex min-h-7 w-full min-w-0 items-center gap-2 rounded-control px-2 text-start text-ink no-underline hover:bg-raise pointer-coarse:min-h-9';

function Adding({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton size={24} label={label} onClick={onClick} className="-me-1.5">
      <Plus size={14} aria-hidden="true" />
    </IconButton>
  );
}

function Asides({ conversation }: { conversation: Conversation }) {
  const { id, together, may } = conversation;
  const open = useBeside(id);
  const asides = useQuery(
    api.conversations.asides.queryOptions({ input: { id }, enabled: together.asides > 0 }),
  ).data;
  if (together.asides === 0 && !may.reply) return null;
  const label = t('ui.keys.aside');
  return (
    <PanelSection
      title={t('conversations.aside.title')}
      action={may.reply && <Adding label={label} onClick={() => openBeside(id, 'new')} />}
    >
      {together.asides === 0 ? (
        <p className="text-12 text-ink3">{t('conversations.aside.none')}</p>
      ) : (
        <ul className="-mx-2 flex flex-col">
          {asides?.map((aside) => (
            <li key={aside.id}>
              <button
                type="button"
                className={cx(line, 'py-1', open === aside.id && 'bg-accent-soft')}
                aria-expanded={open === aside.id}
                onClick={() => openBeside(id, open === aside.id ? null : aside.id)}
              >
                <span className="min-w-0 flex-1">
                  <span dir="auto" className={cx('block truncate', aside.unseen && 'font-semibold')}>
                    {aside.with.map((one) => one.name || one.address).join(', ')}
                  </span>
                  <span dir="auto" className="block truncate text-12 text-ink2">
                    {aside.subject}
                  </span>
                </span>
                {aside.unseen ? (
                  <Badge tone="accent">{t('conversations.aside.unseen')}</Badge>
                ) : (
                  <span className="tabular shrink-0 text-12 text-ink2">{aside.messageCount}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

function Links({ conversation }: { conversation: Conversation }) {
  const { id, together, may } = conversation;
  const links = useQuery(
    api.conversations.links.queryOptions({ input: { id }, enabled: together.links > 0 }),
  ).data;
  if (together.links === 0 && !may.change) return null;
  const groups = ['problem', 'parent', 'incident', 'child', 'related'] as const;
  return (
    <PanelSection
      title={t('conversations.together.links')}
      action={
        may.change && (
          <Adding label={t('ui.keys.link')} onClick={() => ask({ is: 'link', row: conversation })} />
        )
      }
    >
      {together.links === 0 && <p className="text-12 text-ink3">{t('conversations.together.noLinks')}</p>}
      {groups.map((as) => {
        const ones = links?.filter((one) => one.as === as) ?? [];
        if (ones.length === 0) return null;
        return (
          <div key={as} className="mt-1 first:mt-0">
            <h3 className="text-12 text-ink2">
              {t(`conversations.together.as.${as}.list`, { count: ones.length })}
            </h3>
            <ul className="-mx-2 flex flex-col">
              {ones.map((one) => (
                <Line key={one.id} number={one.number} subject={one.subject} status={one.status}>
                  {may.change && (
                    <IconButton
                      size={24}
                      label={t('conversations.together.unlink', { number: `#${one.number}` })}
                      onClick={() => void perform([{ id, act: unlink(conversation, one, as) }])}
                    >
                      <Unlink size={13} aria-hidden="true" />
                    </IconButton>
                  )}
                </Line>
              ))}
            </ul>
          </div>
        );
      })}
    </PanelSection>
  );
}

function Holds({ conversation }: { conversation: Conversation }) {
  const { id, together, may } = conversation;
  const { holds, splitFrom } = together;
  if (holds.length === 0 && !splitFrom) return null;
  return (
    <PanelSection title={t('conversations.together.holds')}>
      <ul className="-mx-2 flex flex-col">
        {splitFrom && (
          <Line
            number={splitFrom.number}
            subject={t('conversations.together.splitFrom', { subject: splitFrom.subject })}
          />
        )}
        {holds.map((one) => (
          <Line key={one.id} number={one.number} subject={one.subject}>
            {may.change && (
              <IconButton
                size={24}
                label={t('conversations.together.part', { number: `#${one.number}` })}
                onClick={() => void partNow({ ...one, into: id })}
              >
                <Unlink size={13} aria-hidden="true" />
              </IconButton>
            )}
          </Line>
        ))}
      </ul>
    </PanelSection>
  );
}

type LineProps = { number: number; subject: string; status?: Conversation['status']; children?: ReactNode };

function Line({ number, subject, status, children }: LineProps) {
  const done = status === 'solved' || status === 'closed';
  const Icon = done ? Check : CircleDot;
  return (
    <li className="flex items-center">
      <Link to="/inbox/$view/$number" params={{ view: 'all', number: String(number) }} className={line}>
        {status && (
          <span role="img" aria-label={statusName(status)} className={done ? 'text-good' : 'text-ink3'}>
            <Icon size={14} aria-hidden="true" />
          </span>
        )}
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {subject || t('conversations.noSubject')}
        </span>
        <bdi className="tabular shrink-0 text-12 text-ink2">#{number}</bdi>
      </Link>
      {children}
    </li>
  );
}
