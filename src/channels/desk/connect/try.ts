import { useEffect, useRef, useState } from 'react';
import { client } from '../../../ui/api.ts';
import type { Step } from '../../contract.ts';
import { asSettings, type MailForm, smtpOf } from './form.ts';
import type { Tried } from './TestLines.tsx';

export type Trial = {
  imap: Tried | null;
  smtp: Tried | null;
  run: (form: MailForm, channelId?: string) => void;
  forget: () => void;
  running: boolean;
  /** Everything asked for was tried with success. */
  passed: boolean;
};

type Input = Parameters<typeof client.channels.test>[0];
type Side = Step['side'];

/** Tries reading and sending beside each other; each step shows as soon as the server has made it. */
export function useTrial(): Trial {
  const [tried, setTried] = useState<Partial<Record<Side, Tried>>>({});
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function trySide(side: Side, input: Input, signal: AbortSignal): Promise<void> {
    const set = (next: Partial<Tried>) => {
      if (signal.aborted) return;
      setTried((all) => ({
        ...all,
        [side]: { pending: true, steps: [], error: null, ...all[side], ...next },
      }));
    };
    const steps: Step[] = [];
    set({});
    try {
      for await (const step of await client.channels.test(input, { context: { read: true }, signal })) {
        steps.push(step);
        set({ steps: [...steps] });
      }
      set({ pending: false });
    } catch (error) {
      set({ pending: false, error });
    }
  }

  function forget(): void {
    stop.current?.abort();
    setTried({});
  }

  const all = Object.values(tried);
  return {
    imap: tried.imap ?? null,
    smtp: tried.smtp ?? null,
    run(form, channelId) {
      forget();
      stop.current = new AbortController();
      const { signal } = stop.current;
      const who = { address: form.address, channelId };
      if (form.receive === 'imap') void trySide('imap', { ...who, imap: asSettings(form.imap) }, signal);
      if (form.sends) void trySide('smtp', { ...who, smtp: asSettings(smtpOf(form)) }, signal);
    },
    forget,
    running: all.some((one) => one.pending),
    passed:
      all.length > 0 && all.every((one) => !one.pending && !one.error && one.steps.every(({ ok }) => ok)),
  };
}
