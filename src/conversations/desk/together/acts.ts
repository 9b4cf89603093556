import { api, queries } from '../../../ui/api.ts';
import type { Row } from '../../../ui/slots.ts';
import { t } from '../../../ui/words.ts';
import { type Act, perform, refresh } from '../act/perform.ts';
import { write } from '../act/write.ts';

const { conversations } = api;
type Named = Pick<Row, 'id' | 'number'>;

/** Asks again for what conversations have to do with each other. */
export function refreshTogether(): void {
  for (const one of [conversations.links, conversations.asides]) {
    void queries.invalidateQueries({ queryKey: one.key() });
  }
}

/** Puts one conversation into another; taking it back parts them. */
export function mergeInto(row: Row, target: Named, acrossInboxes: boolean): Act {
  return {
    patch: () => ({ place: 'merged' }),
    send: async () => {
      await write(conversations.merge.mutationOptions(), { id: target.id, sources: [row.id], acrossInboxes });
      refresh(target.id);
    },
    said: t('conversations.together.merged', { number: `#${target.number}` }),
    undo: part({ id: row.id, number: row.number, into: target.id }),
  };
}

/** Parts a merged conversation from the one it lies in. */
export function part({ id, number, into }: Named & { into: string | null }): Act {
  return {
    patch: () => ({ place: 'inbox' }),
    send: async () => {
      await write(conversations.unmerge.mutationOptions(), { id });
      if (into) refresh(into);
      refreshTogether();
    },
    said: t('conversations.together.parted', { number: `#${number}` }),
  };
}

export const partNow = (source: Named & { into: string | null }): Promise<void> =>
  perform([{ id: source.id, act: part(source) }]);

export type Relation = 'related' | 'parent' | 'child' | 'problem' | 'incident';

export function link(row: Named, other: Named, as: Relation): Act {
  return {
    patch: () => ({}),
    send: async () => {
      await write(conversations.link.mutationOptions(), { id: row.id, otherId: other.id, as });
      refreshTogether();
    },
    said: t('conversations.together.linked', { number: `#${other.number}` }),
    undo: unlinking(row, other),
  };
}

const unlinking = (row: Named, other: Named): Act => ({
  patch: () => ({}),
  send: async () => {
    await write(conversations.unlink.mutationOptions(), { id: row.id, otherId: other.id });
    refreshTogether();
  },
  said: t('conversations.together.unlinked', { number: `#${other.number}` }),
});

export const unlink = (row: Named, other: Named, was: Relation): Act => ({
  ...unlinking(row, other),
  undo: { ...link(row, other, was), undo: undefined },
});
