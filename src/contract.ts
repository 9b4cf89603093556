import { oc } from '@orpc/contract';
import { channelsContract } from './channels/contract.ts';
import { outboxContract } from './channels/outbox.contract.ts';
import { conversationsContract } from './conversations/contract.ts';
import { customersContract } from './customers/contract.ts';
import { sampleContract } from './sample/contract.ts';
import { staffContract } from './staff/contract.ts';

/** The whole API, one line a room. The browser imports its type only. */
export const contract = oc.prefix('/api').router({
  channels: channelsContract,
  conversations: conversationsContract,
  customers: customersContract,
  outbox: outboxContract,
  sample: sampleContract,
  staff: staffContract,
});
export type Contract = typeof contract;
