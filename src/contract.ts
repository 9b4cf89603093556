import { oc } from '@orpc/contract';
import { conversationsContract } from './conversations/contract.ts';

/** The whole API, one line a room. The browser imports its type only. */
export const contract = oc.prefix('/api').router({
  conversations: conversationsContract,
});
export type Contract = typeof contract;
