import { headerText, readHeaders } from './headers.ts';
import type { Part } from './tree.ts';

const extensions: Record<string, string> = {
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'application/ics': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/tiff': 'tif',
  'image/bmp': 'bmp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'application/json': 'json',
  'application/rtf': 'rtf',
  'text/rtf': 'rtf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};

const fixed: Record<string, string> = {
  'application/ms-tnef': 'winmail.dat',
  'application/vnd.ms-tnef': 'winmail.dat',
  'application/pgp-signature': 'signature.asc',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
  'application/pgp-encrypted': 'version.txt',
  'message/delivery-status': 'delivery-status.txt',
  'message/disposition-notification': 'read-receipt.txt',
  'message/feedback-report': 'feedback-report.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invite.ics',
};

/** A file name fit to show and to save: no path, no control or direction-changing characters, 200 characters at most. */
export function safeName(name: string): string {
  const base = headerText(name)
    .split(/[\\/]/)
    .pop()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    ?.replace(/[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  if (!base || base === '.' || base === '..') return '';
  if (base.length <= 200) return base;
  const dot = base.lastIndexOf('.');
  const tail = dot > 0 && base.length - dot <= 12 ? base.slice(dot) : '';
  return base.slice(0, 200 - tail.length) + tail;
}

/** Name of an attached part: as sent, else by what it is. `index` numbers the nameless. */
export function nameOf(part: Part, index: number): string {
  const sent = part.fileName ? safeName(part.fileName) : '';
  if (sent) return sent;
  if (part.type === 'message/rfc822' || part.type === 'message/global') {
    const subject = safeName(
      (readHeaders(part.content.subarray(0, 64 * 1024)).first.get('subject') ?? '').replaceAll('/', '-'),
    );
    return `${subject || 'message'}.eml`;
  }
  const known = fixed[part.type];
  if (known) return known;
  const described = part.description ? safeName(part.description) : '';
  const extension = extensions[part.type] ?? 'bin';
  if (described) return /\.\w{1,5}$/.test(described) ? described : `${described}.${extension}`;
  return `${part.type.startsWith('image/') ? 'image' : 'attachment'}-${index + 1}.${extension}`;
}

export function typeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return (
    Object.entries(extensions).find(([, known]) => known === extension)?.[0] ?? 'application/octet-stream'
  );
}
