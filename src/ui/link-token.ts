let token: string | undefined;

/**
 * The token of the one-time link this page was opened by, empty if there is none. It is taken out of the
 * address at once, so that it stays in no history and on no shared screen.
 */
export function linkToken(): string {
  if (token === undefined) {
    token = location.hash.slice(1);
    if (token) history.replaceState(history.state, '', location.pathname + location.search);
  }
  return token;
}
