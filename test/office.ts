import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import nodemailer from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { type Running, runCommand, startRapport } from './running.ts';
import { type SmtpSink, startSmtpSink, type Taken } from './servers/smtp-sink.ts';

/** For stories: Copperfield's support office on a running Rapport, with Dana and Tom at their desks. */

const password = 'a long enough passphrase';
const people = {
  dana: { email: 'dana@copperfield.example', name: 'Dana Price' },
  tom: { email: 'tom@copperfield.example', name: 'Tom Okoro' },
} as const;
export const support = 'support@copperfield.example';

export type Office = {
  server: Running;
  /** The company's mail server, which takes everything. */
  sink: SmtpSink;
  /** What left for customers; invitations to colleagues go the same way and are none. */
  sent(): Taken[];
  /** Calls the API as Dana's program. */
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** A customer's mail through the built-in door. */
  mail(mail: {
    from: string;
    subject: string;
    text: string;
    html?: string;
    inReplyTo?: string;
    headers?: Record<string, string>;
  }): Promise<void>;
  /** One of them at a desk of their own, signed in. */
  desk(who: keyof typeof people, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
};

/** Starts everything; ends with the test. */
export async function openOffice(t: TestContext): Promise<Office> {
  const sink = await startSmtpSink({ password });
  t.after(() => sink.close());
  const server = await startRapport();
  t.after(() => server.remove());
  const browser = await openBrowser();
  t.after(() => browser.end());
  const env = { RAPPORT_DATA: server.dataDir };
  const { dana, tom } = people;
  const owner = ['--email', dana.email, '--name', dana.name, '--password-stdin'];
  const made = await runCommand(['create-owner', ...owner], { env, input: password });
  assert.equal(made.code, 0, made.err);
  const scopes = ['--scopes', 'read,write,admin'];
  const keyed = await runCommand(['create-api-key', '--email', dana.email, '--name', 'story', ...scopes], {
    env,
  });
  assert.equal(keyed.code, 0, keyed.err);
  const key = keyed.out.trim();

  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${server.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  await api('POST', '/channels/email', {
    address: support,
    newInbox: { name: 'Support', brandName: 'Copperfield' },
    receive: 'forward',
    smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: support, password },
  });
  const invited = await api<{ link: { url: string } }>('POST', '/invitations', { ...tom, role: 'agent' });
  const token = new URL(invited.link.url).hash.slice(1);
  await api('POST', '/invitations/accept', { token, name: tom.name, password });

  const door = nodemailer.createTransport({ host: '127.0.0.1', port: server.mailPort, ignoreTLS: true });
  t.after(() => door.close());
  return {
    server,
    sink,
    sent: () => sink.taken.filter(({ to }) => !to.some((one) => one.endsWith('@copperfield.example'))),
    api,
    async mail(mail) {
      await door.sendMail({ to: support, ...mail });
    },
    async desk(who, options) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      // Whatever breaks in a browser breaks the story, not only what a step happens to look at.
      page.on('pageerror', (error) => t.diagnostic(`${who}'s desk: ${error.message}`));
      const signed = await context.request.post(`${server.url}/api/sign-in`, {
        data: { email: people[who].email, password },
      });
      assert.ok(signed.ok(), await signed.text());
      await page.goto(`${server.url}/inbox/open`);
      return page;
    },
  };
}
