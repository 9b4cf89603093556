import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, client } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Door.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sentence } from '../../../ui/errors.ts';
import { Field } from '../../../ui/Field.tsx';
import { HueDot, HuePicker } from '../../../ui/HuePicker.tsx';
import { Input } from '../../../ui/Input.tsx';
import { Card, Line, Lines, LinesLoading, PageHead } from '../../../ui/Page.tsx';
import { Textarea } from '../../../ui/Textarea.tsx';
import { t } from '../../../ui/words.ts';
import { useStaffWrite } from '../write.ts';

type Brand = Awaited<ReturnType<typeof client.staff.brands.list>>['items'][number];

/** The names under which this company answers, each with its signature. */
export default function Brands() {
  const brands = useQuery(api.staff.brands.list.queryOptions());
  const [open, setOpen] = useState<Brand | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={t('staff.brands.title')}
        action={
          <Button
            size={36}
            look="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setOpen('new')}
          >
            {t('staff.brands.add')}
          </Button>
        }
      >
        {t('staff.brands.lead')}
      </PageHead>
      <Card flush>
        {brands.isError && (
          <ErrorState title={sentence(brands.error)} onRetry={() => void brands.refetch()} />
        )}
        {brands.isPending && <LinesLoading />}
        {brands.data && (
          <Lines label={t('staff.brands.title')}>
            {brands.data.items.map((brand) => (
              <Line
                key={brand.id}
                start={<HueDot hue={brand.hue} />}
                title={<span dir="auto">{brand.name}</span>}
                detail={`${t('staff.brands.inboxes', { count: brand.inboxCount })} · ${t(
                  brand.signature ? 'staff.brands.signed' : 'staff.brands.unsigned',
                )}`}
                end={
                  <Button
                    size={36}
                    aria-label={t('staff.change.of', { name: brand.name })}
                    onClick={() => setOpen(brand)}
                  >
                    {t('staff.change')}
                  </Button>
                }
              />
            ))}
          </Lines>
        )}
      </Card>
      {open && <BrandDialog brand={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function BrandDialog({ brand, onClose }: { brand: Brand | null; onClose: () => void }) {
  const [name, setName] = useState(brand?.name ?? '');
  const [hue, setHue] = useState(brand?.hue ?? 277);
  const [signature, setSignature] = useState(brand?.signature ?? '');
  const save = useStaffWrite(
    (input: { name: string; hue: number; signature: string }) =>
      brand ? client.staff.brands.change({ id: brand.id, ...input }) : client.staff.brands.add(input),
    { inline: true, onDone: onClose },
  );
  const remove = useStaffWrite(client.staff.brands.remove, { inline: true, onDone: onClose });
  const error = save.error ?? remove.error;
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={brand ? t('staff.change.of', { name: brand.name }) : t('staff.brands.add')}
      foot={
        <>
          {brand && brand.inboxCount === 0 && (
            <Button
              size={36}
              look="danger"
              className="me-auto"
              busy={remove.isPending}
              onClick={() => remove.mutate({ id: brand.id })}
            >
              {t('staff.remove')}
            </Button>
          )}
          <Button
            size={36}
            look="primary"
            type="submit"
            form="brand"
            busy={save.isPending}
            disabled={!name.trim()}
          >
            {t(brand ? 'ui.save' : 'staff.brands.add')}
          </Button>
        </>
      }
    >
      <form
        id="brand"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate({ name, hue, signature });
        }}
      >
        <Field label={t('staff.name')} hint={t('staff.brands.nameHint')}>
          <Input autoFocus value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <HuePicker value={hue} onChange={setHue} />
        <Field label={t('staff.brands.signature')} hint={t('staff.brands.signatureHint')}>
          <Textarea
            dir="auto"
            rows={4}
            maxLength={5000}
            value={signature}
            onChange={(event) => setSignature(event.currentTarget.value)}
          />
        </Field>
        <FormError>{error ? sentence(error) : null}</FormError>
      </form>
    </Dialog>
  );
}
