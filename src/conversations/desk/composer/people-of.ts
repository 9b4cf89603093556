import type { Conversation } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { isAddress } from './addresses.ts';
import type { Mode } from './draft-body.ts';
import type { Draft } from './drafts.ts';
import type { People } from './Recipients.tsx';

/** Who gets the reply: whom the author chose, else whoever an answer goes to. */
export function peopleOf({ replyTo }: Conversation, { body: { reply } }: Draft): People {
  return { to: reply.to ?? replyTo.to, cc: reply.cc ?? replyTo.cc, bcc: reply.bcc };
}

/** Everyone, or only those who are asked first: whichever it is not now. */
export function otherPeople({ replyTo }: Conversation, people: People): Partial<People> {
  return people.cc.length > 0 ? { cc: [] } : { to: replyTo.to, cc: replyTo.cc };
}

/** How far keeping the draft has come, in words. */
export function stateOf(draft: Draft, uploading: boolean): string | undefined {
  if (uploading) return t('conversations.uploading');
  switch (draft.state) {
    case 'saved':
      return t('conversations.draftSaved');
    case 'saving':
      return t('conversations.draftSaving');
    case 'local':
      return t('conversations.draftLocal');
    default:
      return undefined;
  }
}

/** What keeps a reply from being sent: an address that is none, or nobody to send it to. */
export function faultsOf({ to, cc, bcc }: People, mode: Mode): { wrong: boolean; nobody: boolean } {
  const all = mode === 'reply' ? [...to, ...cc, ...bcc] : [];
  return {
    wrong: all.some((one) => !isAddress(one.address)),
    nobody: mode === 'reply' && all.length === 0,
  };
}
