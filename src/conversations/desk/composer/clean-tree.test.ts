import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from 'htmlparser2';
import { cutText, shallow } from './clean-paste.ts';
import { type Branch, cleanTree } from './clean-tree.ts';

type Parsed = { type: string; name?: string; attribs?: Record<string, string> } & Omit<Branch, 'nodeName'>;
let asked = 0;

/** A parsed document as the browser would show it, counting how often it is asked. */
function branchOf(node: Parsed | null, known = new Map<Parsed, Branch>()): Branch | null {
  if (!node) return null;
  const seen = known.get(node);
  if (seen) return seen;
  const one = (other: Branch | null) => branchOf(other as Parsed | null, known);
  const branch: Branch = {
    nodeType: node.nodeType,
    nodeName: (node.name ?? '').toUpperCase(),
    nodeValue: node.nodeValue ?? null,
    get firstChild() {
      asked++;
      return one(node.firstChild ?? null);
    },
    get nextSibling() {
      asked++;
      return one(node.nextSibling);
    },
    get parentNode() {
      return one(node.parentNode);
    },
    getAttribute: (name) => node.attribs?.[name] ?? null,
  };
  known.set(node, branch);
  return branch;
}
const clean = (html: string) => {
  asked = 0;
  return cleanTree(branchOf(parseDocument(html) as unknown as Parsed) as Branch);
};
const htmlOf = (html: string) => clean(html).html;

test('paragraphs, lists, quotations, links and emphasis stay; all else becomes words', () => {
  assert.equal(
    htmlOf(
      '<div><h2>Title</h2><div>one<p class="x" style="color:red">two <b>three</b> <a href="https://a.example/x">four</a></p></div><script>alert(1)</script></div>',
    ),
    '<p><strong>Title</strong></p><p>one</p><p>two <strong>three</strong> <a href="https://a.example/x">four</a></p>',
  );
  assert.equal(
    htmlOf('<ul><li>one<ul><li>two</li></ul></li></ul><blockquote>said</blockquote>'),
    '<ul><li><p>one</p><ul><li><p>two</p></li></ul></li></ul><blockquote><p>said</p></blockquote>',
  );
  assert.equal(htmlOf('<pre>a <b>b</b>\n  c</pre>'), '<pre>a b\n  c</pre>');
  assert.equal(
    htmlOf('<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>'),
    '<p>a | b </p><p>c </p>',
  );
  assert.equal(
    htmlOf('<a href="javascript:x()">no</a><span style="display:none">hidden</span>'),
    '<p>no</p>',
  );
});

test('what Word draws as lists are lists', () => {
  const item = (sign: string, words: string) =>
    `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${sign}</span>${words}</p>`;
  assert.equal(
    htmlOf(`${item('·', 'one')}\n${item('·', 'two')}${item('1.', 'first')}<p>end</p>`),
    '<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>first</p></li></ol><p>end</p>',
  );
});

test('pictures within are numbered, those of strangers are their words', () => {
  const { html, pictures } = clean(
    '<p>a<img src="data:3"><img src="https://x.example/i.png" alt="a chart"></p>',
  );
  assert.deepEqual([html, pictures], ['<p>aa chart</p>', [3]]);
});

test('a page of a megabyte is looked at once, cut with its end said, and never more than a letter holds', () => {
  const cell = '<td>cell</td>'.repeat(50_000);
  const pages = [
    '<p>Line <b>bold</b> <a href="https://a.example">x</a></p>'.repeat(20_000),
    `<table><tr>${cell}</tr></table>`,
    '<ul><li>item</li></ul>'.repeat(40_000),
    `<div>${'word '.repeat(200_000)}</div>`,
  ];
  for (const page of pages) {
    const { html, cut } = clean(page);
    assert.equal(cut, true);
    assert.ok((html.match(/<[a-z]/g) ?? []).length <= 6_010);
    assert.ok(html.length < 600_000);
    assert.ok(asked < 400_000, `${asked} looks`);
  }
  assert.equal(clean('<p>Line</p>'.repeat(500)).cut, false);
});

test('levels without end are taken out before a browser reads them, their words are kept', () => {
  for (const tag of ['div', 'b', 'span style="x"', 'ul', 'table']) {
    const name = tag.split(' ')[0];
    const flat = shallow(`${`<${tag}>`.repeat(100_000)}deep${`</${name}>`.repeat(100_000)}<p>after</p>`);
    assert.ok(flat.length < 3_000, `${flat.length}`);
    assert.match(flat, /deep/);
    assert.match(flat, /<p>after<\/p>$/);
  }
  const page = '<div><p>a<p>b<ul><li>c<li>d</ul><br></div>'.repeat(1_000);
  assert.equal(shallow(page), page, 'what is no deeper than pages are stays');
  assert.equal(shallow('<p onclick="x()" class="y">a</p>'), '<p class="y">a</p>');
});

test('plain text as long as a book is cut to its beginning', () => {
  assert.deepEqual(cutText('a\nb'), { text: 'a\nb', cut: false });
  assert.equal(cutText('line\n'.repeat(100_000)).text.length, 5 * 3_000 - 1);
  assert.equal(cutText('x'.repeat(1_000_000)).text.length, 200_000);
});
