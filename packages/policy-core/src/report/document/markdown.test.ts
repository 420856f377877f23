import { GFM, parser } from '@lezer/markdown';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from '../../model/display-text.ts';
import { anyDocument, harmless, HOSTILE_TEXTS } from '../../testing/any-document.ts';
import { code, faint, gap, lines, list, section, strong, title, toned, type Document } from './document.ts';
import { markdownPage } from './markdown.ts';

const gfm = parser.configure(GFM);

/** The names of all that Markdown sees in a page, but escapes and what is empty. */
function structureOf(page: string): readonly string[] {
  const names: string[] = [];
  gfm.parse(page).iterate({
    enter: ({ name }) => {
      if (!UNSEEN.has(name)) names.push(name);
    },
  });
  return names;
}

const UNSEEN: ReadonlySet<string> = new Set(['Escape', 'Entity', 'Comment', 'CodeText', 'URL']);

/** The text where each kind of block takes one. */
function documentOf(text: string): Document {
  const mark = 'failed' as const;
  return [
    ...title(text, text, text),
    ...lines(text, text),
    ...lines([text, ' and ', code(text)]),
    ...section(text, [
      ...list([{ text }, { mark, text, blocks: [...lines(text), ...list([{ text }])] }]),
      { kind: 'list', items: [{ text, blocks: [{ kind: 'commands', lines: [text] }] }], isNumbered: true },
    ]),
    { kind: 'table', titles: ['One', 'Two'], rows: [{ mark, cells: [text, code(text)] }] },
    { kind: 'facts', facts: [[text, toned('error', ['x', text, 'x'])]] },
    { kind: 'commands', lines: [text] },
    { kind: 'fold', folded: 'page', summary: text, blocks: lines(text) },
  ];
}

describe('a document as Markdown', () => {
  test('has headings, lists, tables, code and folds', () => {
    const document: Document = [
      ...title(toned('error', '❌ Fail'), 'One.', 'Two.'),
      ...section(
        [strong('a.py'), ' ', faint('here')],
        list([
          {
            mark: 'failed',
            text: [faint('2:5'), gap, toned('error', 'error'), gap, 'a_b is wrong. ', code('a|b`c')],
            blocks: [
              ...lines('first', 'second'),
              { kind: 'fold', folded: 'page', summary: 'Why <b>', blocks: lines('So.') },
            ],
          },
        ]),
      ),
      { kind: 'table', titles: ['Rule'], rows: [{ mark: 'passed', cells: [code('a|b')] }] },
      { kind: 'commands', lines: ['echo ```'] },
      { kind: 'facts', facts: [['User', 'app']] },
      ...lines({ kind: 'link', text: 'a page', href: 'https://a.example/x y' }),
    ];
    expect(markdownPage(document)).toMatchInlineSnapshot(`
      "## ❌ Fail

      One.\\
      Two.

      ### a.py here

      - ✗ 2:5 **error** a\\_b is wrong. \`\`a|b\`c\`\`\\
        first\\
        second

        <details><summary>Why &lt;b&gt;</summary>

        So.

        </details>

      | Rule |
      | --- |
      | ✓ \`a\\|b\` |

      \`\`\`\`
      echo \`\`\`
      \`\`\`\`

      - User: app

      [a page](<https://a.example/x%20y>)
      "
    `);
  });

  test.each(HOSTILE_TEXTS)('has the same form with %j in each of its places', (text) => {
    const everywhere = documentOf(text);
    expect(structureOf(markdownPage(everywhere))).toEqual(structureOf(markdownPage(documentOf('x'))));
    for (const line of markdownPage(everywhere).split('\n')) expect(displayText(line)).toBe(line);
  });

  test('has the same form whatever its texts hold', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const page = markdownPage(document);
        expect(structureOf(page)).toEqual(structureOf(markdownPage(harmless(document))));
        expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      }),
    );
  });
});
