import { day, hour, minute } from './ago.ts';
import { receipt } from './files.ts';
import type { SampleConversation } from './world.ts';

/** Mail in other languages and directions of writing. */
export const tongues: SampleConversation[] = [
  {
    subject: 'الفاتورة تظهر من اليسار إلى اليمين',
    customer: 'salma',
    team: 'technical',
    assignee: 'lena',
    status: 'open',
    language: 'ar',
    tags: ['invoice', 'language'],
    fields: { product_area: 'Invoices' },
    lines: [
      {
        by: 'salma',
        ago: 7 * hour,
        text: 'مرحبًا،\n\nعندما أطبع الفاتورة رقم 3317 تظهر الأسطر العربية من اليسار إلى اليمين، وتقفز الأرقام إلى أول السطر. في المعاينة على الشاشة كل شيء صحيح.\n\nهل هناك إعداد لاتجاه الكتابة؟\n\nمع التحية\nسلمى الحداد\nدار الورق',
      },
      {
        by: 'lena',
        ago: 6 * hour,
        text: 'مرحبًا سلمى،\n\nشكرًا على الوصف الدقيق. اتجاه الكتابة يُؤخذ من لغة العميل في بطاقته، وليس من لغة الحساب. هل يمكنك التأكد من أن لغة العميل مضبوطة على العربية ثم طباعة الفاتورة مرة أخرى؟\n\nلينا',
      },
      {
        by: 'salma',
        ago: 52 * minute,
        text: 'الأسطر صحيحة الآن، شكرًا! بقي اسم المنتج «Teapot 1.2 l» في مكان خاطئ. هل هذا معروف لديكم؟',
      },
    ],
  },
  {
    subject: '領収書の宛名を変更したい',
    customer: 'sato',
    team: 'billing',
    status: 'new',
    language: 'ja',
    tags: ['invoice'],
    lines: [
      {
        by: 'sato',
        ago: 68 * minute,
        text: 'お世話になっております。喫茶みどりの佐藤です。\n\n先月分の領収書の宛名が「喫茶緑」になっています。正しくは「喫茶みどり」です。設定画面では直っているのですが、PDFには反映されません。\n\n写真を添付いたします。ご確認をお願いいたします。\n\n佐藤 美咲',
        files: [receipt],
      },
    ],
  },
  {
    subject: 'Lieferschein ohne Preise drucken',
    customer: 'jonas',
    team: 'shipping',
    assignee: 'me',
    status: 'waiting',
    language: 'de',
    tags: ['parcel', 'language'],
    lines: [
      {
        by: 'jonas',
        ago: 2 * day + 3 * hour,
        text: 'Hallo zusammen,\n\nbei Geschenkbestellungen sollen auf dem Lieferschein keine Preise stehen. Geht das je Bestellung, oder nur für alle?\n\nSchöne Grüße\nJonas Weber',
      },
      {
        by: 'me',
        ago: 2 * day,
        text: 'Hallo Jonas,\n\ndas geht je Bestellung: In der Bestellung unter „Drucken“ die Vorlage „Geschenk“ wählen. Sie lässt Preise und Rabatte weg, alles andere bleibt. Passt das so?\n\nViele Grüße',
      },
    ],
  },
];
