type Picture = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

/**
 * What kind of picture the bytes begin as, whatever anyone called them; undefined for anything that is not
 * one of the four that no browser runs scripts from (SVG is not among them).
 */
export function imageType(bytes: Uint8Array): Picture | undefined {
  const begins = (at: number, ...wanted: number[]) =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0, 0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
}
