import PostalMime from 'postal-mime';
import type { ParsedMail } from '../src/channels/email/parse/mail.ts';
import { parseMail } from '../src/channels/email/parse/parse.ts';
import { samples } from '../src/channels/email/parse/samples/all.ts';
import {
  bodyRight,
  forwardedOf,
  nothingLost,
  replyExact,
} from '../src/channels/email/parse/samples/judge.ts';
import type { Sample } from '../src/channels/email/parse/samples/sample.ts';

/** What both readers are compared on. */
type Reading = Pick<ParsedMail, 'from' | 'text' | 'replyText' | 'attachments' | 'auto' | 'forwardedFrom'>;
type Row = {
  name: string;
  applies: (s: Sample) => boolean;
  right: (s: Sample, r: Reading) => boolean;
  limit: number;
};

const rows: Row[] = [
  { name: 'body', limit: 0.97, applies: (s) => s.body !== undefined, right: (s, r) => bodyRight(s, r.text) },
  {
    name: 'sender',
    limit: 0.97,
    applies: (s) => s.from !== undefined,
    right: (s, r) => (r.from?.address ?? null) === s.from,
  },
  {
    name: 'attachments',
    limit: 0.97,
    applies: (s) => s.files !== undefined,
    right: (s, r) => JSON.stringify(r.attachments.map((file) => file.name)) === JSON.stringify(s.files),
  },
  {
    name: 'reply text exact',
    limit: 0.9,
    applies: (s) => s.reply !== undefined,
    right: (s, r) => replyExact(s, r.replyText),
  },
  {
    name: 'no word of the reply lost',
    limit: 0.98,
    applies: (s) => s.reply !== undefined,
    right: (s, r) => nothingLost(s, r.replyText),
  },
  {
    name: 'machine mail recognised',
    limit: 0.98,
    applies: (s) => typeof s.auto === 'string',
    right: (s, r) => r.auto === s.auto,
  },
  {
    name: 'people not taken for machines',
    limit: 1,
    applies: (s) => s.auto === null,
    right: (_, r) => r.auto === null,
  },
  {
    name: 'forwarded: first sender',
    limit: 0.97,
    applies: (s) => s.forwarded !== undefined,
    right: (s, r) => forwardedOf(r as ParsedMail) === s.forwarded,
  },
];
const rounds = 5;
const p99LimitMs = 50;

/** Prints each rate beside plain postal-mime's, and the time a mail takes. True when every row meets its limit. */
export async function run(): Promise<boolean> {
  const ours = await Promise.all(samples.map((sample) => parseMail(new Uint8Array(sample.raw))));
  const plain = await Promise.all(samples.map(readPlainly));
  process.stdout.write(`${samples.length} mails\n`);
  let met = true;
  for (const row of rows) {
    const rate = (readings: Reading[]) =>
      share(samples.map((s, i) => (row.applies(s) ? row.right(s, readings[i] as Reading) : null)));
    const reached = rate(ours);
    met =
      print(
        row.name,
        percent(reached),
        percent(rate(plain)),
        percent(row.limit),
        reached / row.limit,
        reached >= row.limit,
      ) && met;
  }
  const times = (await measure()).sort((a, b) => a - b);
  const p50 = times[Math.floor(times.length * 0.5)] as number;
  const p99 = times[Math.floor(times.length * 0.99)] as number;
  process.stdout.write(`p50 ${p50.toFixed(2)} ms\n`);
  return (
    print('p99', `${p99.toFixed(2)} ms`, '', `${p99LimitMs} ms`, p99 / p99LimitMs, p99 < p99LimitMs) && met
  );
}

async function readPlainly(sample: Sample): Promise<Reading> {
  const mail = await PostalMime.parse(sample.raw);
  return {
    from: mail.from?.address ? { name: mail.from.name, address: mail.from.address } : null,
    text: mail.text ?? '',
    replyText: mail.text ?? '',
    attachments: mail.attachments.map((file) => ({ name: file.filename ?? '' })) as Reading['attachments'],
    auto: null,
    forwardedFrom: null,
  };
}

async function measure(): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const sample of samples) {
      const raw = new Uint8Array(sample.raw);
      const start = performance.now();
      await parseMail(raw);
      // The first round warms up.
      if (round > 0) times.push(performance.now() - start);
    }
  }
  return times;
}

function share(results: (boolean | null)[]): number {
  const judged = results.filter((result) => result !== null);
  return judged.filter(Boolean).length / judged.length;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function print(
  name: string,
  ours: string,
  plain: string,
  limit: string,
  ratio: number,
  meets: boolean,
): boolean {
  const cells = [
    name.padEnd(32),
    ours.padStart(9),
    `postal-mime ${plain || '-'}`.padEnd(22),
    `limit ${limit}`.padEnd(15),
    `ratio ${ratio.toFixed(2)}`,
  ];
  process.stdout.write(`${cells.join('  ')}  ${meets ? 'meets' : 'falls short'}\n`);
  return meets;
}
