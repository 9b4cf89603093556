import { useQuery } from '@tanstack/react-query';
import type { Editor } from '@tiptap/core';
import { Braces, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { t, tIfKnown } from '../../ui/words.ts';
import { languageName, languages } from './names.ts';
import { RichField } from './RichField.tsx';

type TextsProps = {
  texts: readonly { language: string; html: string }[];
  onChange: (texts: { language: string; html: string }[]) => void;
};

/** The text in each language, the first for everybody else. */
export function CannedTexts({ texts, onChange }: TextsProps) {
  const [at, setAt] = useState(0);
  const editor = useRef<Editor | null>(null);
  const variables = useQuery(api.canned.variables.queryOptions({ staleTime: 300_000 })).data ?? [];
  const current = texts[at] ?? texts[0];
  const free = languages.filter((tag) => !texts.some((text) => text.language === tag));
  useEffect(() => {
    if (at >= texts.length) setAt(0);
  }, [at, texts.length]);
  if (!current) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-1">
        <span className="me-1 font-medium">{t('canned.text')}</span>
        {texts.map((text, place) => (
          <Button
            key={text.language}
            look="quiet"
            aria-pressed={place === at}
            className={place === at ? 'bg-ink/7 font-semibold' : ''}
            onClick={() => setAt(place)}
          >
            {languageName(text.language)}
          </Button>
        ))}
        <Menu
          items={free.map((tag) => ({
            label: languageName(tag),
            onSelect: () => {
              onChange([...texts, { language: tag, html: '' }]);
              setAt(texts.length);
            },
          }))}
          trigger={<Button look="quiet">{t('canned.addLanguage')}</Button>}
        />
        <span className="ms-auto flex">
          <Menu
            align="end"
            items={variables.map(({ key, label }) => ({
              label: label ?? tIfKnown(`canned.variable.${key}`) ?? key,
              onSelect: () =>
                setTimeout(() => editor.current?.chain().focus().insertContent(`{{${key}}}`).run()),
            }))}
            trigger={
              <IconButton label={t('canned.variable')}>
                <Braces size={15} aria-hidden="true" />
              </IconButton>
            }
          />
          {texts.length > 1 && (
            <IconButton
              label={t('canned.removeLanguage', { language: languageName(current.language) })}
              onClick={() => onChange(texts.filter((text) => text !== current))}
            >
              <X size={15} aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </div>
      <RichField
        key={current.language}
        html={current.html}
        label={`${t('canned.text')} (${languageName(current.language)})`}
        placeholder="{{customer.first_name|…}}"
        onReady={(ready) => {
          editor.current = ready;
        }}
        onChange={(html) => onChange(texts.map((text) => (text === current ? { ...text, html } : text)))}
      />
      <p className="text-12 text-ink3">{t('canned.languageHint')}</p>
    </div>
  );
}
