import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Editor as TipTap } from '@tiptap/core';
import { CircleAlert, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { v7 } from 'uuid';
import { api } from '../../ui/api.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Bar, NavButton } from '../../ui/Columns.tsx';
import { useCommand } from '../../ui/commands.ts';
import { sentence } from '../../ui/errors.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { remember } from '../../ui/theme.ts';
import { t } from '../../ui/words.ts';
import { write } from './act/write.ts';
import { isAddress, readAddresses } from './composer/addresses.ts';
import { type Address, type DraftFile, saysNothing } from './composer/draft-body.ts';
import { Editor } from './composer/Editor.tsx';
import { FileChips } from './composer/FileChips.tsx';
import { FormatTools } from './composer/FormatTools.tsx';
import { sayLeft } from './composer/leaving.ts';
import { AddressField } from './composer/Recipients.tsx';
import { uploadTo, useUploadsAt } from './composer/uploads.ts';
import { KnownCustomer } from './KnownCustomer.tsx';
import { useInboxes, useMe } from './people.ts';

type Begun = {
  to: readonly Address[];
  inboxId: string | null;
  subject: string;
  html: string;
  files: readonly DraftFile[];
};
const empty: Begun = { to: [], inboxId: null, subject: '', html: '', files: [] };
const PLACE = 'new';

/** A conversation that we begin: to whom, from which inbox, about what. Kept on this device until it is sent. */
export default function NewConversation() {
  const { to: given } = useSearch({ strict: false }) as { to?: string };
  const navigate = useNavigate();
  const me = useMe();
  const place = `draft:${me?.id ?? ''}:${PLACE}`;
  const [begun, setBegun] = useState<Begun>(empty);
  const [revision, setRevision] = useState(0);
  const [editor, setEditor] = useState<TipTap | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const inboxes = useInboxes().filter(({ level }) => level === 'reply' || level === 'manage');
  const inboxId = begun.inboxId ?? inboxes[0]?.id ?? null;
  const uploads = useUploadsAt(PLACE);
  const id = useId();

  useEffect(() => {
    if (!me) return;
    const kept = readKept(place);
    const to = given ? readAddresses(given) : kept.to;
    setBegun({ ...kept, to });
    setRevision((now) => now + 1);
  }, [me, place, given]);
  const latest = useRef(begun);
  latest.current = begun;
  const change = (next: Partial<Begun>) => {
    const now = { ...latest.current, ...next };
    latest.current = now;
    setBegun(now);
    input.current = undefined;
    remember(place, JSON.stringify(now));
  };
  const onFiles = (files: File[]) =>
    uploadTo(PLACE, files, (stored) => change({ files: [...latest.current.files, stored] }));

  const good = begun.to.length > 0 && begun.to.every(({ address }) => isAddress(address));
  const ready =
    good &&
    inboxId !== null &&
    uploads.length === 0 &&
    begun.subject.trim() !== '' &&
    (!saysNothing(begun.html) || begun.files.length > 0);
  // Made once for what is written: trying again after a failure is the same write.
  const input = useRef<ReturnType<typeof inputOf>>(undefined);
  const send = async () => {
    if (!ready || busy || !me || !inboxId) return;
    setBusy(true);
    setFailure(null);
    input.current ??= inputOf(begun, inboxId, me.preferences.undoSeconds);
    try {
      const {
        id: conversation,
        number,
        messageId,
      } = await write(api.conversations.start.mutationOptions(), input.current);
      remember(place, null);
      sayLeft(conversation, messageId, me.preferences.undoSeconds, 'wait');
      void navigate({ to: '/inbox/$view/$number', params: { view: 'all', number: String(number) } });
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  useCommand('send', () => void send(), ready);
  const close = () => void navigate({ to: '/inbox/$view', params: { view: 'open' } });
  useCommand('back', close);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Bar>
        <NavButton />
        <h1 className="font-semibold text-14">{t('ui.keys.compose')}</h1>
        <span className="ms-auto" />
        <IconButton label={t('ui.close')} keys="Escape" onClick={close}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </Bar>
      <div className="min-h-0 flex-1 overflow-y-auto bg-bg p-2 pair:p-6">
        <section
          aria-label={t('conversations.composer')}
          className="mx-auto flex max-w-180 flex-col rounded-surface border border-line-strong/55 bg-panel focus-within:border-line-strong"
        >
          {failure && (
            <Banner
              tone="bad"
              icon={<CircleAlert size={14} aria-hidden="true" />}
              action={
                <Button look="quiet" onClick={() => void send()}>
                  {t('ui.tryAgain')}
                </Button>
              }
            >
              {t('conversations.delivery.notSent', { why: failure })}
            </Banner>
          )}
          <div className="flex flex-col gap-1 border-line border-b px-4 py-2">
            <AddressField
              label={t('conversations.to')}
              addresses={begun.to}
              onChange={(to) => change({ to })}
              placeholder={t('conversations.start.to')}
              autoFocus={!given}
              wide
            />
            <Line id={`${id}inbox`} label={t('conversations.from')}>
              <select
                id={`${id}inbox`}
                value={inboxId ?? ''}
                onChange={({ target }) => change({ inboxId: target.value })}
                className="-mx-1 h-7 max-w-72 rounded-control bg-transparent px-1 text-13 hover:bg-raise pointer-coarse:h-9"
              >
                {inboxes.map(({ id: inbox, name, address }) => (
                  <option key={inbox} value={inbox}>
                    {address ? `${name} · ${address}` : name}
                  </option>
                ))}
              </select>
            </Line>
            <Line id={`${id}subject`} label={t('conversations.subject')}>
              <input
                id={`${id}subject`}
                dir="auto"
                maxLength={500}
                value={begun.subject}
                onChange={({ target }) => change({ subject: target.value })}
                placeholder={t('conversations.start.subject')}
                className="h-7 w-full bg-transparent font-medium outline-none pointer-coarse:h-9 pointer-coarse:text-16"
              />
            </Line>
          </div>
          <div className="min-h-48 px-4 py-3 text-14">
            <Editor
              key={revision}
              html={begun.html}
              label={t('conversations.start.text')}
              placeholder={t('conversations.start.placeholder')}
              onChange={(html) => change({ html })}
              onSend={() => void send()}
              onFiles={onFiles}
              onReady={setEditor}
            />
          </div>
          {(begun.files.length > 0 || uploads.length > 0) && (
            <div className="px-3 pb-2">
              <FileChips
                files={begun.files}
                uploads={uploads}
                onRemove={(file) => change({ files: begun.files.filter((one) => one.id !== file) })}
              />
            </div>
          )}
          <div className="flex items-center gap-1 px-2.5 pb-2">
            <FormatTools editor={editor} onFiles={onFiles} />
            <Button
              look="primary"
              className="ms-auto"
              disabled={!ready}
              busy={busy}
              onClick={() => void send()}
            >
              {t('conversations.sendWait')}
            </Button>
          </div>
        </section>
        <KnownCustomer address={begun.to[0]?.address} />
      </div>
    </div>
  );
}

function inputOf(begun: Begun, inboxId: string, undoSeconds: number) {
  const [customer, ...others] = begun.to;
  return {
    messageId: v7(),
    customer: customer as Address,
    ...(others.length > 0 && { cc: others }),
    inboxId,
    subject: begun.subject.trim(),
    html: begun.html,
    attachments: begun.files.map((file) => file.id),
    undoSeconds,
  };
}

function readKept(place: string): Begun {
  try {
    return { ...empty, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Begun>) };
  } catch {
    return empty;
  }
}

function Line({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="w-14 shrink-0 text-12 text-ink3">
        {label}
      </label>
      {children}
    </div>
  );
}
