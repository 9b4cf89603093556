import PostalMime from 'postal-mime';
import type { Guarded } from './guard.ts';
import { limits } from './limits.ts';

/** One MIME part, its transfer encoding undone, its charset not yet. */
export type Part = {
  type: string;
  params: Record<string, string>;
  /** `attachment`, `inline`, something else, or '' when not said. */
  disposition: string;
  fileName: string | null;
  cid: string | null;
  description: string | null;
  /** True where the sender declared a Content-Type himself. */
  declared: boolean;
  content: Uint8Array;
  children: Part[];
};

/**
 * The fields of postal-mime's own tree that are read here. The library's public result has texts decoded
 * already (a wrong charset cannot be put right any more) and bodies merged, so the tree behind it is used;
 * the version is pinned and every sample test fails if it moves.
 */
type Node = {
  contentType: {
    value: string;
    parsed: { value: string; params: Record<string, string> };
    multipart: string | false;
  };
  contentDisposition: { parsed: { value: string; params: Record<string, string> } };
  contentId?: string;
  contentDescription?: string;
  content: ArrayBuffer | null;
  childNodes: Node[];
  headers: { key: string }[];
};
type Reader = {
  root: Node & { contentDecoder: object | null; setupContentDecoder(encoding: string): void };
  parse(raw: Uint8Array): Promise<unknown>;
  finalize(): Promise<void>;
  collectNode(): Promise<void>;
};

/** Reads the MIME structure of a guarded mail. Never throws: what broke half-way gives the parts read so far. */
export async function readTree(mail: Guarded, warnings: string[]): Promise<Part> {
  const root = await readParts(mail.header, mail.body, warnings);
  const orphan = root.children.length === 0 && (root.type.startsWith('multipart/') || !root.declared);
  if (!orphan) return root;
  // The boundary is missing or not the one used: look for what the body itself separates by.
  const head = Buffer.from(
    root.content.buffer,
    root.content.byteOffset,
    Math.min(root.content.byteLength, 64 * 1024),
  ).toString('latin1');
  // A line that ends in dashes too closes parts. Mail that declares nothing must show part headers below the line.
  const opening = root.declared
    ? /(?:^|\n)--(?![^\s"]{0,200}--\s)([^\s"]{1,200})[ \t]*\r?\n(?:content-[a-z-]{1,40}:|[ \t]*\r?\n)/i
    : /(?:^|\n)--(?![^\s"]{0,200}--\s)([^\s"]{1,200})[ \t]*\r?\ncontent-[a-z-]{1,40}:/i;
  const found = opening.exec(head);
  if (!found) return { ...root, type: root.type.startsWith('multipart/') ? 'text/plain' : root.type };
  warnings.push('the boundary between the parts had to be guessed');
  const said = head.slice(0, found.index).trim();
  // What stands above the first part is text of its own, unless it is the note to programs that know no parts.
  const above = said !== '' && !(said.length < 300 && /\bMIME\b|multi-?part/i.test(said));
  const body = above ? Buffer.concat([Buffer.from(`--${found[1]}\n\n`), root.content]) : root.content;
  return readParts(Buffer.from(`Content-Type: multipart/mixed; boundary="${found[1]}"`), body, warnings);
}

async function readParts(header: Uint8Array, body: Uint8Array, warnings: string[]): Promise<Part> {
  const reader = new PostalMime({
    maxHeadersSize: limits.bytes,
    maxNestingDepth: 200,
    forceRfc822Attachments: true,
  }) as unknown as Reader;
  // The library would now decode and merge every text, which is done here with better knowledge.
  reader.collectNode = async () => {};
  const { root } = reader;
  const usual = root.setupContentDecoder.bind(root);
  root.setupContentDecoder = (encoding) => {
    if (/base64/i.test(encoding) && /^text\b|^$/.test(root.contentType.parsed?.value ?? ''))
      root.contentDecoder = new Base64Lines();
    else if (/base64|quoted-printable/i.test(encoding)) usual(encoding);
    else root.contentDecoder = new PlainLines();
  };
  try {
    await reader.parse(Buffer.concat([header, Buffer.from('\n\n'), body]));
  } catch (error) {
    warnings.push(`the structure is broken: ${error instanceof Error ? error.message : 'unknown reason'}`);
    await reader.finalize().catch(() => {});
  }
  return toPart(reader.root, 0, { left: limits.parts + 1, warnings });
}

/** The body of an undivided mail, in one buffer: the library makes a Blob of one piece a line, ten times as slow. */
class PlainLines {
  #pieces: Uint8Array[] = [];

  update(line: Uint8Array): void {
    this.#pieces.push(line, lineFeed);
  }

  async finalize(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.byteLength;
    }
    return bytes.buffer;
  }
}

/** Base64 text of an undivided mail. Mailing lists and scanners put their footer below it as it is. */
class Base64Lines {
  #plain = new PlainLines();
  #coded: Uint8Array[] = [];
  #over = false;

  update(line: Uint8Array): void {
    const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
    // Blanks inside a line, or a sign that base64 has not, begin the footer.
    if (!this.#over && text.length > 0 && this.#coded.length > 0)
      this.#over = /[^A-Za-z0-9+/=\s]|\S\s+\S/.test(text.toString('latin1'));
    if (this.#over) this.#plain.update(line);
    else this.#coded.push(Buffer.from(text));
  }

  async finalize(): Promise<ArrayBuffer> {
    const decoded = Buffer.from(Buffer.concat(this.#coded).toString('latin1'), 'base64');
    const footer = new Uint8Array(await this.#plain.finalize());
    const all = footer.byteLength > 0 ? Buffer.concat([decoded, lineFeed, footer]) : decoded;
    return new Uint8Array(all).buffer;
  }
}

const lineFeed = new Uint8Array([0x0a]);

function toPart(node: Node, depth: number, budget: { left: number; warnings: string[] }): Part {
  budget.left--;
  const { params, value } = node.contentType.parsed;
  const disposition = node.contentDisposition.parsed;
  const part: Part = {
    type: /^[\w.+-]{1,80}\/[\w.+-]{1,120}$/.test(value)
      ? value
      : value.startsWith('text')
        ? 'text/plain'
        : 'application/octet-stream',
    params,
    disposition: disposition.value,
    fileName: disposition.params.filename || params.name || disposition.params.name || null,
    cid: node.contentId?.replace(/^[<\s]+|[>\s]+$/g, '') || null,
    description: node.contentDescription ?? null,
    declared: node.headers.some((entry) => entry.key === 'content-type'),
    content: node.content ? new Uint8Array(node.content) : new Uint8Array(0),
    children: [],
  };
  // No Content-Type, or an empty one, is text (RFC 2045 5.2).
  if (!part.declared || value === '' || value === 'text')
    part.type = value === 'message/rfc822' ? value : 'text/plain';
  if (depth >= limits.nesting) {
    if (node.childNodes.length > 0)
      budget.warnings.push(`parts nested deeper than ${limits.nesting} were left out`);
    return part;
  }
  for (const child of node.childNodes) {
    if (budget.left <= 0) break;
    part.children.push(toPart(child, depth + 1, budget));
  }
  return part;
}
