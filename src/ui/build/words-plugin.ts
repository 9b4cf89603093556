import type { Plugin } from 'vite';
import { compile, englishParts, languages, PSEUDO, readWords, wordFiles } from './catalogue.ts';

const PREFIX = 'virtual:words/';

/**
 * Vite plugin: `virtual:words/en` is the compiled English of the first load, `virtual:words/en-rest` that of
 * screens opened later, `virtual:words/languages` lists every other language with its lazy chunk. Messages are compiled here, at build time.
 */
export function words(): Plugin {
  return {
    name: 'words',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return;
      const what = id.slice(PREFIX.length + 1);
      if (what === 'languages') return languageList();
      const language = what === 'en-rest' ? 'en' : what;
      for (const file of wordFiles(language)) this.addWatchFile(file);
      const words =
        what === 'en' ? englishParts().first : what === 'en-rest' ? englishParts().rest : readWords(what);
      // JSON.parse of a string is read faster by every engine than an object literal of this size.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compile(words, language)))})`;
    },
    handleHotUpdate({ file, server }) {
      if (/\/words\/[\w-]+\.json$/.test(file)) server.ws.send({ type: 'full-reload' });
    },
  };
}

function languageList(): string {
  const lines = [...languages().slice(1), PSEUDO].map(
    (language) => `  ${JSON.stringify(language)}: () => import(${JSON.stringify(PREFIX + language)}),`,
  );
  return `export default {\n${lines.join('\n')}\n};\n`;
}
