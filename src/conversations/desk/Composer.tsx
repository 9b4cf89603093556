import { ChevronDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { t } from '../../ui/words.ts';

export type ComposerMode = 'reply' | 'note';

export type ComposerProps = {
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  /** Light agents write notes only. */
  mayReply: boolean;
  /** Who gets it, editable: "to Leila Tanaka via e-mail". */
  recipients?: ReactNode;
  /** The same as fields, while they are being changed. */
  fields?: ReactNode;
  /** The editor itself. */
  children: ReactNode;
  /** Formatting, attachment and the rooms' own tools. */
  tools?: ReactNode;
  attachments?: ReactNode;
  /** A stopped reply: what was missed, with "Send anyway". */
  stop?: ReactNode;
  /** "Draft saved", "Kept on this device". */
  draftState?: string;
  /** What the main button does, in its words. */
  send: string;
  onSend: () => void;
  /** The other ways to send, in the menu beside the button. */
  more: readonly MenuItem[];
  busy?: boolean;
  disabled?: boolean;
  /** Files dropped anywhere on it. */
  onFiles?: (files: File[]) => void;
};

/** The frame one writes in: reply or note, recipients, words, tools, and a button that says what happens. */
export function Composer(props: ComposerProps) {
  const { over, ...drop } = useDrop(props.onFiles);
  const { mode, onMode, mayReply, recipients, fields, children, tools, attachments, stop, draftState } =
    props;
  return (
    <section
      aria-label={t('conversations.composer')}
      {...drop}
      className={cx(
        over && 'outline-2 outline-accent outline-dashed -outline-offset-2',
        'rounded-surface border shadow-[0_1px_3px_oklch(0.1_0.01_280/0.06)] focus-within:border-line-strong',
        mode === 'note' ? 'border-note-line bg-note' : 'border-line-strong/55 bg-panel',
      )}
    >
      {stop}
      <div className="flex flex-wrap items-center gap-1 px-3 pt-2">
        {mayReply && <ModeButton mode="reply" now={mode} onMode={onMode} label={t('conversations.reply')} />}
        <ModeButton mode="note" now={mode} onMode={onMode} label={t('conversations.noteTab')} />
        <div className="ms-2 min-w-0 flex-1 text-12 text-ink2">
          {mode === 'note' ? t('conversations.noteSeenBy') : recipients}
        </div>
      </div>
      {fields && <div className="pt-1">{fields}</div>}
      <div className="max-h-[40dvh] min-h-16 overflow-y-auto px-4 py-2.5 text-14">{children}</div>
      {attachments && <div className="px-3 pb-2">{attachments}</div>}
      <div className="flex flex-wrap items-center gap-1 px-2.5 pb-2">
        {tools}
        <span className="ms-auto flex items-center gap-3">
          {draftState && <span className="text-12 text-ink3">{draftState}</span>}
          <SendButton {...props} />
        </span>
      </div>
    </section>
  );
}

/** Takes files that are dropped, and shows where while they are carried. */
function useDrop(onFiles: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes('Files') && onFiles !== undefined;
  return {
    over,
    onDragOver: (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      // The editor may have taken them already.
      if (!carries(event) || event.isDefaultPrevented()) return;
      event.preventDefault();
      onFiles?.([...event.dataTransfer.files]);
    },
  };
}

type ModeProps = {
  mode: ComposerMode;
  now: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  label: string;
};

function ModeButton({ mode, now, onMode, label }: ModeProps) {
  return (
    <button
      type="button"
      aria-pressed={mode === now}
      onClick={() => onMode(mode)}
      className={cx(
        'h-6 rounded-control px-2 text-12 transition-colors pointer-coarse:h-9',
        mode === now ? 'bg-ink/7 font-semibold text-ink' : 'text-ink2 hover:text-ink',
      )}
    >
      {label}
    </button>
  );
}

function SendButton({ send, onSend, more, busy, disabled }: ComposerProps) {
  const look =
    'h-7 bg-accent font-semibold text-13 text-on-accent transition-colors hover:bg-accent-strong disabled:opacity-50 pointer-coarse:h-9';
  return (
    <span data-send className="flex">
      <button
        type="button"
        onClick={onSend}
        disabled={disabled}
        aria-busy={busy}
        className={cx(look, 'px-3', more.length > 0 ? 'rounded-s-control' : 'rounded-control')}
      >
        {send}
      </button>
      {more.length > 0 && (
        <Menu
          side="top"
          items={more}
          trigger={
            <button
              type="button"
              disabled={disabled}
              aria-label={t('conversations.otherWaysToSend')}
              className={cx(
                look,
                'grid w-7 place-items-center rounded-e-control border-s border-on-accent/25',
              )}
            >
              <ChevronDown size={14} aria-hidden="true" />
            </button>
          }
        />
      )}
    </span>
  );
}
