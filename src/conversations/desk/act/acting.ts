import { useState } from 'react';
import type { CommandId } from '../../../ui/bindings.ts';
import { useCommand } from '../../../ui/commands.ts';
import type { Row } from '../../../ui/slots.ts';
import { useMe } from '../people.ts';
import { ask, openBeside } from '../together/asking.ts';
import * as acts from './acts.ts';
import { type Act, perform, undoLast, useCanUndo } from './perform.ts';

/** The acts that ask something first. */
export type PickName = 'assign' | 'snooze' | 'priority' | 'tag' | 'solve' | 'move' | 'subject' | 'spam';

export type Acting = {
  targets: readonly Row[];
  /** Which question is open. */
  pick: PickName | null;
  setPick: (pick: PickName | null) => void;
  /** Does the same act to every target. */
  act: (make: (row: Row) => Act) => void;
  /** The acts that make sense for these targets now, as commands. */
  offers: ReadonlySet<CommandId>;
};

const solved = (row: Row) => row.status === 'solved' || row.status === 'closed';

/**
 * What keys, palette and menus do to some conversations: the open one, or those selected in a list.
 * @param on whether this is where commands go now
 */
export function useActing(targets: readonly Row[], on: boolean): Acting {
  const [pick, setPick] = useState<PickName | null>(null);
  const me = useMe();
  const act = (make: (row: Row) => Act) => {
    setPick(null);
    void perform(targets.map((row) => ({ id: row.id, act: make(row) })));
  };
  const [first] = targets;
  // A side conversation stands beside the one that is open.
  const open = first !== undefined && 'participants' in first;
  const some = on && targets.length > 0;
  const inPlace = some && targets.some((row) => row.place === 'inbox');
  const can: Partial<Record<CommandId, boolean>> = {
    assign: some,
    assignMe: some && me !== undefined && targets.some((row) => row.assignee?.id !== me.id),
    solve: inPlace && targets.some((row) => !solved(row)),
    reopen: some && targets.some(solved),
    wait: inPlace && targets.some((row) => !solved(row) && row.status !== 'waiting'),
    hold: inPlace && targets.some((row) => !solved(row) && row.status !== 'held'),
    snooze: inPlace,
    priority: some,
    tag: some,
    move: some,
    subject: on && targets.length === 1,
    merge: inPlace,
    link: inPlace && targets.length === 1,
    forward: inPlace && targets.length === 1,
    aside: inPlace && open,
    spam: some && targets.some((row) => row.place !== 'spam'),
    bin: some && targets.some((row) => row.place !== 'bin'),
    restore: some && targets.some((row) => row.place === 'spam' || row.place === 'bin'),
  };
  useCommand('assign', () => setPick('assign'), can.assign);
  useCommand('assignMe', () => me && act((row) => acts.assign(row, { agent: me })), can.assignMe);
  useCommand('solve', () => setPick('solve'), can.solve);
  useCommand('reopen', () => act(acts.reopen), can.reopen);
  useCommand('wait', () => act((row) => acts.setStatus(row, 'waiting')), can.wait);
  useCommand('hold', () => act((row) => acts.setStatus(row, 'held')), can.hold);
  useCommand('snooze', () => setPick('snooze'), can.snooze);
  useCommand('priority', () => setPick('priority'), can.priority);
  useCommand('tag', () => setPick('tag'), can.tag);
  useCommand('move', () => setPick('move'), can.move);
  useCommand('subject', () => setPick('subject'), can.subject);
  useCommand('merge', () => ask({ is: 'merge', rows: targets }), can.merge);
  useCommand('link', () => first && ask({ is: 'link', row: first }), can.link);
  useCommand('forward', () => first && ask({ is: 'forward', message: null, row: first }), can.forward);
  useCommand('aside', () => first && openBeside(first.id, 'new'), can.aside);
  useCommand('spam', () => setPick('spam'), can.spam);
  useCommand('bin', () => act(acts.bin), can.bin);
  useCommand('restore', () => act(acts.restore), can.restore);
  useCommand('undo', undoLast, useCanUndo() && on);
  const offers = new Set((Object.keys(can) as CommandId[]).filter((id) => can[id]));
  return { targets, pick, setPick, act, offers };
}
