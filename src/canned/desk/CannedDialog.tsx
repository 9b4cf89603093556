import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormError } from '../../ui/Door.tsx';
import { sentence } from '../../ui/errors.ts';
import { Field } from '../../ui/Field.tsx';
import { Input } from '../../ui/Input.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { language as deskLanguage, t } from '../../ui/words.ts';
import { CannedFiles, type File } from './CannedFiles.tsx';
import { CannedTexts } from './CannedTexts.tsx';

type Whole = Awaited<ReturnType<typeof client.canned.get>>;
type Scope = Whole['scope'];

type Props = {
  /** One to change. */
  reply?: Whole;
  /** What a new one begins with. */
  begin?: { html: string; attachments?: readonly File[] };
  onClose: () => void;
};

/** Writes or changes a canned reply: its names, whose it is, and its text in each language. */
export default function CannedDialog({ reply, begin, onClose }: Props) {
  const me = useQuery(api.staff.me.get.queryOptions({ staleTime: 300_000 })).data;
  const [name, setName] = useState(reply?.name ?? '');
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [folder, setFolder] = useState(reply?.folder ?? '');
  const [scope, setScope] = useState<Scope>(reply?.scope ?? 'personal');
  const [teamId, setTeam] = useState<string | null>(reply?.team?.id ?? null);
  const [texts, setTexts] = useState<{ language: string; html: string }[]>(
    reply?.texts ?? [{ language: deskLanguage().split('-')[0] ?? 'en', html: begin?.html ?? '' }],
  );
  const [kept, setKept] = useState<readonly File[]>(reply?.files ?? []);
  const [added, setAdded] = useState<readonly File[]>(begin?.attachments ?? []);
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null });
  const save = async () => {
    if (state.busy) return;
    setState({ busy: true, error: null });
    const given = {
      name,
      shortcut,
      folder,
      scope,
      teamId: scope === 'team' ? teamId : null,
      texts: texts.map(({ language, html }) => ({ language, html })),
      files: kept.map(({ id }) => id),
      attachments: added.map(({ id }) => id),
    };
    try {
      if (reply) await client.canned.change({ ...given, id: reply.id, version: reply.version });
      else await client.canned.add(given);
    } catch (error) {
      return setState({ busy: false, error: sentence(error) });
    }
    await queries.invalidateQueries({ queryKey: api.canned.key() });
    toast(t('canned.saved'));
    onClose();
  };
  const ready = name.trim() !== '' && texts.every(({ html }) => html !== '') && (scope !== 'team' || teamId);
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t(reply ? 'canned.edit' : 'canned.add')}
      foot={
        <>
          {reply && <Remove reply={reply} onClose={onClose} />}
          <Button size={36} look="primary" type="submit" form="canned" busy={state.busy} disabled={!ready}>
            {t('canned.save')}
          </Button>
        </>
      }
    >
      <form
        id="canned"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // A form within a page one writes in: its Enter is not the page's.
          event.stopPropagation();
          if (ready) void save();
        }}
      >
        <div className="grid gap-4 pair:grid-cols-[1fr_11rem]">
          <Field label={t('canned.name')}>
            <Input autoFocus maxLength={120} value={name} onValueChange={setName} />
          </Field>
          <Field label={t('canned.shortcut')} hint={t('canned.shortcutHint')}>
            <Input
              maxLength={40}
              placeholder="/"
              value={shortcut}
              onValueChange={(next) => setShortcut(next.toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, ''))}
            />
          </Field>
        </div>
        <CannedTexts texts={texts} onChange={setTexts} />
        <CannedFiles
          kept={kept}
          added={added}
          onKept={setKept}
          onAdded={setAdded}
          onError={(error) => setState({ busy: false, error })}
        />
        <div className="grid gap-4 pair:grid-cols-2">
          <Whose
            mayShare={me !== undefined && me.role !== 'agent' && me.role !== 'light'}
            scope={scope}
            teamId={teamId}
            onScope={setScope}
            onTeam={setTeam}
          />
          <Field label={t('canned.folder')}>
            <Input maxLength={100} value={folder} onValueChange={setFolder} />
          </Field>
        </div>
        <FormError>{state.error}</FormError>
      </form>
    </Dialog>
  );
}

type WhoseProps = {
  mayShare: boolean;
  scope: Scope;
  teamId: string | null;
  onScope: (scope: Scope) => void;
  onTeam: (team: string) => void;
};

function Whose({ mayShare, scope, teamId, onScope, onTeam }: WhoseProps) {
  const teams = useQuery(api.staff.teams.list.queryOptions({ staleTime: 300_000 })).data?.items ?? [];
  const scopes: Scope[] = [
    'personal',
    'team',
    ...(mayShare || scope === 'everyone' ? (['everyone'] as const) : []),
  ];
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('canned.scope')}>
        <Select
          choices={scopes.map((value) => ({ value, label: t(`canned.scope.${value}`) }))}
          value={scope}
          onChange={onScope}
        />
      </Field>
      {scope === 'team' && (
        <Select
          label={t('canned.team')}
          placeholder={t('canned.team')}
          choices={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={teamId}
          onChange={onTeam}
        />
      )}
    </div>
  );
}

/** Deletes it; what was sent with it stays as it was sent. */
function Remove({ reply, onClose }: { reply: Whole; onClose: () => void }) {
  const again = async () => {
    const { name, shortcut, folder, scope, team } = reply;
    const texts = reply.texts.map(({ language, html }) => ({ language, html }));
    try {
      await client.canned.add({ name, shortcut, folder, scope, teamId: team?.id ?? null, texts });
    } catch (error) {
      toast(sentence(error), { bad: true });
    }
    await queries.invalidateQueries({ queryKey: api.canned.key() });
  };
  const remove = async () => {
    try {
      await client.canned.remove({ id: reply.id });
    } catch (error) {
      return void toast(sentence(error), { bad: true });
    }
    onClose();
    await queries.invalidateQueries({ queryKey: api.canned.key() });
    // Its files are gone with it, so one with files is not offered again as if it were whole.
    const undo = reply.files.length === 0 && {
      action: { label: t('conversations.undo'), onAct: () => void again() },
    };
    toast(t('canned.removed'), undo || {});
  };
  return (
    <Button size={36} look="quiet" className="me-auto text-bad" onClick={() => void remove()}>
      {t('canned.remove')}
    </Button>
  );
}
