/**
 * Whether a request that carries a cookie was made by our own page (SAFETY, "No one in" 7). A browser
 * names the origin of every write and socket; programs with a key send no cookie and need no origin.
 * `host` is what the request was addressed to, `publicUrl` and `otherOrigins` how the operator says we are reached.
 */
export function isOwnOrigin(
  headers: Headers,
  { publicUrl, otherOrigins }: { publicUrl: string; otherOrigins: readonly string[] },
): boolean {
  const origin = headers.get('origin');
  if (origin !== null) {
    if (origin === new URL(publicUrl).origin || otherOrigins.includes(origin)) return true;
    try {
      return new URL(origin).host === headers.get('host');
    } catch {
      return false;
    }
  }
  const site = headers.get('sec-fetch-site');
  return site === 'same-origin' || site === 'none';
}

/**
 * The key a request shows, if any. No browser adds one by itself, so a request with a key is not forged, and
 * its cookie counts for nothing. Other kinds of Authorization a browser does add (Basic, once typed in).
 */
export const keyIn = (headers: Headers): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];

/** Methods that change nothing. */
export const isRead = (method: string): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
