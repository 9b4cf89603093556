import type { client } from '../../../ui/api.ts';

export type Detected = Awaited<ReturnType<typeof client.channels.detect>>;
export type Security = 'tls' | 'starttls' | 'none';

/** One server as typed: the port stays text until it is sent. */
export type Server = { host: string; port: string; security: Security; user: string; password: string };

export type MailForm = {
  address: string;
  receive: 'imap' | 'forward';
  imap: Server;
  /** Answers leave through this server; off, the mailbox only receives. */
  sends: boolean;
  smtp: Server;
  /** Sending asks for the same name and password as reading. */
  sameSignIn: boolean;
};

/** The form as the address suggests it, with what was typed before kept. */
export function formFor(address: string, found: Detected, before?: MailForm): MailForm {
  const password = before?.imap.password ?? '';
  const server = ({ host, port, security }: Detected['imap']): Server => ({
    host,
    port: String(port),
    security,
    user: found.user,
    password,
  });
  return {
    address,
    receive: before?.receive ?? 'imap',
    imap: server(found.imap),
    sends: true,
    smtp: server(found.smtp),
    sameSignIn: true,
  };
}

/** Sending signs in as reading does, where the form says so. */
export const smtpOf = ({ smtp, imap, sameSignIn, receive }: MailForm): Server =>
  sameSignIn && receive === 'imap' ? { ...smtp, user: imap.user, password: imap.password } : smtp;

const complete = ({ host, port, user, password }: Server) =>
  Boolean(host.trim() && /^\d{1,5}$/.test(port) && user.trim() && password);

/** Whether there is enough to try. A server in the house may ask for no sign-in to send. */
export function readyToTry(form: MailForm): boolean {
  const smtp = smtpOf(form);
  const sending = !form.sends || complete(smtp) || (smtp.host.trim() !== '' && smtp.user.trim() === '');
  return (form.receive === 'forward' || complete(form.imap)) && sending;
}

/** A server as the API takes it. */
export const asSettings = ({ host, port, security, user, password }: Server) => ({
  host: host.trim(),
  port: Number(port),
  security,
  user: user.trim(),
  ...(password && { password }),
});
