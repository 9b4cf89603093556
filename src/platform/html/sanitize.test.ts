import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  htmlToText,
  placeInlineImages,
  revealImages,
  sanitizeAgentHtml,
  sanitizeMailHtml,
} from './sanitize.ts';

test('an ordinary newsletter keeps its layout', () => {
  const { html } = sanitizeMailHtml(
    `<html><head><title>Spring</title><style>p{color:red}</style></head><body style="margin:0;background:#f4f4f4">
<table width="600" cellpadding="0" bgcolor="#fff" style="border-collapse:collapse;width:100%;max-width:600px"><tr>
<td align="center" style="padding:24px 12px;font-family:Arial,'Helvetica Neue',sans-serif;color:rgb(20, 20, 20)">
<h1 style="font-size:22px !important">Spring</h1></td></tr></table></body></html>`,
  );
  assert.match(html, /<div style="margin:0;background-color:#f4f4f4">/);
  assert.match(
    html,
    /<table width="600" cellpadding="0" bgcolor="#fff" style="border-collapse:collapse;width:100%;max-width:600px">/,
  );
  assert.match(
    html,
    /style="padding:24px 12px;font-family:Arial,'Helvetica Neue',sans-serif;color:rgb\(20, 20, 20\)"/,
  );
  assert.match(html, /<h1 style="font-size:22px !important">Spring<\/h1>/);
  assert.equal(sanitizeMailHtml(html).html, html, 'cleaning twice changes nothing');
  assert.ok(!/Spring<\/title>|p\{color/.test(html));
});

test('styles that load, cover or escape are dropped, their neighbours stay', () => {
  const style = (value: string) =>
    /style="([^"]*)"/.exec(sanitizeMailHtml(`<p style="${value}">x</p>`).html)?.[1] ?? '';
  assert.equal(style('color:red;position:fixed;top:0;z-index:9'), 'color:red');
  assert.equal(style('background:url(https://t.example/p.png);color:blue'), 'color:blue');
  assert.equal(style('background:u\\72l(x);color:blue'), 'color:blue');
  assert.equal(style('width:expression(alert(1));height:1px'), 'height:1px');
  assert.equal(style('color:red;/* ; */font-size:9px'), 'color:red;font-size:9px');
  assert.equal(style('margin-left:-999px;margin:0 auto'), 'margin:0 auto');
  assert.equal(style('background:rgb(1, 2, 3)'), 'background-color:rgb(1, 2, 3)');
  assert.equal(
    style('font-family:&quot;Yu Gothic&quot;,游ゴシック'),
    'font-family:&quot;Yu Gothic&quot;,游ゴシック',
  );
  assert.equal(style('display:block;display:-webkit-box'), 'display:block');
  assert.equal(style("color:'red;font-size:9px"), '');
});

test('links open outside, know nothing of us, and lead to web, mail or telephone only', () => {
  const link = (href: string) =>
    sanitizeMailHtml(`<a href="${href}" onclick="x()" target="_top">go</a>`).html;
  assert.equal(
    link('https://alder.example/?a=1&amp;b=2'),
    '<a href="https://alder.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">go</a>',
  );
  assert.match(link('mailto:leila.tanaka@alder.example'), /href="mailto:/);
  assert.match(link('tel:+49301234'), /href="tel:/);
  for (const href of [
    'javascript:x',
    '/admin',
    '//evil.example',
    'data:text/html,x',
    'vbscript:x',
    'java\nscript:x',
    '#top',
    '',
  ]) {
    assert.equal(link(href), '<a>go</a>', href);
  }
});

test('nothing is fetched before an agent asks: remote pictures wait and are counted, pixels too', () => {
  const { html, remoteImages } = sanitizeMailHtml(
    `<img src="https://t.example/open.gif?u=7" width="1" height="1"><img srcset="//cdn.example/a.png 2x, b.png">
<table background="http://t.example/bg.png"><tr><td style="background-image:url('https://t.example/td.png')">x</td></tr></table>
<img src="file:///etc/passwd" alt="no"><video poster="https://t.example/p.png"></video>`,
  );
  assert.equal(remoteImages, 4);
  assert.ok(!/ (src|srcset|background|poster)=/.test(html), html);
  const shown = revealImages(html);
  assert.match(
    shown,
    /<img src="https:\/\/t\.example\/open\.gif\?u=7" width="1" height="1" \/>|<img width="1" height="1" src="https:\/\/t\.example\/open\.gif\?u=7" \/>/,
  );
  assert.match(shown, /src="https:\/\/cdn\.example\/a\.png"/);
  assert.match(shown, /<table background="http:\/\/t\.example\/bg\.png">/);
  assert.match(shown, /<td background="https:\/\/t\.example\/td\.png">/);
  assert.equal(
    revealImages('<p> data-remote-src="x" is only text</p>'),
    '<p> data-remote-src="x" is only text</p>',
  );
});

test("the mail's own pictures are placed now or later, by their Content-ID", () => {
  const mail = '<p><img src="cid:logo%401" alt="Logo"><img src="cid:unknown"></p>';
  const url = (cid: string) => (cid === 'logo@1' ? '/files/7?a=1&b=2' : undefined);
  const now = sanitizeMailHtml(mail, { cidUrl: url }).html;
  assert.match(now, /src="\/files\/7\?a=1&amp;b=2"/);
  assert.ok(!now.includes('unknown'));
  const later = sanitizeMailHtml(mail).html;
  assert.match(later, /src="cid:logo@1"/);
  assert.deepEqual(placeInlineImages(later, url).match(/src="[^"]*"/g), ['src="/files/7?a=1&amp;b=2"']);
});

test('pictures inside the HTML are kept if they are pictures and not huge', () => {
  const image = (src: string) => sanitizeMailHtml(`<img src="${src}">`).html;
  assert.match(image('data:image/png;base64,iVBORw0KGgo='), /src="data:image\/png/);
  assert.ok(!image('data:image/svg+xml;base64,PHN2Zz4=').includes('src'));
  assert.ok(!image('data:text/html;base64,PGI+').includes('src'));
  assert.ok(!image(`data:image/png;base64,${'A'.repeat(500_000)}`).includes('src'));
});

test('marks of quotations stay, other classes and all ids go', () => {
  const { html } = sanitizeMailHtml(
    '<div class="gmail_quote hero"><p id="location" class="x" name="y">a</p></div>',
  );
  assert.equal(html, '<div class="gmail_quote"><p>a</p></div>');
});

test('text keeps words, lines, lists and quotations', () => {
  assert.equal(
    htmlToText(
      '<title>no</title><p>Hello&nbsp;Maya,</p><p>two<br>lines</p><ul><li>one</li><li>two</li></ul><blockquote>old <b>words</b></blockquote><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><a href="https://t.example">link</a><script>x()</script>',
    ),
    'Hello Maya,\n\ntwo\nlines\n\n * one\n * two\n\n> old words\n\na b\nc\n\nlink',
  );
  assert.equal(htmlToText(`${'<i>'.repeat(3_000)}words <script>only`), 'words');
  assert.equal(htmlToText(''), '');
});

test('what the composer makes comes through unchanged, pictures of others do not', () => {
  const made =
    '<p>Hello <strong>Leila</strong>, <a href="https://copperfield.example" target="_blank" rel="noopener noreferrer nofollow">here</a>:</p><ul><li><p>one</p></li></ul><blockquote><p>you wrote</p></blockquote><pre><code>a &lt; b</code></pre><img src="/files/1" alt="a" />';
  assert.equal(sanitizeAgentHtml(made), made);
  for (const src of ['https://t.example/p.gif', '//t.example/p.gif', '/\\t.example/p.gif', 'javascript:x']) {
    assert.equal(sanitizeAgentHtml(`<img src="${src}">`), '<img />');
  }
  assert.equal(sanitizeAgentHtml('<p style="position:fixed" class="x">a</p>'), '<p>a</p>');
});
