import { Mention } from '@tiptap/extension-mention';
import { PluginKey } from '@tiptap/pm/state';
import { queries } from '../../../../ui/api.ts';
import { store } from '../../../../ui/store.ts';
import { type Colleagues, colleaguesOf } from './colleagues.ts';

export type Candidate = { id: string; name: string; kind: 'agent' | 'team'; sees: boolean; size?: number };

/** What is offered while somebody writes a name: where, whom, and which one Enter takes. */
export type Offer = {
  rect: DOMRect;
  found: readonly Candidate[];
  at: number;
  take: (one: Candidate) => void;
} | null;

export const offer = store<Offer>(null);

/** At most so many lines: a few more letters find the rest. */
const most = 8;

/** Colleagues and teams some word of whose name begins with what was typed; who may not see this comes last. */
function find({ agents, teams }: Colleagues, typed: string, me: string | undefined): Candidate[] {
  const wanted = typed.toLocaleLowerCase();
  const fits = (name: string) =>
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((_, at, words) => words.slice(at).join(' ').startsWith(wanted));
  const people = agents.filter((one) => one.id !== me && fits(one.name));
  return [
    ...people.filter((one) => one.sees).map((one) => ({ ...one, kind: 'agent' as const })),
    ...teams
      .filter((one) => one.size > 0 && fits(one.name))
      .map((one) => ({ ...one, kind: 'team' as const, sees: true })),
    ...people.filter((one) => !one.sees).map((one) => ({ ...one, kind: 'agent' as const })),
  ].slice(0, most);
}

/**
 * Naming colleagues by `@` in a note of this conversation. In the text it is `<span data-mention="ID">@Name</span>`,
 * which the server reads too.
 */
export const mentionIn = (conversation: string, me: () => string | undefined) =>
  Mention.extend({
    addAttributes() {
      return {
        id: {
          parseHTML: (element: HTMLElement) => element.getAttribute('data-mention'),
          renderHTML: ({ id }: { id?: string }) => ({ 'data-mention': id }),
        },
        label: {
          parseHTML: (element: HTMLElement) => element.textContent?.replace(/^@/, '') ?? '',
          renderHTML: () => ({}),
        },
      };
    },
    parseHTML: () => [{ tag: 'span[data-mention]' }],
  }).configure({
    HTMLAttributes: { class: 'mention' },
    renderText: ({ node }) => `@${node.attrs.label}`,
    renderHTML: ({ options, node }) => [
      'span',
      { ...options.HTMLAttributes, 'data-mention': node.attrs.id },
      `@${node.attrs.label}`,
    ],
    suggestion: {
      char: '@',
      pluginKey: new PluginKey('mention'),
      items: async ({ query }) =>
        find(await queries.ensureQueryData(colleaguesOf(conversation)), query, me()),
      render: () => {
        const show = (props: {
          items: Candidate[];
          clientRect?: (() => DOMRect | null) | null;
          command: (attributes: { id: string; label: string }) => void;
        }) => {
          const rect = props.clientRect?.();
          offer.set((now) =>
            rect && props.items.length > 0
              ? {
                  rect,
                  found: props.items,
                  at: Math.min(now?.at ?? 0, props.items.length - 1),
                  take: ({ id, name }) => props.command({ id, label: name }),
                }
              : null,
          );
        };
        return {
          onStart: (props) => {
            offer.set(() => null);
            show(props as never);
          },
          onUpdate: (props) => show(props as never),
          onKeyDown: ({ event }) => press(event),
          onExit: () => offer.set(() => null),
        };
      },
    },
  });

/** Arrows move, Enter and Tab take, Escape puts the list away; everything else goes on being typed. */
function press(event: KeyboardEvent): boolean {
  const now = offer.get();
  if (!now) return false;
  const step = (by: number) =>
    offer.set((open) => open && { ...open, at: (open.at + by + open.found.length) % open.found.length });
  switch (event.key) {
    case 'ArrowDown':
      step(1);
      return true;
    case 'ArrowUp':
      step(-1);
      return true;
    case 'Enter':
    case 'Tab': {
      if (event.ctrlKey || event.metaKey) return false;
      const one = now.found[now.at];
      if (one) now.take(one);
      return true;
    }
    case 'Escape':
      offer.set(() => null);
      return true;
    default:
      return false;
  }
}
