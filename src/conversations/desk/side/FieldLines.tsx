import { useQuery } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { FieldValue } from '../../../ui/FieldValue.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { setField } from '../act/acts.ts';
import { perform } from '../act/perform.ts';

/** The conversation's custom fields, each changed where it stands. */
export function FieldLines({ conversation }: { conversation: Conversation }) {
  const all = useQuery(api.conversations.fields.queryOptions({ staleTime: 5 * 60_000 })).data ?? [];
  const fields = all.filter(({ noun }) => noun === 'conversation');
  if (fields.length === 0) return null;
  return (
    <div className="mt-1 grid grid-cols-[6rem_1fr] items-center gap-x-2">
      {fields.map((field) => (
        <FieldValue
          key={field.key}
          field={field}
          value={conversation.fields[field.key]}
          disabled={!conversation.may.change}
          onChange={(value) =>
            void perform([{ id: conversation.id, act: setField(conversation, field.key, value) }])
          }
        />
      ))}
    </div>
  );
}
