import { type emptyReply, type Half, type Mode, putInto } from './draft-body.ts';
import { replaceDraft, type Stop } from './drafts.ts';

/*
 * What the way back of a message needs: the words as they were written, the place they go back to, and the
 * offer to undo while it stands.
 */

/** What was written, by message, so that undo gives back every list and link. */
const written = new Map<string, Half>();

/** Remembers the words of a message in the composer's own form. */
export const remember = (messageId: string, half: Half): void => void written.set(messageId, half);

/** The composer's own form of a message written in this browser, if it is still known. */
export const writtenAs = (messageId: string): Half | undefined => written.get(messageId);

/** Gives words back to the composer, before whatever was written meanwhile. */
export function giveBack(conversation: string, mode: Mode, half: Half, stop: Stop | null = null): void {
  replaceDraft(
    conversation,
    (body) => {
      const back = putInto(body[mode], half.html, half.files);
      const recipients = mode === 'reply' && 'to' in half ? pickRecipients(half as typeof emptyReply) : {};
      return { ...body, mode, [mode]: { ...back, ...recipients } };
    },
    { stop, touched: true },
  );
}

const pickRecipients = ({ to, cc, bcc }: typeof emptyReply) => ({ to, cc, bcc });

const offers = new Map<string, () => void>();

/** Notes how the offer to undo a message is withdrawn. */
export const offer = (messageId: string, withdraw: () => void): void => void offers.set(messageId, withdraw);

/** Takes the offer to undo away: it was taken elsewhere, or its time is over. */
export function endOffer(messageId: string): void {
  offers.get(messageId)?.();
  offers.delete(messageId);
}
