/** The server's sentences, by their English, with {} for what is filled in. */
export type Sentences = Record<string, string>;

type Known = { says: string; reads: RegExp; length: number };

/**
 * Says what the server said in another language. The API speaks English, with a code for programs; a person's
 * desk knows its sentences by their English. Several on end are said one by one; what nobody translated stays
 * as it came, because a reason in English is better than none.
 */
export function translator(sentences: Sentences): (text: string) => string {
  const known: Known[] = Object.entries(sentences)
    .map(([english, says]) => ({
      says,
      // Values are short and lie within one sentence's ends: bounded, so that no text makes this slow.
      reads: new RegExp(`^${english.split('{}').map(escaped).join('(.{1,300}?)')}(?=\\s|$)`, 's'),
      length: english.length,
    }))
    .sort((a, b) => b.length - a.length);
  const one = (text: string): { said: string; read: number } | undefined => {
    for (const { says, reads } of known) {
      const found = reads.exec(text);
      if (!found) continue;
      let place = 0;
      return { said: says.replaceAll('{}', () => found[++place] ?? ''), read: found[0].length };
    }
    return undefined;
  };
  return (text) => {
    const said: string[] = [];
    let rest = text.slice(0, 2_000).trim();
    while (rest) {
      const found = one(rest);
      const read = found?.read ?? /^.+?(?:[.!?”](?=\s)|$)/s.exec(rest)?.[0].length ?? rest.length;
      said.push(found?.said ?? rest.slice(0, read));
      rest = rest.slice(read).trim();
    }
    return said.join(' ');
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
