import { useMutation } from '@tanstack/react-query';
import { client } from '../../../ui/api.ts';
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

/** Tries reading and sending beside each other, so that each shows its steps as soon as it has them. */
export function useTrial(): Trial {
  const imap = useMutation({
    mutationFn: (input: Input) => client.channels.test(input, { context: { read: true } }),
    meta: { inline: true },
  });
  const smtp = useMutation({
    mutationFn: (input: Input) => client.channels.test(input, { context: { read: true } }),
    meta: { inline: true },
  });
  const tried = (one: typeof imap): Tried | null =>
    one.isIdle ? null : { pending: one.isPending, steps: one.data?.steps, error: one.error };
  const started = [imap, smtp].filter((one) => !one.isIdle);
  return {
    imap: tried(imap),
    smtp: tried(smtp),
    run(form, channelId) {
      const who = { address: form.address, channelId };
      if (form.receive === 'imap') imap.mutate({ ...who, imap: asSettings(form.imap) });
      else imap.reset();
      if (form.sends) smtp.mutate({ ...who, smtp: asSettings(smtpOf(form)) });
      else smtp.reset();
    },
    forget() {
      imap.reset();
      smtp.reset();
    },
    running: started.some((one) => one.isPending),
    passed: started.length > 0 && started.every((one) => one.data?.ok),
  };
}
