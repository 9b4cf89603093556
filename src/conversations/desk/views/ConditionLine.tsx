import { X } from 'lucide-react';
import { Combobox } from '../../../ui/Combobox.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Select } from '../../../ui/Select.tsx';
import { t } from '../../../ui/words.ts';
import { newCondition, opsOf, type World, wayOf, withOp } from './fields.ts';
import { fieldName, phraseOf, spanOf, valueName, wordOf } from './phrase.ts';
import type { Condition } from './saved.ts';

type Props = { one: Condition; world: World; onChange: (next: Condition) => void; onRemove: () => void };

/** One condition of a filter, read from start to end as a part of the sentence. */
export function ConditionLine({ one, world, onChange, onRemove }: Props) {
  const { custom, names, fieldChoices } = world;
  const key = 'key' in one ? one.key : '';
  const name = fieldName(one.field, names, key);
  return (
    <li className="flex flex-wrap items-center gap-1.5 rounded-control border border-line bg-bg p-1.5">
      <div className="w-38">
        <Combobox
          label={t('conversations.filter.what')}
          value={one.field === 'custom' ? `custom:${key}` : one.field}
          choices={fieldChoices}
          onChange={(field) => {
            if (field) onChange(newCondition(...(field.split(':') as [string, string?])));
          }}
        />
      </div>
      <div className="w-36">
        <Select
          label={t('conversations.filter.how', { field: name })}
          value={String(one.is)}
          onChange={(is) => onChange(withOp(one, is, custom))}
          choices={opsOf(one, custom).map((is) => ({ value: is, label: wordOf('op', is) }))}
        />
      </div>
      <div className="min-w-44 flex-1">
        <Value one={one} world={world} onChange={onChange} name={name} />
      </div>
      <IconButton label={t('conversations.filter.remove', { what: phraseOf(one, names) })} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

type ValueProps = Omit<Props, 'onRemove'> & { name: string };

function Value({ one, world, onChange, name }: ValueProps) {
  const set = (more: object) => onChange({ ...one, ...more } as Condition);
  const label = t('conversations.filter.which', { field: name });
  switch (wayOf(one, world.custom)) {
    case 'none':
      return null;
    case 'text': {
      const text = 'value' in one ? one.value : String(('values' in one && one.values[0]) || '');
      const next = (value: string) => ('value' in one ? { value } : { values: value ? [value] : [] });
      return (
        <Input aria-label={label} value={text} maxLength={200} onValueChange={(value) => set(next(value))} />
      );
    }
    case 'number':
      return (
        <Input
          type="number"
          aria-label={label}
          value={String(('values' in one && one.values[0]) ?? '')}
          onValueChange={(value) => set({ values: value === '' ? [] : [Number(value)] })}
        />
      );
    case 'day': {
      const day =
        'values' in one ? String(one.values[0] ?? '') : (('at' in one && one.at) || '').slice(0, 10);
      const next = (value: string) =>
        'values' in one
          ? { values: value ? [value] : [] }
          : { at: value ? new Date(`${value}T00:00`).toISOString() : undefined };
      return <Input type="date" aria-label={label} value={day} onValueChange={(value) => set(next(value))} />;
    }
    case 'time':
      return <Span minutes={'minutes' in one ? (one.minutes ?? 0) : 0} label={label} onChange={(minutes) => set({ minutes })} />; // biome-ignore format: one line
    case 'many':
      return <Values one={one as Extract<Condition, { values: unknown[] }>} world={world} label={label} set={set} />; // biome-ignore format: one line
  }
}

const lengths = { minutes: 1, hours: 60, days: 1_440 };
type Unit = keyof typeof lengths;

function Span({
  minutes,
  label,
  onChange,
}: {
  minutes: number;
  label: string;
  onChange: (minutes: number) => void;
}) {
  const { n, unit } = spanOf(minutes);
  return (
    <div className="flex gap-1.5">
      <div className="w-20">
        <Input
          type="number"
          min={0}
          aria-label={label}
          value={String(n)}
          onValueChange={(value) => onChange(Math.max(0, Math.round(Number(value))) * lengths[unit])}
        />
      </div>
      <Select<Unit>
        label={t('conversations.filter.unit')}
        value={unit}
        onChange={(next) => onChange(n * lengths[next])}
        choices={(Object.keys(lengths) as Unit[]).map((value) => ({ value, label: wordOf('unit', value) }))}
      />
    </div>
  );
}

type ValuesProps = {
  one: Extract<Condition, { values: unknown[] }>;
  world: World;
  label: string;
  set: (more: object) => void;
};

/** Some of many: what is chosen as chips, and a field to add more. */
function Values({ one, world, label, set }: ValuesProps) {
  const chosen = one.values.map(String);
  const put = (values: readonly string[]) =>
    set({ values: one.field === 'priority' ? values.map(Number) : one.field === 'custom' ? values.map(plain) : values }); // biome-ignore format: one line
  const plain = (value: string) =>
    world.custom.find(({ key }) => 'key' in one && key === one.key)?.type === 'checkbox' ? value === 'true' : value; // biome-ignore format: one line
  const searched = one.field === 'customer' || one.field === 'company';
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {one.values.map((value) => (
        <span
          key={String(value)}
          className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft ps-2.5 pe-1 text-12 text-accent-ink"
        >
          <span dir="auto">{valueName(one.field, value, world.names)}</span>
          <button
            type="button"
            aria-label={t('conversations.filter.without', { what: valueName(one.field, value, world.names) })}
            className="grid size-6 place-items-center rounded-full"
            onClick={() => put(chosen.filter((other) => other !== String(value)))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <div className="min-w-28 flex-1">
        <Combobox
          label={label}
          value={null}
          placeholder={t(chosen.length > 0 ? 'conversations.filter.orMore' : 'conversations.filter.choose')}
          choices={world.choicesOf(one).filter(({ value }) => !chosen.includes(value))}
          onChange={(value) => value && put([...chosen, value])}
          {...(searched && { onSearch: world.onSearch })}
        />
      </div>
    </div>
  );
}
