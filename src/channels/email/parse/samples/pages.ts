import { mail, type Sample } from './sample.ts';

/** HTML alone, as programs and web mails nest it around a reply. */
const R = 'Yes, three times.\n\nIt still blinks red.';
const own = '<div>Yes, three times.</div><div><br></div><div>It still blinks red.</div>';
const old = '<div>Have you tried to restart it?</div>';
const headers = '<b>From:</b> Shop &lt;help@shop.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 4:45 PM<br><b>To:</b> Jane Roe<br><b>Subject:</b> Blinking';
const on = 'On Mon, Mar 2, 2026 at 4:45 PM, Shop &lt;<a href="mailto:help@shop.example">help@shop.example</a>&gt; wrote:';

const shapes: Record<string, string> = {
  'hotmail-2010': `<html><body class='hmmessage'><div dir='ltr'>${own}<br><div><hr id="stopSpelling">Date: Mon, 2 Mar 2009 16:45:10 +0100<br>From: help@shop.example<br>To: jane.roe@example.com<br>Subject: Blinking<br><br>${old}</div></div></body></html>`,
  'outlook-2003': `<html><body>${own}<div class=OutlookMessageHeader lang=en-us dir=ltr align=left><hr tabindex=-1><font face=Tahoma size=2>${headers}</font><br></div>${old}</body></html>`,
  'outlook-express': `<html><body>${own}<blockquote style="PADDING-RIGHT: 0px; PADDING-LEFT: 5px; BORDER-LEFT: #000000 2px solid"><div style="FONT: 10pt arial">----- Original Message ----- </div><div><b>From:</b> Shop </div><div><b>To:</b> Jane </div><div><b>Sent:</b> Monday, March 02, 2009 4:45 PM</div><div><b>Subject:</b> Blinking</div>${old}</blockquote></body></html>`,
  'owa-2013': `<html><body>${own}<hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr">${headers}</div>${old}</body></html>`,
  'owa-2010': `<html><body>${own}<div id="divRpF123"><hr tabindex="-1"><font>${headers}</font></div>${old}</body></html>`,
  'windows-mail': `<html><body><div data-externalstyle="false">${own}</div><div data-signatureblock="true"><div><br></div><div>Sent from Windows Mail</div><div><br></div></div><div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;"><div>${headers}</div></div>${old}</body></html>`,
  'new-outlook': `<html><body><div class="elementToProof">${own}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg">${headers}</div>${old}</body></html>`,
  'outlook-reference-container': `<html><body>${own}<div id="mail-editor-reference-message-container"><div style="border:none;border-top:solid #B5C4DF 1.0pt"><p>${headers}</p></div>${old}</div></body></html>`,
  'spark': `<html><body><div name="messageBodySection">${own}</div><div name="messageSignatureSection"><br>Best,<br>Jane Roe</div><div name="messageReplySection">On 2 Mar 2026, 16:45 +0100, Shop &lt;help@shop.example&gt;, wrote:<br><blockquote style="border-left-color: grey; border-left-width: thin; border-left-style: solid;">${old}</blockquote></div></body></html>`,
  'zoho': `<html><body><div>${own}</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Mar 2026 16:45:10 +0100 <b>Shop &lt;help@shop.example&gt;</b> wrote ----</div><blockquote style="border-left: 1px solid rgb(204, 204, 204);">${old}</blockquote></div></body></html>`,
  'tutanota': `<html><body>${own}<div><br></div><div>2 Mar 2026, 16:45 by help@shop.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8;">${old}</blockquote></body></html>`,
  'superhuman': `<html><body><div><div>${own}</div><br><div class="gmail_signature"></div></div><br><div class="gmail_quote sh-color-black sh-color">${on}<br><blockquote class="gmail_quote sh-color-black" style="border-left:1px solid">${old}</blockquote></div></body></html>`,
  'front': `<html><body><div>${own}</div><div class="front-signature"><br>Jane, ACME</div><br><blockquote type="cite" class="front-blockquote"><div>${on}</div>${old}</blockquote></body></html>`,
  'missive': `<html><body>${own}<div class="missive_quote"><div>${on}</div><blockquote>${old}</blockquote></div></body></html>`,
  'yahoo-old': `<html><body><div style="font-family:arial">${own}<blockquote style="border-left: 2px solid rgb(16, 16, 255); margin-left: 5px;"><div><hr size="1"><b>From:</b> Shop &lt;help@shop.example&gt;<br><b>To:</b> jane<br><b>Sent:</b> Monday, March 2, 2012 4:45 PM<br><b>Subject:</b> Blinking<br></div>${old}</blockquote></div></body></html>`,
  'roundcube': `<html><body><p>Yes, three times.</p><p>It still blinks red.</p><p id="reply-intro">On 2026-03-02 16:45, Shop wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">${old}</blockquote></body></html>`,
  'notes-html': `<html><body><font size=2 face="sans-serif">Yes, three times.</font><br><br><font size=2 face="sans-serif">It still blinks red.</font><br><br><br><table width=100%><tr valign=top><td><font size=1><b>Shop &lt;help@shop.example&gt;</b></font><p><font size=1>03/02/2009 04:45 PM</font><td><table><tr><td><font size=1>To</font><td><font size=1>Jane Roe</font><tr><td><font size=1>cc</font><td><tr><td><font size=1>Subject</font><td><font size=1>Blinking</font></table></table><br>${old}</body></html>`,
  'text-as-html': `<html><body>Yes, three times.<br><br>It still blinks red.<br><br>On Mon, 2 Mar 2026, Shop wrote:<br>&gt; Have you tried<br>&gt; to restart it?<br></body></html>`,
  'own-indentation': `<html><body><div>Yes, three times.</div><blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;"><div>It still blinks red.</div></blockquote><br><div class="gmail_quote"><div class="gmail_attr">${on}<br></div><blockquote class="gmail_quote">${old}</blockquote></div></body></html>`,
  'fairemail': `<html><body>${own}<div class="fairemail_quote">${on}<br><blockquote type="cite">${old}</blockquote></div></body></html>`,
  'aol': `<html><body><div style="color:black;font: 12px Helvetica;">${own}<div><br></div><div style="font-family:helvetica;">-----Original Message-----<br>From: Shop &lt;help@shop.example&gt;<br>To: jane.roe &lt;jane.roe@example.com&gt;<br>Sent: Mon, Mar 2, 2026 4:45 pm<br>Subject: Blinking<br><br>${old}</div></div></body></html>`,
  '163': `<div style="line-height:1.7;">${own}<br><div id="divNeteaseMailCard"></div><br><pre><br>At 2026-03-02 16:45:10, "Shop" &lt;help@shop.example&gt; wrote:
</pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">${old}</blockquote></div>`,
};

export const pages: Sample[] = Object.entries(shapes).map(([name, html]) => ({
  name: `page-${name}`, from: 'jane.roe@example.com', auto: null, forwarded: null, reply: R, raw: mail({ subject: 'Re: Blinking', html }),
}));
