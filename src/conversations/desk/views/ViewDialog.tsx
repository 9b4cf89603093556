import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { api, client, queries } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { countText } from '../../../ui/format.ts';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { useMe, useTeams } from '../people.ts';
import { ConditionLine } from './ConditionLine.tsx';
import { newCondition, useWorld } from './fields.ts';
import { sentenceOf, wordOf } from './phrase.ts';
import { problemText } from './problems.ts';
import { type Condition, type Filter, refreshViews, type SavedView, type Sort } from './saved.ts';

type Props = {
  /** The view to change; null makes a new one, of `filter` if there is one already. */
  view: SavedView | null;
  filter?: Filter | undefined;
  sort?: Sort | undefined;
  name?: string | undefined;
  onClose: () => void;
};

const sorts: readonly Sort[] = ['newest', 'oldest', 'due', 'waiting', 'priority'];
const scopes = ['personal', 'team', 'everyone'] as const;
const start: Filter = { match: 'all', conditions: [{ field: 'list', is: 'any', values: ['open'] }] };

/** A view as a sentence one builds: its name, what it shows, in which order, and for whom. */
export function ViewDialog({ view, filter: given, sort: order, name: called, onClose }: Props) {
  const navigate = useNavigate();
  const form = useId();
  const me = useMe();
  const teams = useTeams();
  const [name, setName] = useState(view?.name ?? called ?? '');
  const [scope, setScope] = useState<SavedView['scope']>(view?.scope ?? 'personal');
  const [teamId, setTeamId] = useState(view?.team?.id ?? null);
  const [sort, setSort] = useState<Sort>(order ?? view?.sort ?? 'newest');
  const [filter, setFilter] = useState<Filter>(view?.filter ?? given ?? start);
  const world = useWorld(view?.names ?? {});
  const shares = me !== undefined && !['agent', 'light'].includes(me.role);
  const check = useCheck(filter);
  const save = useMutation({
    mutationFn: () => {
      const input = { name, scope, teamId: scope === 'team' ? teamId : null, filter, sort };
      return view
        ? client.conversations.changeView({ id: view.id, ...input })
        : client.conversations.addView(input);
    },
    onSuccess: async ({ id }) => {
      await refreshViews();
      await queries.invalidateQueries({ queryKey: api.conversations.list.key() });
      onClose();
      if (!view) void navigate({ to: '/inbox/$view', params: { view: id } });
    },
  });
  const remove = useMutation({
    mutationFn: () => client.conversations.removeView({ id: view?.id ?? '' }),
    onSuccess: async () => {
      await refreshViews();
      onClose();
      toast(t('conversations.views.removed', { name }));
      void navigate({ to: '/inbox/$view', params: { view: 'open' } });
    },
    onError: (error) => toast(sentence(error)),
  });
  const unfilled = check?.problems.some(({ why }) => why === 'incomplete') ?? false;
  const put = (conditions: Filter['conditions']) => setFilter({ ...filter, conditions });
  return (
    <Dialog
      open
      width={720}
      onClose={onClose}
      title={t(view ? 'conversations.views.edit' : 'conversations.views.new')}
      foot={
        <>
          {view && (
            <Button
              size={36}
              look="quiet"
              className="me-auto"
              busy={remove.isPending}
              icon={<Trash2 size={14} aria-hidden="true" />}
              onClick={() => remove.mutate()}
            >
              {t('conversations.views.remove')}
            </Button>
          )}
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            size={36}
            look="primary"
            type="submit"
            form={form}
            busy={save.isPending}
            disabled={!name.trim() || unfilled}
          >
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !save.isPending) save.mutate();
        }}
      >
        <Field label={t('conversations.views.name')}>
          <Input value={name} maxLength={60} onValueChange={setName} />
        </Field>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium">{t('conversations.filter.lead')}</legend>
          {filter.conditions.length > 1 && (
            <Select
              label={t('conversations.filter.match')}
              value={filter.match}
              onChange={(match) => setFilter({ ...filter, match })}
              choices={(['all', 'any'] as const).map((value) => ({ value, label: wordOf('match', value) }))}
            />
          )}
          <ul className="flex flex-col gap-1.5">
            {filter.conditions.map((one, n) =>
              'match' in one ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a condition is what stands in its place
                <li key={n} className="rounded-control border border-line bg-bg p-2 text-ink2">
                  {sentenceOf(one as Filter, world.names)}
                </li>
              ) : (
                <ConditionLine
                  // biome-ignore lint/suspicious/noArrayIndexKey: a condition is what stands in its place
                  key={n}
                  one={one}
                  world={world}
                  onChange={(next) => put(filter.conditions.with(n, next))}
                  onRemove={() => put(filter.conditions.toSpliced(n, 1))}
                />
              ),
            )}
          </ul>
          <div>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden="true" />}
              disabled={filter.conditions.length >= 30}
              onClick={() => put([...filter.conditions, newCondition(nextField(filter))])}
            >
              {t('conversations.filter.add')}
            </Button>
          </div>
        </fieldset>
        <div className="grid gap-4 pair:grid-cols-3">
          <Field label={t('conversations.views.sortBy')}>
            <Select
              value={sort}
              onChange={setSort}
              choices={sorts.map((value) => ({ value, label: wordOf('sort', value) }))}
            />
          </Field>
          {shares && (
            <Field label={t('conversations.views.for')}>
              <Select
                value={scope}
                onChange={setScope}
                choices={scopes.map((value) => ({ value, label: wordOf('scope', value) }))}
              />
            </Field>
          )}
          {scope === 'team' && (
            <Field label={t('conversations.views.team')}>
              <Select
                value={teamId}
                onChange={setTeamId}
                choices={teams.map(({ id, name: label }) => ({ value: id, label }))}
              />
            </Field>
          )}
        </div>
        <div role="status" className="text-ink2">
          <p>{sentenceOf(filter, world.names)}</p>
          {check && check.problems.length > 0 ? (
            <ul className={cx('mt-1 text-12', unfilled ? 'text-ink2' : 'text-bad')}>
              {check.problems.map((problem) => (
                <li key={`${problem.at.join()}${problem.why}`}>{problemText(problem)}</li>
              ))}
            </ul>
          ) : (
            typeof check?.count === 'number' && (
              <p className="text-12 text-ink3">
                {t('conversations.filter.found', { n: check.count, count: countText(check.count) })}
              </p>
            )
          )}
          {save.isError && <p className="mt-1 text-bad">{sentence(save.error)}</p>}
        </div>
      </form>
    </Dialog>
  );
}

const order = ['assignee', 'inbox', 'tag', 'priority', 'waiting', 'team', 'unread'];
/** What people add next: the first field that is not in the sentence yet. */
function nextField({ conditions }: Filter): string {
  const there = new Set(conditions.flatMap((one) => ('field' in one ? [(one as Condition).field] : [])));
  return order.find((field) => !there.has(field as Condition['field'])) ?? 'tag';
}

/** What the filter would show, or what it still lacks, while it is built. */
function useCheck(filter: Filter) {
  const asked = useDeferredValue(filter);
  return useQuery(
    api.conversations.checkFilter.queryOptions({
      input: { filter: asked },
      placeholderData: (before) => before,
      retry: false,
    }),
  ).data;
}
