import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { t } from '../../../ui/words.ts';
import { type CustomField, FieldDialog, type Noun } from './FieldDialog.tsx';

const nouns: readonly Noun[] = ['conversation', 'customer'];

/** Fields of a workspace's own, for conversations and for customers. */
export default function CustomFields() {
  const fields = useQuery(api.conversations.fields.queryOptions());
  const uses = useQuery(api.conversations.uses.queryOptions()).data?.fields;
  const [open, setOpen] = useState<CustomField | Noun | null>(null);
  return (
    <>
      <PageHead title={t('conversations.fields.title')}>{t('conversations.fields.lead')}</PageHead>
      {nouns.map((noun) => {
        const own = fields.data?.filter((field) => field.noun === noun);
        return (
          <Card
            key={noun}
            flush
            title={t(`conversations.fields.of.${noun}`)}
            action={
              <Button
                size={36}
                icon={<Plus size={15} aria-hidden="true" />}
                aria-label={t(`conversations.fields.add.${noun}`)}
                onClick={() => setOpen(noun)}
              >
                {t('conversations.fields.add')}
              </Button>
            }
          >
            {fields.isError && (
              <ErrorState title={sentence(fields.error)} onRetry={() => void fields.refetch()} />
            )}
            {fields.isPending && <LinesLoading count={2} />}
            {own?.length === 0 && (
              <EmptyState title={t('conversations.fields.none')}>
                {t(`conversations.fields.teach.${noun}`)}
              </EmptyState>
            )}
            {own && own.length > 0 && (
              <Lines label={t(`conversations.fields.of.${noun}`)}>
                {own.map((field) => (
                  <Line
                    key={field.id}
                    title={<span dir="auto">{field.label}</span>}
                    detail={
                      <>
                        {t(`conversations.fields.type.${field.type}`)}
                        {field.choices.length > 0 && `: ${field.choices.join(', ')}`}
                        {' · '}
                        <code className="font-mono">{field.key}</code>
                        {uses &&
                          ` · ${t('conversations.uses', { count: uses.find(({ id }) => id === field.id)?.uses ?? 0 })}`}
                      </>
                    }
                    end={
                      <Button
                        size={36}
                        aria-label={t('conversations.fields.changeOf', { field: field.label })}
                        onClick={() => setOpen(field)}
                      >
                        {t('conversations.fields.change')}
                      </Button>
                    }
                  />
                ))}
              </Lines>
            )}
          </Card>
        );
      })}
      {open && (
        <FieldDialog
          noun={typeof open === 'string' ? open : open.noun}
          field={typeof open === 'string' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
