import { type Asked, ask } from './asking.ts';
import { ForwardDialog } from './ForwardDialog.tsx';
import { IncidentsDialog } from './IncidentsDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';

/** The window of whatever was asked (asking.ts). */
export default function Asking({ asked }: { asked: Asked }) {
  const close = () => ask(null);
  switch (asked.is) {
    case 'merge':
      return <MergeDialog rows={asked.rows} onClose={close} />;
    case 'link':
      return <LinkDialog row={asked.row} onClose={close} />;
    case 'split':
      return <SplitDialog {...asked} onClose={close} />;
    case 'forward':
      return <ForwardDialog row={asked.row} given={asked.message} onClose={close} />;
    case 'incidents':
      return <IncidentsDialog conversation={asked.conversation} onClose={close} />;
  }
}
