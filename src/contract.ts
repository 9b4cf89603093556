import { oc } from '@orpc/contract';
import { cannedContract } from './canned/contract.ts';
import { channelsContract } from './channels/contract.ts';
import { archivesContract } from './channels/email/archive/contract.ts';
import { outboxContract } from './channels/outbox.contract.ts';
import { conversationsContract } from './conversations/contract.ts';
import { customersContract } from './customers/contract.ts';
import { feedbackContract } from './feedback/contract.ts';
import { noticesContract } from './notices/contract.ts';
import { sampleContract } from './sample/contract.ts';
import { staffContract } from './staff/contract.ts';

/** The whole API, one line a room. The browser imports its type only. */
export const contract = oc.prefix('/api').router({
  archives: archivesContract,
  canned: cannedContract,
  channels: channelsContract,
  conversations: conversationsContract,
  customers: customersContract,
  feedback: feedbackContract,
  outbox: outboxContract,
  notices: noticesContract,
  sample: sampleContract,
  staff: staffContract,
});
export type Contract = typeof contract;
