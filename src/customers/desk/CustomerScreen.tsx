import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Check, CircleDot, MessageCircle, SquarePen, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { api, type client, queries } from '../../ui/api.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bar, NavButton, WithSide } from '../../ui/Columns.tsx';
import { useNow } from '../../ui/clock.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { sentence } from '../../ui/errors.ts';
import { fullTime, shortAgo } from '../../ui/format.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Input } from '../../ui/Input.tsx';
import { Facts, PanelSection } from '../../ui/PanelSection.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { t } from '../../ui/words.ts';
import { monthOf, timeThere } from './customer-time.ts';
import { FieldValue } from './FieldValue.tsx';
import { NoteField } from './NoteField.tsx';

type Customer = Awaited<ReturnType<typeof client.customers.get>>;

/** One customer: the record beside everything they ever came with. */
export default function CustomerScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(api.customers.get.queryOptions({ input: { id } }));
  if (found.isError && !found.data)
    return <ErrorState title={sentence(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data)
    return (
      <div aria-busy="true" className="flex flex-1 flex-col">
        <Bar>
          <NavButton />
          <Skeleton className="h-4 w-60" />
        </Bar>
      </div>
    );
  return <Shown customer={found.data} />;
}

function Shown({ customer }: { customer: Customer }) {
  const navigate = useNavigate();
  const { email } = customer;
  return (
    <div className="flex min-h-0 flex-1">
      <WithSide label={t('customers.record')} side={<Record key={customer.id} customer={customer} />}>
        {(toggle) => (
          <>
            <Bar>
              <NavButton />
              <Avatar id={customer.id} name={customer.name || (email ?? '')} />
              <h1 dir="auto" className="min-w-0 truncate font-semibold text-14">
                {customer.name || email}
              </h1>
              {customer.blockedAt && <Badge tone="bad">{t('customers.isBlocked')}</Badge>}
              <span className="ms-auto" />
              {email && (
                <Button
                  icon={<SquarePen size={14} aria-hidden="true" />}
                  onClick={() => void navigate({ to: '/new', search: { to: email } })}
                >
                  {t('customers.write')}
                </Button>
              )}
              {toggle}
            </Bar>
            <Conversations customer={customer} />
          </>
        )}
      </WithSide>
    </div>
  );
}

function Conversations({ customer }: { customer: Customer }) {
  const now = useNow();
  const pages = useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        view: 'all' as const,
        customerId: customer.id,
        limit: 30,
        cursor,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  const rows = pages.data?.pages.flatMap((page) => page.items);
  if (pages.isError && !rows)
    return <ErrorState title={sentence(pages.error)} onRetry={() => void pages.refetch()} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-bg">
      <div className="mx-auto max-w-180 p-4 pair:p-6">
        {!rows && <Skeleton className="h-40 rounded-surface" />}
        {rows?.length === 0 && (
          <EmptyState
            icon={<MessageCircle size={20} aria-hidden="true" />}
            title={t('customers.noConversations')}
          >
            {t('customers.noConversationsBody')}
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <ul
            aria-label={t('customers.conversations')}
            className="overflow-hidden rounded-surface border border-line bg-panel"
          >
            {rows.map((row) => {
              const done = row.status === 'solved' || row.status === 'closed';
              const Icon = done ? Check : CircleDot;
              return (
                <li key={row.id} className="border-line border-b last:border-b-0">
                  <Link
                    to="/inbox/$view/$number"
                    params={{ view: 'all', number: String(row.number) }}
                    className="flex gap-3 px-4 py-3 text-ink no-underline hover:bg-raise/60"
                  >
                    <Icon
                      size={15}
                      aria-hidden="true"
                      className={done ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-ink3'}
                    />
                    <span className="min-w-0 flex-1">
                      <span dir="auto" className="block truncate font-medium">
                        {row.subject || t('customers.noSubject')}
                      </span>
                      <span dir="auto" className="block truncate text-12 text-ink2">
                        {row.preview}
                      </span>
                    </span>
                    <span className="flex shrink-0 flex-col items-end gap-0.5 text-12 text-ink3">
                      <time dateTime={row.lastMessageAt.toISOString()} title={fullTime(row.lastMessageAt)}>
                        {shortAgo(row.lastMessageAt, now)}
                      </time>
                      <span>{row.assignee?.name}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
        {pages.hasNextPage && (
          <Button
            className="mx-auto mt-4 flex"
            busy={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('customers.more')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Everything known about the person; each value is changed where it stands. */
function Record({ customer }: { customer: Customer }) {
  const now = useNow();
  const { id } = customer;
  const keep = (next: Customer) => {
    queries.setQueryData(api.customers.get.queryKey({ input: { id } }), next);
    void queries.invalidateQueries({ queryKey: api.conversations.list.key() });
  };
  const change = useMutation(api.customers.change.mutationOptions({ onSuccess: keep }));
  const block = useMutation(api.customers.block.mutationOptions({ onSuccess: keep }));
  const remove = useMutation(api.customers.removeIdentity.mutationOptions({ onSuccess: keep }));
  const fields = (useQuery(api.conversations.fields.queryOptions()).data ?? []).filter(
    ({ noun }) => noun === 'customer',
  );
  const there = customer.timeZone ? timeThere(customer.timeZone, now) : null;
  const line = (key: 'name' | 'timeZone' | 'language', label: string) => (
    <FieldValue
      field={{ key, label, type: 'text', choices: [] }}
      value={customer[key]}
      onChange={(value) => change.mutate({ id, [key]: key === 'name' ? (value ?? '') : value })}
    />
  );
  return (
    <>
      <PanelSection title={t('customers.record')}>
        <div className="grid grid-cols-[6rem_1fr] items-center gap-x-2">
          {line('name', t('customers.name'))}
          {line('timeZone', t('customers.timeZone'))}
          {line('language', t('customers.language'))}
          {fields.map((field) => (
            <FieldValue
              key={field.key}
              field={field}
              value={customer.fields[field.key]}
              onChange={(value) => change.mutate({ id, fields: { [field.key]: value } })}
            />
          ))}
        </div>
        <div className="mt-2">
          <Facts
            facts={[
              ...(customer.company ? [{ name: t('customers.company'), value: customer.company.name }] : []),
              ...(there ? [{ name: t('customers.localTime'), value: there }] : []),
              { name: t('customers.since'), value: monthOf(customer.createdAt) },
            ]}
          />
        </div>
      </PanelSection>
      <PanelSection title={t('customers.addresses')}>
        <ul className="flex flex-col gap-0.5">
          {customer.identities.map((identity) => (
            <li key={identity.id} className="flex items-center gap-1">
              <bdi className="min-w-0 flex-1 truncate" data-tip={identity.value}>
                {identity.value}
              </bdi>
              {customer.identities.length > 1 && (
                <IconButton
                  size={24}
                  label={t('ui.remove', { name: identity.value })}
                  onClick={() => remove.mutate({ id, identityId: identity.id })}
                >
                  <X size={13} aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
        <AddAddress id={id} onAdded={keep} />
      </PanelSection>
      <PanelSection title={t('customers.note')}>
        <NoteField
          note={customer.note}
          error={change.isError ? sentence(change.error) : undefined}
          onSave={(note) => change.mutate({ id, note })}
        />
      </PanelSection>
      <div className="p-3">
        <Button
          look={customer.blockedAt ? 'outline' : 'danger'}
          busy={block.isPending}
          onClick={() => block.mutate({ id, blocked: !customer.blockedAt })}
        >
          {t(customer.blockedAt ? 'customers.unblock' : 'customers.block')}
        </Button>
        {customer.blockedAt && <p className="mt-2 text-ink2">{t('customers.blocked')}</p>}
      </div>
    </>
  );
}

function AddAddress({ id, onAdded }: { id: string; onAdded: (customer: Customer) => void }) {
  const [value, setValue] = useState('');
  const add = useMutation(
    api.customers.addIdentity.mutationOptions({
      onSuccess: (next) => {
        setValue('');
        onAdded(next);
      },
      meta: { inline: true },
    }),
  );
  const put = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) add.mutate({ id, kind: 'email', value: value.trim() });
  };
  return (
    <form onSubmit={put} className="mt-2">
      <div className="flex gap-1.5">
        <Input
          size={28}
          type="email"
          aria-label={t('customers.addAddress')}
          placeholder={t('customers.addAddress')}
          value={value}
          onValueChange={(next) => setValue(String(next))}
        />
        <Button type="submit" busy={add.isPending} disabled={!value.trim()}>
          {t('customers.add')}
        </Button>
      </div>
      {add.isError && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {sentence(add.error)}
        </p>
      )}
    </form>
  );
}
