import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type DefaultTreeAdapterTypes as Dom,
  defaultTreeAdapter as dom,
  parseFragment,
  serialize,
} from 'parse5';
import { attacks } from './attacks.ts';
import { revealImages, sanitizeAgentHtml, sanitizeMailHtml } from './sanitize.ts';

/** Everything wrong with a tree as a browser would build it (parse5 follows the HTML standard). */
function faults(node: Dom.Node, depth = 0): string[] {
  const found: string[] = [];
  if (depth > 210) found.push('too deep');
  if (dom.isElementNode(node)) {
    if (node.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`foreign <${node.tagName}>`);
    if (forbidden.test(node.tagName)) found.push(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore them in addresses
      const plain = value.replace(/[\u0000-\u0020]/g, '');
      if (
        /^on|^(id|name|srcset|background|action|formaction|ping|poster|is|slot|contenteditable)$/i.test(name)
      ) {
        found.push(`${name}=`);
      }
      if (name === 'href' && !/^(https?:\/\/|mailto:|tel:)/i.test(plain)) found.push(`href=${plain}`);
      if (name === 'src' && !/^(cid:|\/|data:image\/(png|jpeg|jpg|gif|webp);base64,)/i.test(plain))
        found.push(`src=${plain}`);
      if (name === 'data-remote-src' && !/^https?:\/\//i.test(plain)) found.push(`remote ${plain}`);
      if (
        name === 'style' &&
        /url|expression|position|behaviou?r|binding|@|\\|javascript|image-set|var\(/i.test(value)
      ) {
        found.push(`style=${value}`);
      }
    }
  }
  if (dom.isCommentNode(node)) found.push('a comment');
  for (const child of 'childNodes' in node ? node.childNodes : []) found.push(...faults(child, depth + 1));
  return found;
}
const forbidden =
  /^(script|style|iframe|frame|frameset|object|embed|applet|svg|math|base|meta|link|form|input|button|select|textarea|template|noscript|noembed|noframes|plaintext|xmp|title|html|head|body|audio|video|source|picture|marquee|portal|dialog|slot)$/;

/** Clean on first reading, and still clean and the same when serialised and read again (mutation XSS). */
function assertSafe(html: string, input: string): void {
  const tree = parseFragment(html);
  assert.deepEqual(faults(tree), [], input);
  const again = serialize(tree);
  assert.deepEqual(faults(parseFragment(again)), [], `second reading of ${input}`);
}

test('no attack of the corpus survives, in mail or in the composer', () => {
  for (const attack of attacks) {
    const { html } = sanitizeMailHtml(attack);
    assertSafe(html, attack);
    assertSafe(revealImages(html).replaceAll(/ (src|background)="https?:[^"]*"/g, ''), attack);
    assertSafe(sanitizeAgentHtml(attack), attack);
  }
});

test('no mixture of attacks, tags and noise survives', () => {
  const piece = fc.oneof(
    fc.constantFrom(...attacks),
    fc.constantFrom(
      '<svg>',
      '</svg>',
      '<math><mtext>',
      '<table>',
      '<style>',
      '</style>',
      '<!--',
      '-->',
      '<p',
      '>',
      '"',
      "'",
    ),
    fc.constantFrom(
      '<template>',
      '<noscript>',
      '<title>',
      '<xmp>',
      '<iframe>',
      '<a href=',
      'javascript:alert(1)',
      ' onerror=alert(1)',
    ),
    fc.constantFrom(
      '\0',
      '\n',
      '&lt;',
      '&#x6a;',
      '</p>',
      '<select>',
      '<img src=x',
      ' style="',
      '<![CDATA[',
      ']]>',
      '`',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const input = pieces.join('');
      const { html } = sanitizeMailHtml(input);
      assertSafe(html, input);
      assertSafe(sanitizeAgentHtml(input), input);
      assertSafe(sanitizeMailHtml(html).html, `what was cleaned of ${input}`);
    }),
    { numRuns: 2000 },
  );
});

test('what is too deep, too long or too much is cut with a warning, and stays well-formed', () => {
  const deep = sanitizeMailHtml(`${'<div>'.repeat(400)}core${'</div>'.repeat(400)}`);
  assert.equal(deep.html.split('<div>').length - 1, 200);
  assert.match(deep.text, /core/);
  const hopeless = sanitizeMailHtml(`${'<b>'.repeat(5_000)}core <i>&</i>`);
  assert.equal(hopeless.text, 'core &');
  assert.match(hopeless.html, /^<p>core &amp;<\/p>$/);
  assert.match(hopeless.warnings.join(), /nested too deeply/);
  const long = sanitizeMailHtml(`<div>${'<p>&amp;&amp;&amp;</p>'.repeat(200_000)}</div>`);
  assert.ok(long.html.length < 1.1 * 1024 * 1024);
  assert.match(long.warnings.join(), /too long/);
  assert.match(long.html, /<\/div>$/);
  assertSafe(sanitizeMailHtml(`<p>${'&amp;'.repeat(400_000)}`).html, 'entities');
  assert.deepEqual(
    sanitizeMailHtml(`<p ${Array.from({ length: 50_000 }, (_, i) => `a${i}=1`).join(' ')}>x`).warnings,
    [],
  );
});

test('a megabyte of any bad shape takes less than a second of processor time', () => {
  const shapes = [
    ...[
      '<b>',
      '<p><b>',
      '<p><li>',
      '<table><tr><td>',
      '</b>',
      '<b></i>',
      '<',
      '&',
      '<!--',
      '<![CDATA[',
      '<svg>',
    ],
    ...[
      '<iframe>',
      '<noscript></p>',
      '<select><option>',
      '<xmp>',
      '<a href="x">',
      '<p> </p>',
      '<br>',
      '<form>',
      ' \n',
    ],
  ].map((shape) => shape.repeat(Math.ceil(1_048_576 / shape.length)));
  const unbalanced = '<b>'.repeat(990) + '</x>'.repeat(262_144);
  const quotes = `<p style='${'"'.repeat(1_048_576)}'>`;
  const open = `<td style="${'url('.repeat(262_144)}">`;
  const styles = Array.from(
    { length: 20_000 },
    (_, i) => `<p style="color:red;width:${i}px;height:9px">x`,
  ).join('');
  for (const input of [...shapes, unbalanced, quotes, open, styles]) {
    const start = process.cpuUsage();
    sanitizeMailHtml(input);
    const { user } = process.cpuUsage(start);
    assert.ok(user < 1_000_000, `${input.slice(0, 20)}… took ${user / 1000} ms`);
  }
});
