import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Avatar } from '../../../ui/Avatar.tsx';
import { api } from '../../../ui/api.ts';
import { type Chip, ChipsInput } from '../../../ui/ChipsInput.tsx';
import { cx } from '../../../ui/cx.ts';
import { t, type WordId } from '../../../ui/words.ts';
import { called, isAddress, readAddresses } from './addresses.ts';
import type { Address } from './draft-body.ts';

export type People = { to: readonly Address[]; cc: readonly Address[]; bcc: readonly Address[] };

type FieldsProps = {
  people: People;
  onChange: (people: Partial<People>) => void;
  /** People of this conversation, offered first. */
  known: readonly Address[];
  /** Whether the channel knows copies. */
  copies?: boolean;
};

const rows: readonly { id: keyof People; label: WordId }[] = [
  { id: 'to', label: 'conversations.to' },
  { id: 'cc', label: 'conversations.cc' },
  { id: 'bcc', label: 'conversations.bcc' },
];

/** To, Cc and Bcc as fields of chips. */
export function RecipientFields({ people, onChange, known, copies = true }: FieldsProps) {
  return (
    <div className="flex flex-col border-line border-y px-3 py-1">
      {(copies ? rows : rows.slice(0, 1)).map(({ id, label }) => (
        <AddressField
          key={id}
          label={t(label)}
          addresses={people[id]}
          onChange={(addresses) => onChange({ [id]: addresses })}
          known={known}
          autoFocus={id === 'to'}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  label: string;
  addresses: readonly Address[];
  onChange: (addresses: readonly Address[]) => void;
  known?: readonly Address[];
  autoFocus?: boolean;
  placeholder?: string;
  /** Its label stands beside longer ones. */
  wide?: boolean;
};

/** Several addresses in one field, with suggestions from this conversation and all customers. */
export function AddressField(props: FieldProps) {
  const { label, addresses, onChange, known = [], autoFocus, placeholder, wide } = props;
  const [text, setText] = useState('');
  const suggestions = useSuggestions(text, known);
  const names = new Map([...known, ...suggestions, ...addresses].map((one) => [one.address, one]));
  return (
    <div className="flex items-start gap-2 py-0.5">
      <span className={cx('shrink-0 pt-1.5 text-12 text-ink3', wide ? 'w-14' : 'w-8')}>{label}</span>
      <ChipsInput
        label={label}
        {...(placeholder && { placeholder })}
        {...(autoFocus && { autoFocus })}
        chips={addresses.map(chipOf)}
        onChange={(chips) =>
          onChange(
            chips.map(
              ({ value }) => names.get(value) ?? readAddresses(value)[0] ?? { name: '', address: value },
            ),
          )
        }
        suggestions={suggestions.map((one) => ({
          ...chipOf(one),
          icon: <Avatar id={one.address} name={called(one)} size={20} />,
        }))}
        onSearch={setText}
        parse={(words) => {
          const read = readAddresses(words);
          for (const one of read) names.set(one.address, names.get(one.address) ?? one);
          return read.map(chipOf);
        }}
      />
    </div>
  );
}

const chipOf = (one: Address): Chip => ({
  value: one.address,
  label: called(one),
  hint: one.address,
  bad: !isAddress(one.address),
});

/** Who could be meant by what is typed: people of this conversation, then customers. */
function useSuggestions(text: string, known: readonly Address[]): readonly Address[] {
  const q = useDeferredValue(text.trim());
  const found = useQuery(
    api.customers.list.queryOptions({
      input: { q, limit: 6 },
      enabled: q.length >= 2,
      placeholderData: (before) => before,
    }),
  );
  if (!q) return [];
  const fits = ({ name, address }: Address) =>
    `${name} ${address}`.toLocaleLowerCase().includes(q.toLocaleLowerCase());
  const customers = (q.length >= 2 ? (found.data?.items ?? []) : []).flatMap(({ name, email }) =>
    email ? [{ name, address: email }] : [],
  );
  const near = known.filter(fits);
  return [...near, ...customers.filter(({ address }) => !near.some((one) => one.address === address))].slice(
    0,
    8,
  );
}
