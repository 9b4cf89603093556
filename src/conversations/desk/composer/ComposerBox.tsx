import type { Editor as TipTap } from '@tiptap/core';
import { CalendarClock } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { keysOf, run, useCommand } from '../../../ui/commands.ts';
import { useOnline } from '../../../ui/live-caches.ts';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { Composer } from '../Composer.tsx';
import { HandedHere } from '../handing/HandedHere.tsx';
import { HandTool } from '../handing/HandTool.tsx';
import { channelName } from '../names.ts';
import { useMe } from '../people.ts';
import { Waiting } from '../send-later/Waiting.tsx';
import { ComposerLoading } from './ComposerLoading.tsx';
import { ReplyingLine } from './ComposerNotes.tsx';
import { type Doubt, doubtsOf, type How } from './doubts.ts';
import { isEmptyHalf, type Mode } from './draft-body.ts';
import { changeDraft, openDraft, type Stop, saveAgain, settleDraft, useDraft, wishOf } from './drafts.ts';
import { Editor, type EditorProps } from './Editor.tsx';
import { FileChips } from './FileChips.tsx';
import { FormatTools } from './FormatTools.tsx';
import { send } from './leaving.ts';
import { beyond, useLimits } from './limits.ts';
import { UnseenNote } from './mention/UnseenNote.tsx';
import { useNoteEditor } from './mention/use-note-editor.ts';
import { faultsOf, otherPeople, peopleOf, stateOf } from './people-of.ts';
import { pastePictures } from './pictures.ts';
import { RecipientLine } from './RecipientLine.tsx';
import type { People } from './Recipients.tsx';
import { Stops } from './Stops.tsx';
import { Tools } from './Tools.tsx';
import { upload, useUploads } from './uploads.ts';
import { useFocus } from './use-focus.ts';

const RecipientFields = lazy(() =>
  import('./Recipients.tsx').then((module) => ({ default: module.RecipientFields })),
);
const LaterPick = lazy(() => import('../send-later/LaterPick.tsx'));

/** Where one answers a conversation or notes something in it; what is written is kept while it is written. */
export default function ComposerBox({ conversation }: { conversation: Conversation }) {
  const { id, may } = conversation;
  const me = useMe();
  const draft = useDraft(id);
  const online = useOnline();
  const [editor, setEditor] = useState<TipTap | null>(null);
  const [open, setOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const mode: Mode = may.reply ? draft.body.mode : 'note';
  const half = draft.body[mode];
  const uploads = useUploads(id, mode);
  const people = peopleOf(conversation, draft);
  const agent = me?.id;
  useEffect(() => {
    if (agent) void openDraft(id, agent);
    return () => settleDraft(id);
  }, [id, agent]);
  useEffect(() => {
    if (online) saveAgain(id);
  }, [id, online]);

  const latestEditor = useRef(editor);
  latestEditor.current = editor;
  const NoteEditor = useNoteEditor(mode === 'note');
  const focus = useFocus(editor);
  const setMode = (next: Mode) => {
    if (next !== mode) changeDraft(id, (body) => ({ ...body, mode: next }));
    focus();
  };
  const setPeople = (next: Partial<People>) =>
    changeDraft(id, (body) => ({ ...body, reply: { ...body.reply, ...next } }));
  const onFiles = useCallback((files: File[]) => upload(id, mode, files), [id, mode]);
  const { wrong, nobody } = faultsOf(people, mode);
  const limits = useLimits(conversation);
  const over = mode === 'reply' ? beyond(limits, half) : null;
  const ready = me && !over && uploads.length === 0 && !wrong && !nobody && !isEmptyHalf(half);
  const [doubted, setDoubted] = useState<{ doubts: readonly Doubt[]; then: Stop['then']; how: How } | null>(
    null,
  );
  const sendNow = (then: Stop['then'], how: How = {}) => {
    if (!ready) {
      if (wrong || nobody) setOpen(true);
      else focus();
      return;
    }
    const doubts = mode === 'reply' && !how.sure ? doubtsOf(conversation, half, people, then) : [];
    setDoubted(doubts.length > 0 ? { doubts, then, how } : null);
    if (doubts.length > 0) return;
    setOpen(false);
    // The reader's mode may differ from the kept one where only notes are allowed.
    if (draft.body.mode !== mode) changeDraft(id, (body) => ({ ...body, mode }));
    const { sure: _, ...leaves } = how;
    send({ conversation, me, then, ...leaves });
    focus();
  };
  const begin = useRef(setMode);
  begin.current = setMode;
  const loaded = me !== undefined && draft.state !== 'loading';
  useEffect(() => {
    const wish = loaded && wishOf(String(conversation.number));
    if (wish) begin.current(wish);
  }, [conversation.number, loaded]);
  useCommand('reply', () => setMode('reply'), may.reply);
  useCommand('note', () => setMode('note'), may.note);
  useCommand('replyAll', () => setPeople(otherPeople(conversation, people)), may.reply && mode === 'reply');
  useCommand('send', () => sendNow('wait'), Boolean(ready));
  useCommand('sendSolve', () => sendNow('solve'), Boolean(ready) && mode === 'reply');
  useCommand('sendLater', () => setPicking(true), Boolean(ready) && mode === 'reply');

  const writing: EditorProps = {
    html: half.html,
    label: t(mode === 'note' ? 'conversations.noteText' : 'conversations.replyText'),
    placeholder: t(mode === 'note' ? 'conversations.notePlaceholder' : 'conversations.replyPlaceholder'),
    onChange: (html) => {
      setDoubted(null);
      changeDraft(id, (body) => ({ ...body, mode, [mode]: { ...body[mode], html } }));
    },
    onSend: (solve) => sendNow(solve && mode === 'reply' ? 'solve' : 'wait'),
    onFiles: onFiles,
    onPictures: (files) =>
      pastePictures({ conversation: id, mode, editor: () => latestEditor.current }, files),
    onSlash: () => run('canned'),
    onReady: setEditor,
  };

  if (!me || draft.state === 'loading') return <ComposerLoading />;
  return (
    <div ref={box} className="flex flex-col gap-1.5">
      <Waiting conversation={conversation} />
      <HandedHere id={id} />
      <ReplyingLine id={id} />
      <Composer
        mode={mode}
        onMode={setMode}
        onFiles={onFiles}
        mayReply={may.reply}
        recipients={
          !open && (
            <RecipientLine
              people={people}
              kind={conversation.channel}
              channel={channelName(conversation.channel)}
              onOpen={() => setOpen(true)}
            />
          )
        }
        fields={
          open &&
          mode === 'reply' && (
            <Suspense>
              <RecipientFields
                people={people}
                onChange={setPeople}
                known={conversation.participants}
                copies={limits?.copies !== false}
              />
            </Suspense>
          )
        }
        stop={
          <>
            {mode === 'note' && <UnseenNote conversation={id} html={half.html} />}
            <Stops
              conversation={conversation}
              draft={draft}
              mode={mode}
              over={over}
              doubts={doubted?.doubts ?? null}
              onSure={() => doubted && sendNow(doubted.then, { ...doubted.how, sure: true })}
              onAnyway={({ then, at, newest }) => sendNow(then, { at, seen: newest, sure: true })}
              onLook={() => {
                setDoubted(null);
                focus();
              }}
            />
          </>
        }
        tools={
          <>
            <FormatTools
              editor={editor}
              onFiles={onFiles}
              plain={mode === 'reply' && limits?.text.rich === 'none'}
              files={mode === 'note' || limits?.files !== null}
            />
            <Tools conversation={conversation} mode={mode} half={half} editor={editor} />
            <HandTool conversation={conversation} enabled={!isEmptyHalf(half) && uploads.length === 0} />
          </>
        }
        attachments={
          (half.files.length > 0 || uploads.length > 0) && (
            <FileChips
              files={half.files}
              uploads={uploads}
              onRemove={(file) =>
                changeDraft(id, (body) => ({
                  ...body,
                  [mode]: { ...body[mode], files: body[mode].files.filter((one) => one.id !== file) },
                }))
              }
            />
          )
        }
        draftState={stateOf(draft, uploads.length > 0)}
        send={t(mode === 'note' ? 'conversations.addNote' : 'conversations.sendWait')}
        onSend={() => sendNow('wait')}
        disabled={!ready}
        more={
          mode === 'note'
            ? []
            : [
                {
                  label: t('conversations.sendSolve'),
                  keys: keysOf('sendSolve'),
                  onSelect: () => sendNow('solve'),
                },
                { label: t('conversations.sendOpen'), onSelect: () => sendNow('open') },
                'line',
                {
                  label: t('conversations.later.do'),
                  icon: <CalendarClock size={15} aria-hidden="true" />,
                  keys: keysOf('sendLater'),
                  // After the menu has given the cursor back.
                  onSelect: () => setTimeout(() => setPicking(true)),
                },
              ]
        }
      >
        {mode === 'note' ? (
          NoteEditor && <NoteEditor key={`note${draft.revision}`} conversation={id} me={agent} {...writing} />
        ) : (
          <Editor key={`reply${draft.revision}`} {...writing} />
        )}
      </Composer>
      {picking && (
        <Suspense>
          <LaterPick
            anchor={box.current?.querySelector('[data-send]') ?? null}
            onClose={() => setPicking(false)}
            onPick={(at) => {
              setPicking(false);
              sendNow('wait', { at });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
