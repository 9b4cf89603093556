import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CursorWord, Id, Limit, Page } from '../../platform/http/shapes.ts';

/**
 * Everything a customer ever came with, across their conversations.
 * @param Message the wire type of one message (../contract.ts)
 */
export const historyContract = <Message extends z.ZodType>(Message: Message) => {
  const Asked = z.object({ customerId: Id, limit: Limit, cursor: CursorWord });
  return {
    customerMessages: oc
      .route({
        method: 'GET',
        path: '/customers/{customerId}/messages',
        summary: 'All messages of all conversations of a customer, newest first',
      })
      .input(Asked)
      .output(Page(z.object({ conversation: Conversation, message: Message }))),
    customerFiles: oc
      .route({
        method: 'GET',
        path: '/customers/{customerId}/files',
        summary: 'Files of all conversations of a customer, newest first',
      })
      .input(Asked)
      .output(Page(HistoryFile)),
  };
};

const Conversation = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  status: z.string(),
});

const HistoryFile = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  size: z.number(),
  url: z.string(),
  at: z.date(),
  direction: z.enum(['in', 'out', 'note']),
  conversation: Conversation,
});

export type HistoryConversation = z.output<typeof Conversation>;
export type HistoryFileView = z.output<typeof HistoryFile>;
