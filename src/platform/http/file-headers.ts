const policy = "default-src 'none'; img-src 'self'; style-src 'none'; sandbox";

/**
 * The headers under which a stranger's file goes to a browser: of a type no script runs under, saved rather
 * than shown unless `show`, and kept by that browser only. `size` in bytes.
 */
export function fileHeaders(file: {
  type: string;
  show: boolean;
  name: string;
  size: number;
}): Record<string, string> {
  return {
    'Content-Type': file.type,
    'Content-Length': String(file.size),
    'Content-Disposition': `${file.show ? 'inline' : 'attachment'}; ${fileNames(file.name)}`,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // A file never changes under its id; it is kept by this browser only.
    'Cache-Control': 'private, max-age=86400, immutable',
  };
}

/** A name for old programs and the real one (RFC 6266, section 4.3, and RFC 8187). */
function fileNames(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go.
  const plain = name.replace(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 200) || 'file';
  const old = plain.replace(/[^\x20-\x7e]|["%;]/g, '_');
  const real = encodeURIComponent(plain.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${old}"; filename*=UTF-8''${real}`;
}
