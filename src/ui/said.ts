import { type Sentences, translator } from './said/sentences.ts';
import { onLanguage, spoken } from './words.ts';

/** The languages whose sentences we have; each comes with its language, after the first paint. */
const tables: Record<string, () => Promise<{ default: Sentences }>> = {
  de: () => import('./said/de.json'),
};

const said = new Map<string, (text: string) => string>();

async function learn(): Promise<void> {
  const language = spoken();
  const table = said.has(language) ? undefined : tables[language];
  if (table) said.set(language, translator((await table()).default));
}
void learn();
onLanguage(() => void learn());

/** What the server said, a refusal or why a mail did not leave, in the reader's language as far as it is known. */
export function heard(text: string): string {
  return said.get(spoken())?.(text) ?? text;
}
