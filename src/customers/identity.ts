/** The kind of identity by which a channel's people are known. E-mail addresses are shared by channels. */
export const identityKind = (channel: string): string =>
  channel === 'email' || channel === 'api' ? 'email' : channel;

/**
 * An identity's value as it is compared. Mail addresses are compared without case: RFC 5321, section 2.4,
 * lets a host tell "Smith" from "smith" but advises against it, and none in use does.
 */
export const identityValue = (kind: string, value: string): string => {
  const plain = value.replaceAll('\0', '').trim();
  return kind === 'email' ? plain.toLowerCase().slice(0, 254) : plain.slice(0, 254);
};
