import { useEffect, useState } from 'react';
import { Batch } from './announce.ts';

const batch = new Batch();

/** Says a sentence to screen readers, gathered with others to one announcement each five seconds. */
export function announce(text: string): void {
  batch.add(text);
}

/**
 * The hidden region announcements appear in. Lists cannot be live regions themselves: recycled rows would be
 * read again with every scroll. Put once.
 */
export function LiveLog() {
  const [text, setText] = useState('');
  useEffect(() => batch.listen(setText), []);
  return (
    <div role="log" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
