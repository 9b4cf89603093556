/** What twelve languages put into a reply and around the mail it answers. The texts are our own. */
export type Words = {
  lang: string;
  reply: string[];
  old: string[];
  gmail: string;
  apple: string;
  thunderbird: string;
  labels: [from: string, sent: string, to: string, subject: string];
  sent: string;
  original: string;
  phone: string;
  gmailForward: string;
  appleForward: string;
  prefix: string;
  forwardPrefix: string;
  /** A legacy charset programs of that language used. */
  charset: string;
};

const S = 'help@shop.example';

export const languages: Words[] = [
  {
    lang: 'en', reply: ['Hello,', 'the parcel arrived today, but the charger is missing.', 'Could you send it separately?', 'Kind regards, Jane'], old: ['Dear customer,', 'your parcel is on its way.'],
    gmail: `On Mon, Mar 2, 2026 at 4:45 PM Shop Support <${S}> wrote:`, apple: `On Mar 2, 2026, at 16:45, Shop Support <${S}> wrote:`, thunderbird: 'On 3/2/2026 4:45 PM, Shop Support wrote:',
    labels: ['From', 'Sent', 'To', 'Subject'], sent: 'Monday, March 2, 2026 4:45 PM', original: 'Original Message', phone: 'Sent from my iPhone', gmailForward: 'Forwarded message', appleForward: 'Begin forwarded message:', prefix: 'Re', forwardPrefix: 'Fwd', charset: 'windows-1252',
  },
  {
    lang: 'de', reply: ['Guten Tag,', 'das Gerät lässt sich nicht mehr einschalten.', 'Was können wir tun?', 'Mit freundlichen Grüßen, Jana'], old: ['Sehr geehrte Kundin,', 'wie können wir Ihnen helfen?'],
    gmail: `Am Mo., 2. März 2026 um 16:45 Uhr schrieb Kundendienst <${S}>:`, apple: `Am 02.03.2026 um 16:45 schrieb Kundendienst <${S}>:`, thunderbird: 'Am 02.03.26 um 16:45 schrieb Kundendienst:',
    labels: ['Von', 'Gesendet', 'An', 'Betreff'], sent: 'Montag, 2. März 2026 16:45', original: 'Ursprüngliche Nachricht', phone: 'Von meinem iPhone gesendet', gmailForward: 'Forwarded message', appleForward: 'Anfang der weitergeleiteten Nachricht:', prefix: 'AW', forwardPrefix: 'WG', charset: 'iso-8859-1',
  },
  {
    lang: 'fr', reply: ['Bonjour,', "je n'ai toujours pas reçu ma commande.", 'Pouvez-vous vérifier ?', 'Bien à vous, Jeanne'], old: ['Chère cliente,', 'votre commande a été expédiée.'],
    gmail: `Le lun. 2 mars 2026 à 16:45, Service client <${S}> a écrit :`, apple: `Le 2 mars 2026 à 16:45, Service client <${S}> a écrit :`, thunderbird: 'Le 02/03/2026 à 16:45, Service client a écrit :',
    labels: ['De', 'Envoyé', 'À', 'Objet'], sent: 'lundi 2 mars 2026 16:45', original: "Message d'origine", phone: 'Envoyé de mon iPhone', gmailForward: 'Forwarded message', appleForward: 'Début du message transféré :', prefix: 'Re', forwardPrefix: 'TR', charset: 'iso-8859-15',
  },
  {
    lang: 'es', reply: ['Buenos días:', 'el código de descuento no funciona.', '¿Me pueden enviar otro?', 'Un saludo, Juana'], old: ['Estimada clienta:', 'le enviamos su código.'],
    gmail: `El lun, 2 mar 2026 a las 16:45, Atención al cliente (<${S}>) escribió:`, apple: `El 2 mar 2026, a las 16:45, Atención al cliente <${S}> escribió:`, thunderbird: 'El 2/3/26 a las 16:45, Atención al cliente escribió:',
    labels: ['De', 'Enviado', 'Para', 'Asunto'], sent: 'lunes, 2 de marzo de 2026 16:45', original: 'Mensaje original', phone: 'Enviado desde mi iPhone', gmailForward: 'Forwarded message', appleForward: 'Inicio del mensaje reenviado:', prefix: 'Re', forwardPrefix: 'RV', charset: 'iso-8859-1',
  },
  {
    lang: 'it', reply: ['Buongiorno,', 'la fattura non è corretta: manca la partita IVA.', 'Potete correggerla?', 'Cordiali saluti, Gianna'], old: ['Gentile cliente,', 'in allegato la fattura.'],
    gmail: `Il giorno lun 2 mar 2026 alle ore 16:45 Assistenza <${S}> ha scritto:`, apple: `Il giorno 2 mar 2026, alle ore 16:45, Assistenza <${S}> ha scritto:`, thunderbird: 'Il 02/03/2026 16:45, Assistenza ha scritto:',
    labels: ['Da', 'Inviato', 'A', 'Oggetto'], sent: 'lunedì 2 marzo 2026 16:45', original: 'Messaggio originale', phone: 'Inviato da iPhone', gmailForward: 'Forwarded message', appleForward: 'Inizio messaggio inoltrato:', prefix: 'R', forwardPrefix: 'I', charset: 'windows-1252',
  },
  {
    lang: 'nl', reply: ['Goedemiddag,', 'de fiets is beschadigd aangekomen.', 'Hoe kan ik hem terugsturen?', 'Vriendelijke groet, Jannie'], old: ['Beste klant,', 'uw fiets is verzonden.'],
    gmail: `Op ma 2 mrt 2026 om 16:45 schreef Klantenservice <${S}>:`, apple: `Op 2 mrt 2026, om 16:45 heeft Klantenservice <${S}> het volgende geschreven:`, thunderbird: 'Op 2-3-2026 om 16:45 schreef Klantenservice:',
    labels: ['Van', 'Verzonden', 'Aan', 'Onderwerp'], sent: 'maandag 2 maart 2026 16:45', original: 'Oorspronkelijk bericht', phone: 'Verstuurd vanaf mijn iPhone', gmailForward: 'Forwarded message', appleForward: 'Begin doorgestuurd bericht:', prefix: 'Re', forwardPrefix: 'FW', charset: 'iso-8859-1',
  },
  {
    lang: 'pt', reply: ['Bom dia,', 'não consigo entrar na minha conta.', 'Podem ajudar?', 'Obrigada, Joana'], old: ['Cara cliente,', 'a sua conta foi criada.'],
    gmail: `Em seg., 2 de mar. de 2026 às 16:45, Apoio <${S}> escreveu:`, apple: `No dia 02/03/2026, às 16:45, Apoio <${S}> escreveu:`, thunderbird: 'Em 02/03/2026 16:45, Apoio escreveu:',
    labels: ['De', 'Enviada', 'Para', 'Assunto'], sent: 'segunda-feira, 2 de março de 2026 16:45', original: 'Mensagem original', phone: 'Enviado do meu iPhone', gmailForward: 'Forwarded message', appleForward: 'Início da mensagem encaminhada:', prefix: 'Re', forwardPrefix: 'ENC', charset: 'iso-8859-1',
  },
  {
    lang: 'pl', reply: ['Dzień dobry,', 'paczka jeszcze nie dotarła.', 'Gdzie ona jest?', 'Pozdrawiam, Janina'], old: ['Szanowna Pani,', 'paczka została wysłana.'],
    gmail: `pon., 2 mar 2026 o 16:45 Obsługa klienta <${S}> napisał(a):`, apple: `Wiadomość napisana przez Obsługa klienta <${S}> w dniu 2 mar 2026, o godz. 16:45:`, thunderbird: 'W dniu 2.03.2026 o 16:45, Obsługa klienta pisze:',
    labels: ['Od', 'Wysłano', 'Do', 'Temat'], sent: 'poniedziałek, 2 marca 2026 16:45', original: 'Wiadomość oryginalna', phone: 'Wysłane z iPhone’a', gmailForward: 'Forwarded message', appleForward: 'Początek przekazywanej wiadomości:', prefix: 'Odp', forwardPrefix: 'PD', charset: 'iso-8859-2',
  },
  {
    lang: 'ru', reply: ['Добрый день!', 'Товар не подошёл по размеру.', 'Как его вернуть?', 'С уважением, Жанна'], old: ['Здравствуйте!', 'Ваш заказ отправлен.'],
    gmail: `пн, 2 мар. 2026 г. в 16:45, Поддержка <${S}>:`, apple: `2 марта 2026 г., в 16:45, Поддержка <${S}> написал(а):`, thunderbird: '02.03.2026 16:45, Поддержка пишет:',
    labels: ['От', 'Отправлено', 'Кому', 'Тема'], sent: '2 марта 2026 г. 16:45', original: 'Исходное сообщение', phone: 'Отправлено с iPhone', gmailForward: 'Forwarded message', appleForward: 'Начало переадресованного сообщения:', prefix: 'Re', forwardPrefix: 'FW', charset: 'koi8-r',
  },
  {
    lang: 'ja', reply: ['お世話になっております。', '商品がまだ届いておりません。', 'ご確認をお願いいたします。'], old: ['ご注文ありがとうございます。', '商品を発送しました。'],
    gmail: `2026年3月2日(月) 16:45 サポート <${S}>:`, apple: `2026/03/02 16:45、サポート <${S}>のメール:`, thunderbird: 'On 2026/03/02 16:45, サポート wrote:',
    labels: ['差出人', '送信日時', '宛先', '件名'], sent: '2026年3月2日 16:45', original: '元のメッセージ', phone: 'iPhoneから送信', gmailForward: 'Forwarded message', appleForward: '転送されたメッセージ:', prefix: 'Re', forwardPrefix: 'FW', charset: 'iso-2022-jp',
  },
  {
    lang: 'zh', reply: ['您好，', '我的订单还没有收到。', '请帮我查一下，谢谢。'], old: ['尊敬的客户：', '您的订单已经发货。'],
    gmail: `客服 <${S}> 于2026年3月2日周一 16:45写道：`, apple: `2026年3月2日 下午4:45，客服 <${S}> 写道：`, thunderbird: '在 2026/3/2 16:45, 客服 写道:',
    labels: ['发件人', '发送时间', '收件人', '主题'], sent: '2026年3月2日 16:45', original: '原始邮件', phone: '发自我的 iPhone', gmailForward: 'Forwarded message', appleForward: '开始转发的邮件：', prefix: '回复', forwardPrefix: '转发', charset: 'gb2312',
  },
  {
    lang: 'ar', reply: ['مرحبا،', 'المنتج الذي وصلني مختلف عن الصورة.', 'كيف يمكنني إرجاعه؟'], old: ['عزيزتي العميلة،', 'تم شحن طلبك.'],
    gmail: `في الاثنين، 2 مارس 2026 في 4:45 م تمت كتابة ما يلي بواسطة Support <${S}>:`, apple: `في ٢ مارس ٢٠٢٦، الساعة ٤:٤٥ م، كتب Support <${S}>:`, thunderbird: 'في 02/03/26 16:45، كتب Support:',
    labels: ['من', 'تاريخ الإرسال', 'إلى', 'الموضوع'], sent: '02/مارس/2026 16:45', original: 'الرسالة الأصلية', phone: 'أُرسلت من الـ iPhone', gmailForward: 'Forwarded message', appleForward: 'بداية الرسالة المحولة:', prefix: 'Re', forwardPrefix: 'FW', charset: 'windows-1256',
  },
];
