/** Mail from before Rapport, as an import would have brought it: old facts that are only there to be read. */
export const archive: {
  customer: 'ivan' | 'mei' | 'leila';
  subject: string;
  days: number;
  asks: string;
  answer: string;
}[] = [
  {
    customer: 'ivan',
    subject: 'Trial for our bicycle shop',
    days: 1_130,
    asks: 'Hej, we are a small bicycle shop and would like to try your app for a month. Do you need a card for that?',
    answer:
      'Hej Ivan, no card, no end date you could miss. After a month we ask once, and if you do not answer, nothing happens.',
  },
  {
    customer: 'mei',
    subject: 'Scales for loose tea',
    days: 870,
    asks: 'Does the till understand scales? We sell tea by the gram.',
    answer:
      'It does, if the scales speak over USB. Most made in the last ten years do; send me the type and I will look.',
  },
  {
    customer: 'leila',
    subject: 'Our first order',
    days: 645,
    asks: 'Our first order came in ten minutes after we opened the shop! Where do I see whether it is paid?',
    answer:
      'Congratulations, Leila! A green dot beside the order means paid; a hollow one that the bank has not answered yet.',
  },
];
