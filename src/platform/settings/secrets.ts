/** Encrypts what must not stand readable in the database, with a key kept outside it. */
export type Secrets = {
  /** AES-256-GCM; `purpose` is bound in, so that a secret cannot be moved to another place. */
  seal(plain: string, purpose: string): Buffer;
  /** Throws when the key or the purpose is not the one it was sealed with. */
  open(sealed: Uint8Array, purpose: string): string;
  /** HMAC-SHA-256 over `text` for tokens, under a key derived for `purpose`; `bits` of it, base32 lower-case. */
  mark(text: string, purpose: string, bits: number): string;
};
