import { useCommand } from '../../ui/commands.ts';
import type { Row } from '../../ui/slots.ts';
import { writeSoon } from './composer/drafts.ts';

/** From the list too, r and n write: they open the row the keyboard stands on, with the cursor in the composer. */
export function useWriteTo(row: Row | undefined, open: (id: string) => void): void {
  const write = (mode: 'reply' | 'note') => {
    if (!row) return;
    writeSoon(String(row.number), mode);
    open(row.id);
  };
  useCommand('reply', () => write('reply'), row !== undefined);
  useCommand('note', () => write('note'), row !== undefined);
}
