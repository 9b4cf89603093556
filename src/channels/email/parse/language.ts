import { eld } from 'eld/small';

/** ISO 639-1 code of a text, or null when it is too short or too mixed to tell. */
export function readLanguage(text: string): string | null {
  const sample = text.slice(0, 600).replace(/https?:\S{1,500}|\S{1,80}@\S{1,80}/g, ' ');
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const dense = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(sample);
  if (letters < (dense ? 4 : 20)) return null;
  const found = eld.detect(sample);
  return found.language && (found.isReliable() || letters > 60) ? found.language : null;
}
