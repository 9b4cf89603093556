import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { RadioGroup } from '../../../ui/RadioGroup.tsx';
import type { Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { perform } from '../act/perform.ts';
import { link, type Relation } from './acts.ts';
import { ConversationPick } from './ConversationPick.tsx';

const relations: readonly Relation[] = ['related', 'problem', 'incident', 'parent', 'child'];

/** Which conversation has to do with this one, and what it is to it. */
export function LinkDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const [as, setAs] = useState<Relation>('related');
  const [other, setOther] = useState<Row | null>(null);
  const save = () => {
    if (!other) return;
    onClose();
    void perform([{ id: row.id, act: link(row, other, as) }]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={t('conversations.together.link.title', { number: `#${row.number}` })}
      foot={
        <>
          <Button size={36} onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button size={36} look="primary" disabled={!other} onClick={save}>
            {t('conversations.together.link.do')}
          </Button>
        </>
      }
    >
      {other ? (
        <div className="flex items-center gap-2 rounded-control bg-raise px-3 py-2">
          <bdi className="min-w-0 flex-1 truncate font-medium">
            #{other.number} {other.subject || t('conversations.noSubject')}
          </bdi>
          <Button look="quiet" onClick={() => setOther(null)}>
            {t('conversations.together.pickOther')}
          </Button>
        </div>
      ) : (
        <ConversationPick row={row} label={t('conversations.together.link.which')} onPick={setOther} />
      )}
      <RadioGroup
        label={t('conversations.together.link.as')}
        value={as}
        onChange={setAs}
        choices={relations.map((value) => ({
          value,
          label: t(`conversations.together.as.${value}`),
          hint: t(`conversations.together.as.${value}.hint`),
        }))}
      />
    </Dialog>
  );
}
