import { api } from '../../../ui/api.ts';
import { run } from '../../../ui/commands.ts';
import { sentence } from '../../../ui/errors.ts';
import { toast } from '../../../ui/toast.ts';
import { t } from '../../../ui/words.ts';
import { refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';
import type { Message } from '../thread/Messages.tsx';
import { emptyReply, type Half, textToHtml } from './draft-body.ts';
import { endOffer, giveBack, writtenAs } from './way-back.ts';

type Taken = { id: string } & Partial<Pick<Message, 'text' | 'to' | 'cc' | 'bcc'>>;

/** Takes back a reply that has not left yet, and puts its words into the composer. */
export async function takeBack(conversation: string, message: Taken): Promise<void> {
  endOffer(message.id);
  try {
    await write(api.conversations.takeBack.mutationOptions(), { messageId: message.id });
  } catch (error) {
    toast(sentence(error), { bad: true });
    return refresh(conversation);
  }
  giveBack(conversation, 'reply', asWritten(message));
  toast(t('conversations.takenBack'));
  refresh(conversation);
  setTimeout(() => run('reply'));
}

/** Puts the words of a message that did not arrive into the composer, with its recipients, to send them again. */
export function putBackText(conversation: string, message: Message): void {
  giveBack(conversation, 'reply', asWritten(message));
  setTimeout(() => run('reply'));
}

function asWritten(message: Taken): Half {
  const known = writtenAs(message.id);
  if (known) return known;
  const { to, cc, bcc } = message;
  const reply = { ...emptyReply, html: textToHtml(message.text ?? ''), to: to ?? null, cc: cc ?? null };
  return { ...reply, bcc: bcc ?? [] } as Half;
}
