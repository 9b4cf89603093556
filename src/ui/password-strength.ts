/** The shortest password the server takes (src/staff/types.ts). */
export const shortest = 10;

/** 0 will not be taken, 1 can be guessed, 2 is good, 3 is strong. */
export type Strength = 0 | 1 | 2 | 3;

const guessedFirst = /passwor[dt]|123456|qwert|letmein|welcome|abcdef|iloveyou|111111|admin/i;

/**
 * How well a password stands against guessing, by what matters: its length in different characters (NIST SP
 * 800-63B, appendix A), that it is not one of those tried first, and that it is not about the person.
 * @param about words an attacker would try first: the person's name and address
 */
export function strengthOf(password: string, about: readonly string[] = []): Strength {
  const length = [...password].length;
  if (length < shortest) return 0;
  const personal = about
    .flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .some((word) => word.length >= 4 && password.toLowerCase().includes(word));
  const different = new Set(password.toLowerCase()).size;
  if (different < 5 || guessedFirst.test(password) || personal) return 1;
  // A short password made of many kinds of characters is as good as a slightly longer plain one.
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const counted = length + (kinds - 1) * 1.5;
  return counted >= 18 ? 3 : counted >= 13 ? 2 : 1;
}
