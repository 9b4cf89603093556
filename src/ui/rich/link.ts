import { Mark } from '@tiptap/core';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { addressIn, isLinkable } from './addresses.ts';

/*
 * Links as a mail has them: an address typed or pasted becomes one, words keep theirs, and nothing but the web,
 * an e-mail address or a telephone number is one.
 */

/** Where a document was changed, in its newest positions; null if it was not. */
function changedIn(transactions: readonly Transaction[]): { from: number; to: number } | null {
  let from = Number.POSITIVE_INFINITY;
  let to = -1;
  for (const { mapping } of transactions) {
    if (mapping.maps.length > 0 && to >= 0) {
      from = mapping.map(from, -1);
      to = mapping.map(to);
    }
    mapping.maps.forEach((map, at) => {
      const rest = mapping.slice(at + 1);
      map.forEach((_from, _to, start, end) => {
        from = Math.min(from, rest.map(start, -1));
        to = Math.max(to, rest.map(end));
      });
    });
  }
  return to < 0 ? null : { from, to };
}

/** Characters changed at once, or in one paragraph, beyond which addresses stay words: nobody waits for a book. */
const most = 20_000;

/** Signs of a sentence that may stand between an address and the space that ends it. */
const closing = 4;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    link: {
      /** Makes the chosen words a link. */
      setLink: (to: { href: string }) => ReturnType;
      /** Makes a link words again. */
      unsetLink: () => ReturnType;
    };
  }
}

export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  keepOnSplit: false,
  exitable: true,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => (isLinkable(element.getAttribute('href') ?? '') ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes: { href } }) => [
    'a',
    { href: isLinkable(String(href)) ? href : '', rel: 'noopener noreferrer nofollow' },
    0,
  ],
  addCommands() {
    return {
      setLink:
        (to) =>
        ({ chain }) =>
          isLinkable(to.href) && chain().setMark(this.name, to).setMeta('preventAutolink', true).run(),
      unsetLink:
        () =>
        ({ chain }) =>
          chain().unsetMark(this.name, { extendEmptyMarkRange: true }).setMeta('preventAutolink', true).run(),
    };
  },
  addProseMirrorPlugins() {
    const { type, editor } = this;
    return [
      new Plugin({
        appendTransaction(transactions, _before, { doc, selection, tr }) {
          if (transactions.some((one) => one.getMeta('preventAutolink') || one.getMeta('history$')))
            return null;
          const changed = changedIn(transactions);
          if (!changed || changed.to - changed.from > most) return null;
          const pasted = transactions.some((one) => one.getMeta('uiEvent') === 'paste');
          doc.nodesBetween(changed.from, Math.min(changed.to, doc.content.size), (node, pos) => {
            if (!node.isTextblock) return !node.type.spec.code;
            if (node.type.spec.code || node.content.size > most) return false;
            const words = node.textBetween(0, node.content.size, undefined, ' ');
            for (const { at, length, href } of addressIn(words)) {
              const from = pos + 1 + at;
              const to = from + length;
              // Only what was touched, and not while its end is still being typed.
              if (to + closing < changed.from || from > changed.to) continue;
              const typed = selection.from >= to && selection.from <= pos + 1 + node.content.size;
              if (!pasted && typed && !/\s/.test(words.slice(to - pos - 1, selection.from - pos - 1)))
                continue;
              if (doc.rangeHasMark(from, to, type)) continue;
              tr.addMark(from, to, type.create({ href }));
            }
            return false;
          });
          return tr.docChanged ? tr : null;
        },
        props: {
          // An address pasted onto words is where they lead.
          handlePaste(view, event) {
            const text = event.clipboardData?.getData('text/plain').trim() ?? '';
            const [found] = text.length < 2_000 ? addressIn(text) : [];
            if (view.state.selection.empty || found?.length !== text.length) return false;
            return editor.commands.setLink({ href: found.href });
          },
        },
      }),
    ];
  },
});
