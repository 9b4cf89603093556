import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { client } from './api.ts';
import type { CommandId } from './bindings.ts';
import type { Touch } from './live-caches.ts';
import type { WordId } from './words.ts';

/** What a room may put on the desk. The rooms' fills are listed in src/desk/slots.ts, the only list there is. */
export type Fill = {
  nav?: readonly NavEntry[];
  navSections?: readonly NavSection[];
  panel?: readonly PanelSection[];
  composer?: readonly ComposerTool[];
  badges?: readonly ListBadge[];
  /** How events touch this room's caches. */
  touch?: Touch;
};

/**
 * What a room puts on screens that are opened later: settings and palette. In a file of its own
 * (desk/later-fill.ts), so that none of it is in the first load; listed in src/desk/later-slots.ts.
 */
export type LaterFill = {
  settings?: readonly SettingsPage[];
  palette?: readonly PaletteEntry[];
  /** A hook that finds what fits the words typed into the palette; the same list for the same words. */
  usePaletteHits?: (text: string) => readonly PaletteHit[];
};

/** A conversation as the API gives it. */
export type Conversation = Awaited<ReturnType<typeof client.conversations.get>>;
/** A conversation as a line of a list. */
export type Row = Awaited<ReturnType<typeof client.conversations.list>>['items'][number];

/** A line of the navigation. */
export type NavEntry = {
  id: string;
  label: WordId;
  icon: LucideIcon;
  /** A path of the desk. */
  to: string;
  /** The command that goes there, for its keys. */
  command?: CommandId;
  /** A hook that gives the number behind it; undefined shows none. */
  useCount?: () => number | undefined;
  /** `main` on top, `more` folded under it, `foot` at the bottom. */
  place: 'main' | 'more' | 'foot';
  /** Only for those who lead; everyone, if left out. */
  role?: 'supervisor';
};

/** Lines of the navigation a room knows only once it has asked; drawn with the looks of the others. */
export type NavSection = {
  id: string;
  Section: ComponentType<{ line: string; away: string; here: string }>;
};

/** A section of the side panel beside a conversation. Draws nothing where it has nothing to say. */
export type PanelSection = {
  id: string;
  title: WordId;
  Section: ComponentType<{ conversation: Conversation }>;
};

/** What a tool of the composer works with. */
export type ComposerToolProps = {
  conversation: Conversation;
  mode: 'reply' | 'note';
  /** What is written now, as HTML of the composer, and the files beside it. */
  written: { html: string; files: readonly { id: string; name: string; type: string; size: number }[] };
  /** Puts plain words where the cursor is. */
  insert: (text: string) => void;
  /** Gives the cursor back, with what was typed into a tool that was called by a stroke. */
  giveBack: (typed: string) => void;
  /** Puts HTML of a composer there, in the place of the stroke that asked for it, and files beside it. */
  insertLetter: (letter: {
    html: string;
    files: readonly { id: string; name: string; type: string; size: number }[];
  }) => void;
};

/** A tool in the composer's row of buttons. */
export type ComposerTool = {
  id: string;
  Tool: ComponentType<ComposerToolProps>;
};

/** Something small at the end of a list row. */
export type ListBadge = { id: string; Badge: ComponentType<{ row: Row }> };

/** A page under /settings. */
export type SettingsPage = {
  /** Under /settings/, without slashes; what follows a slash behind it is the page's own. */
  path: string;
  title: WordId;
  /** Further words under which somebody may look for it, apart by spaces. */
  words?: WordId;
  icon: LucideIcon;
  group: 'you' | 'workspace' | 'conversations' | 'channels' | 'developers';
  /** The single settings on it, by the label each bears there, with further words to find it by. */
  settings?: readonly (WordId | readonly [label: WordId, words: WordId])[];
  /** The least role that sees it; everyone, if left out. */
  role?: 'admin' | 'supervisor' | 'agent';
  load: () => Promise<{ default: ComponentType }>;
};

/** A line of the command palette that is no key command: a place to go, a thing to make. */
export type PaletteEntry = { id: string; label: WordId; to: string };

/** Something found by the palette: where it is, and in which words it stands there. */
export type PaletteHit = { id: string; label: string; hint: string; to: string };

let filled: {
  panel: readonly PanelSection[];
  composer: readonly ComposerTool[];
  badges: readonly ListBadge[];
} = {
  panel: [],
  composer: [],
  badges: [],
};

/** Says what the rooms put into the screens of others; src/desk/slots.ts does, once, before anything is drawn. */
export function fillSlots(next: typeof filled): void {
  filled = next;
}

/** What the rooms put into the screens of others, in the order of src/desk/slots.ts. */
export const slots = (): typeof filled => filled;
