import { Link as LibraryLink } from '@tiptap/extension-link';

/** Safe to put into a mail: the web, an address or a telephone, never a script. */
const isLinkable = (href: string): boolean => /^(https?:|mailto:|tel:)/i.test(href);

/** Links as a mail has them: an address typed or pasted becomes one, words keep theirs, and nothing else is one. */
export const Link = LibraryLink.configure({
  openOnClick: false,
  defaultProtocol: 'https',
  HTMLAttributes: { target: null, rel: 'noopener noreferrer nofollow' },
  // What has no scheme gets the one above; what has another than a mail may hold stays words.
  isAllowedUri: (uri, { defaultValidate }) =>
    defaultValidate(uri) && (isLinkable(uri) || !/^\s*[a-z][\w+.-]*:/i.test(uri)),
});
