import type { Editor as TipTap } from '@tiptap/core';
import { UsersRound } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { Avatar } from '../../../../ui/Avatar.tsx';
import { cx } from '../../../../ui/cx.ts';
import { t } from '../../../../ui/words.ts';
import { offer } from './mention.ts';

/** The colleagues that fit the letters behind `@`, over the place where they are typed. The editor keeps the focus. */
export function MentionList({ editor }: { editor: TipTap | null }) {
  const now = offer.use();
  const active = now ? `mention-${now.found[now.at]?.id}` : undefined;
  useEffect(() => {
    // Only now: where there is something to offer the editor stands on the page, when it was made it did not yet.
    const field = active && editor?.view.dom;
    if (!field) return;
    field.setAttribute('aria-controls', 'mentions');
    field.setAttribute('aria-activedescendant', active);
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [editor, active]);
  if (!now) return null;
  const { rect } = now;
  return createPortal(
    <div
      id="mentions"
      role="listbox"
      aria-label={t('conversations.mention.list')}
      style={{
        insetBlockEnd: window.innerHeight - rect.top + 6,
        left: Math.max(8, Math.min(rect.left, window.innerWidth - 272)),
      }}
      className="fixed z-50 max-h-72 w-64 overflow-y-auto rounded-menu bg-float p-1 text-13 shadow-float"
    >
      {now.found.map((one, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the editor has the keys
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the editor, aria-activedescendant points here
        <div
          key={one.id}
          id={`mention-${one.id}`}
          role="option"
          aria-selected={place === now.at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => now.take(one)}
          className={cx(
            'flex min-h-8 items-center gap-2 rounded-control px-2 py-1 pointer-coarse:min-h-11',
            place === now.at ? 'bg-accent-soft' : 'hover:bg-raise',
          )}
        >
          {one.kind === 'team' ? (
            <UsersRound size={16} aria-hidden="true" className="mx-0.5 shrink-0 text-ink3" />
          ) : (
            <Avatar id={one.id} name={one.name} size={20} />
          )}
          <span dir="auto" className={cx('truncate', !one.sees && 'text-ink2')}>
            {one.name}
          </span>
          <span className="ms-auto shrink-0 text-12 text-ink2">
            {one.kind === 'team'
              ? t('conversations.mention.team', { count: one.size ?? 0 })
              : !one.sees && t('conversations.mention.unseen')}
          </span>
        </div>
      ))}
    </div>,
    document.querySelector('main') ?? document.body,
  );
}
