import { TriangleAlert } from 'lucide-react';
import { Banner } from '../../../ui/Banner.tsx';
import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { OtherCopy } from './ComposerNotes.tsx';
import { DoubtPanel } from './DoubtPanel.tsx';
import type { Doubt } from './doubts.ts';
import type { Mode } from './draft-body.ts';
import { type Draft, type Stop, setStop } from './drafts.ts';
import { markSeen } from './leaving.ts';
import { StopPanel } from './StopPanel.tsx';

type Props = {
  conversation: Conversation;
  draft: Draft;
  mode: Mode;
  /** Why the channel cannot carry it. */
  over: string | null;
  /** What speaks against sending this now. */
  doubts: readonly Doubt[] | null;
  onSure: () => void;
  onAnyway: (stop: Stop) => void;
  onLook: () => void;
};

/** Everything that stands between what is written and its leaving, each with what to do. */
export function Stops({ conversation, draft, mode, over, doubts, onSure, onAnyway, onLook }: Props) {
  const { id } = conversation;
  const { stop } = draft;
  return (
    <>
      {over && (
        <Banner tone="warn" icon={<TriangleAlert size={14} aria-hidden="true" />}>
          {over}
        </Banner>
      )}
      {doubts && mode === 'reply' && <DoubtPanel doubts={doubts} onSendAnyway={onSure} onLook={onLook} />}
      {stop && (
        <StopPanel
          stop={stop}
          onSendAnyway={() => onAnyway(stop)}
          onLook={() => {
            if (stop.newest) markSeen(id, stop.newest);
            setStop(id, null);
            onLook();
          }}
        />
      )}
      {draft.other && <OtherCopy id={id} draft={draft} />}
      {mode === 'reply' && !conversation.replyTo.from && !conversation.sample && (
        <Banner tone="warn" icon={<TriangleAlert size={14} aria-hidden="true" />}>
          {t('conversations.noMailbox')}
        </Banner>
      )}
    </>
  );
}
