import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { Ground } from '../../platform/ground.ts';
import { type Arrival, takeIn } from '../intake.ts';
import type { ChannelRow } from '../tables.ts';
import type { Room } from './door-limits.ts';
import { Refused } from './door-refusals.ts';
import type { Envelope } from './envelope.ts';
import { mailKey } from './mail-key.ts';

/**
 * The bytes of one mail. One that is too large is read to its end (the other side does not listen before)
 * but not kept, then refused with 552 (RFC 1870, section 6.1).
 */
export async function receiveBytes(stream: SMTPServerDataStream, room: Room): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let refused = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (refused) continue;
    if (room.take(chunk.length)) chunks.push(chunk);
    else {
      refused = true;
      chunks = [];
      room.free();
    }
  }
  if (room.crowded) throw new Refused(452, '4.3.1 Too busy just now, please try again later');
  if (refused || stream.sizeExceeded)
    throw new Refused(552, '5.3.4 This mail is larger than this server accepts');
  return Buffer.concat(chunks);
}

/**
 * Takes a mail in for every channel it is for. The same mail brought again, after an answer that was lost,
 * is new nowhere, and answered just the same.
 */
export async function storeAtDoor(
  ground: Ground,
  session: SMTPServerSession,
  to: ReadonlyMap<string, ChannelRow>,
  received: Buffer,
): Promise<void> {
  const now = ground.clock.now();
  // The key is of the mail as it came: the lines we put on top differ each time.
  const externalKey = mailKey(received);
  const bytes = Buffer.concat([Buffer.from(traceLines(session, [...to.keys()], now), 'latin1'), received]);
  const arrivals: Arrival[] = [];
  for (const pairs of Map.groupBy(to, ([, channel]) => channel.id).values()) {
    const [, channel] = pairs[0] as [string, ChannelRow];
    const envelope: Envelope = {
      via: 'door',
      ip: session.remoteAddress,
      helo: oneLine(session.hostNameAppearsAs),
      mailFrom: senderOf(session),
      recipients: pairs.map(([address]) => address),
      sent: false,
      anyway: false,
    };
    arrivals.push({ channel, item: { bytes, externalKey, envelope, historic: false, at: now } });
  }
  await takeIn(ground, arrivals);
}

const senderOf = (session: SMTPServerSession): string =>
  session.envelope.mailFrom ? oneLine(session.envelope.mailFrom.address) : '';

/** Trace information (RFC 5321, section 4.4). */
function traceLines(session: SMTPServerSession, recipients: string[], now: Date): string {
  const helo = oneLine(session.hostNameAppearsAs || 'unknown');
  const [only] = recipients.length === 1 ? recipients : [];
  const lines = [
    `Return-Path: <${senderOf(session)}>`,
    `Received: from ${helo} ([${session.remoteAddress}])`,
    ` by rapport with ${session.transmissionType} id ${session.id}`,
    ...(only ? [` for <${oneLine(only)}>`] : []),
    ` ; ${now.toUTCString().replace('GMT', '+0000')}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Nothing a stranger says may begin a header of its own. */
const oneLine = (text: string): string => text.replace(/[^\x21-\x7e\u0080-\uffff]/g, '').slice(0, 320);
