import { useEffect, useRef, useState } from 'react';
import { chordOf } from '../../ui/keyboard.ts';

/** Milliseconds in which a second key makes "g u" of two; as long as the keyboard itself waits. */
const SECOND = 1_000;

/**
 * Listens to what is pressed while `on`, before anything else of the page does. Gives what there is so far;
 * `done` gets the keys once they are whole, an empty text for Backspace, null for Escape.
 */
export function useRecording(on: boolean, done: (keys: string | null) => void): string {
  const [first, setFirst] = useState('');
  const latest = useRef(done);
  latest.current = done;
  useEffect(() => {
    if (!on) return;
    let begun = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (keys: string | null) => {
      clearTimeout(timer);
      setFirst('');
      latest.current(keys);
    };
    const press = (event: KeyboardEvent) => {
      // The way out stays open for who moves by keys alone.
      if (event.key === 'Tab') return end(null);
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') return end(null);
      if (event.key === 'Backspace') return end('');
      const chord = chordOf(event);
      if (!chord) return;
      if (begun) return end(`${begun} ${chord}`);
      if (chord.length > 1) return end(chord);
      begun = chord;
      setFirst(chord);
      timer = setTimeout(() => end(chord), SECOND);
    };
    const leave = () => end(null);
    addEventListener('keydown', press, { capture: true });
    addEventListener('blur', leave);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', press, { capture: true });
      removeEventListener('blur', leave);
    };
  }, [on]);
  return first;
}
