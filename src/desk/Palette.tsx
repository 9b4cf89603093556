import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CommandId } from '../ui/bindings.ts';
import { run, useActiveCommands, useBindings } from '../ui/commands.ts';
import { veil } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { recall, remember } from '../ui/theme.ts';
import { t } from '../ui/words.ts';
import { fits } from './fuzzy.ts';
import { paletteEntries, usePaletteHits } from './later-slots.ts';
import { type Session, useSession } from './session.ts';
import { findSettings, pagesFor } from './settings/find.ts';
import { nav } from './slots.ts';

type Line = { id: string; label: string; hint?: string; keys?: string; act: () => void };

/** The command palette: every command that works here now, every place to go, and a search over everything. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const lines = useLines();
  const hits = useHits(text);
  const settings = useSettings(text);
  // Kept while nothing changes: Base UI draws again whenever the list is another one.
  const found = useMemo((): readonly Line[] => {
    const q = text.trim();
    if (!q) return recentFirst(lines);
    const fitting = lines
      .map((line) => ({ line, score: fits(line.label, q) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ line }) => line);
    const label = t('desk.searchFor', { text: q });
    const search = { id: 'search', label, act: () => void navigate({ to: '/search', search: { q } }) };
    return [...fitting, ...settings, ...hits, search];
  }, [lines, settings, hits, text, navigate]);
  const choose = (line: Line) => {
    onClose();
    rememberRecent(line.id);
    // Once the palette is gone and focus is back, so that a command that moves the focus keeps it.
    setTimeout(line.act);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={veil} />
        <Dialog.Popup
          aria-label={t('ui.keys.palette')}
          className="fade fixed inset-x-3 top-[14dvh] z-40 mx-auto max-w-150 overflow-hidden rounded-surface bg-float shadow-float outline-none"
        >
          <Autocomplete.Root
            items={found}
            value={text}
            onValueChange={setText}
            mode="none"
            inline
            open
            autoHighlight="always"
            itemToStringValue={(line: Line) => line.label}
          >
            <div className="flex h-12 items-center gap-3 border-line border-b px-4">
              <Search size={16} className="shrink-0 text-ink3" aria-hidden="true" />
              <Autocomplete.Input
                aria-label={t('ui.keys.palette')}
                placeholder={t('desk.palettePlaceholder')}
                className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none"
              />
              <Kbd keys="Escape" />
            </div>
            <Autocomplete.List className="max-h-[52dvh] overflow-y-auto p-1.5 empty:hidden">
              {(line: Line) => (
                <Autocomplete.Item
                  key={line.id}
                  value={line}
                  onClick={() => choose(line)}
                  className="flex min-h-9 cursor-default items-center gap-2 rounded-control px-2.5 data-highlighted:bg-accent-soft"
                >
                  <span dir="auto" className="truncate">
                    {line.label}
                  </span>
                  {line.hint && (
                    <span dir="auto" className="ms-auto max-w-1/2 truncate text-12 text-ink3">
                      {line.hint}
                    </span>
                  )}
                  {line.keys && <Kbd keys={line.keys} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What is found for what is typed. */
function useHits(text: string): readonly Line[] {
  const navigate = useNavigate();
  const found = usePaletteHits(text);
  return useMemo(
    () => found.map(({ id, label, hint, to }) => ({ id, label, hint, act: () => void navigate({ to }) })),
    [found, navigate],
  );
}

/** Settings that fit what is typed: pages by what they are also called, and single settings. */
function useSettings(text: string): readonly Line[] {
  const navigate = useNavigate();
  const { role } = useSession().agent;
  return useMemo(() => {
    if (!text.trim()) return [];
    return findSettings(pagesFor(role), text)
      .filter(
        ({ page, setting }) => setting || fits(t('desk.goToSettings', { page: t(page.title) }), text) === 0,
      )
      .slice(0, mostSettings)
      .map(({ page, setting }) => ({
        id: `setting/${page.path}/${setting}`,
        label: setting ? t(setting) : t('desk.goToSettings', { page: t(page.title) }),
        ...(setting && { hint: t('desk.goToSettings', { page: t(page.title) }) }),
        act: () => void navigate({ to: '/settings/$', params: { _splat: page.path }, hash: setting ?? '' }),
      }));
  }, [text, role, navigate]);
}
const mostSettings = 6;

function useLines(): readonly Line[] {
  const navigate = useNavigate();
  const active = useActiveCommands();
  const bindings = useBindings();
  const { role } = useSession().agent;
  return useMemo(() => {
    const rank = ({ group, keys }: (typeof bindings)[number]) => (keys ? 0 : 10) + order.indexOf(group);
    const commands = bindings
      .toSorted((a, b) => rank(a) - rank(b))
      .filter((binding) => active.includes(binding.id as CommandId) && !unlisted.has(binding.id))
      .map(({ id, label, keys }) => ({ id, label: t(label), keys, act: () => void run(id as CommandId) }));
    return [
      ...commands,
      ...places(role).map(({ id, label, to }) => ({ id, label, act: () => void navigate({ to }) })),
    ];
  }, [active, bindings, navigate, role]);
}

/** What is done with a conversation first, and before all else what is done so often that it has keys. */
const order = ['conversation', 'write', 'go', 'desk', 'move'];

/** Commands that make no sense from a palette: it has its own way of moving. */
const unlisted = new Set<string>(['palette', 'next', 'previous', 'open', 'back']);

function places(role: Session['agent']['role']): { id: string; label: string; to: string }[] {
  return [
    ...nav
      .filter((entry) => !entry.command)
      .map(({ id, label, to }) => ({ id: `nav/${id}`, label: t('desk.goTo', { place: t(label) }), to })),
    ...pagesFor(role).map(({ path, title }) => ({
      id: `settings/${path}`,
      label: t('desk.goToSettings', { page: t(title) }),
      to: `/settings/${path}`,
    })),
    ...paletteEntries.map(({ id, label, to }) => ({ id: `entry/${id}`, label: t(label), to })),
  ];
}

/** How many of the last used lines stand on top before anything is typed. */
const RECENT = 5;

const recent = (): string[] => (recall('recent') ?? '').split(' ').filter(Boolean);

/** Notes what was chosen; what was found for typed words (a conversation) is no line to come back to. */
const rememberRecent = (id: string): void =>
  remember('recent', [id, ...recent().filter((other) => other !== id)].slice(0, 20).join(' '));

function recentFirst(lines: readonly Line[]): readonly Line[] {
  const top = recent()
    .flatMap((id) => lines.find((line) => line.id === id) ?? [])
    .slice(0, RECENT);
  return [...top, ...lines.filter((line) => !top.includes(line))];
}
