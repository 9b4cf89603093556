import { useNow } from '../../../ui/clock.ts';
import { Hanging } from '../../../ui/Hanging.tsx';
import { t } from '../../../ui/words.ts';
import { WhenPick } from '../when/WhenPick.tsx';
import { sendTimes } from './times.ts';

type Props = { anchor: Element | null; onPick: (at: Date) => void; onClose: () => void };

/** When a reply is to leave. */
export default function LaterPick({ anchor, onPick, onClose }: Props) {
  const now = useNow();
  return (
    <Hanging
      anchor={anchor}
      side="top"
      label={t('conversations.later.pick')}
      onClose={onClose}
      className="w-80"
    >
      <WhenPick label={t('conversations.later.pick')} presets={sendTimes(now)} onPick={onPick} />
    </Hanging>
  );
}
