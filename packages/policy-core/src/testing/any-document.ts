import fc from 'fast-check';

import type { Block, Document, Item, Mark, Text, Tone } from '../report/document/document.ts';

/** Each is more than a text somewhere. */
export const HOSTILE_TEXTS: readonly string[] = [
  '\u001b[2J\u001b]8;;https://a.example\u0007x',
  '::error::x',
  '  ::add-mask::x',
  '##[error]x',
  '##vso[task.setvariable variable=a]b',
  '# a',
  '- a',
  '1. a',
  '+ a',
  '===',
  '---',
  '    code',
  '> a',
  '```\nrm\n```',
  '~~~',
  '`a`',
  '``',
  '| a | b |',
  '**a** _b_ ~c~',
  '[a](https://a.example) ![b](c)',
  '[a]: https://a.example',
  '[^1]',
  '</details><script>x</script>',
  '<!-- -->',
  '&lt;&#60;',
  'https://a.example www.a.example a@a.example',
  '@org/team #1 $a$',
  'a\\',
  '\u202eabc\u2066',
  'a\r\nb\u2028c',
  'x'.repeat(400),
  '注文 😀',
];

const anyString = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii' }) },
  )
  .filter((text) => text.trim() !== '');

const anyTone = fc.constantFrom<Tone>('strong', 'faint', 'good', 'error', 'warning', 'info');
const anyMark = fc.constantFrom<Mark>(
  'done',
  'not-done',
  'unknown',
  'passed',
  'failed',
  'undetermined',
  'idle',
);

const anyText: fc.Arbitrary<Text> = fc.oneof(
  anyString,
  fc.record({ kind: fc.constant('code' as const), text: anyString }),
  fc
    .tuple(anyTone, anyString)
    .map(([tone, text]): Text => ['a ', { kind: 'toned', tone, text: ['x', text, 'x'] }, ' b']),
  fc.tuple(anyString, anyString).map(([one, other]): Text => [one, { kind: 'gap' }, other]),
  anyString.map((text): Text => ({ kind: 'link', text: ['x', text], href: `https://a.example/${text}` })),
);

/** Any document; of hostile texts, too. */
export const anyDocument: fc.Arbitrary<Document> = fc.letrec<{ document: Document; block: Block }>((tie) => ({
  document: fc.array(tie('block'), { maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 2 },
    fc.record({
      kind: fc.constant('lines' as const),
      lines: fc.array(anyText, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('facts' as const),
      facts: fc.array(fc.tuple(anyString, anyText), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('table' as const),
      titles: fc.constant(['One', 'Two']),
      rows: fc.array(fc.record({ mark: anyMark, cells: fc.tuple(anyText, anyText) }), { maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('commands' as const),
      lines: fc.array(anyString, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ kind: fc.constant('section' as const), title: anyText, blocks: tie('document') }),
    fc.record({
      kind: fc.constant('list' as const),
      items: fc.array(
        fc.record({ mark: fc.option(anyMark, { nil: undefined }), text: anyText, blocks: tie('document') }),
        { minLength: 1, maxLength: 2 },
      ) as fc.Arbitrary<readonly Item[]>,
    }),
    fc.record({
      kind: fc.constant('fold' as const),
      folded: fc.constantFrom('page' as const, 'everywhere' as const),
      summary: anyString,
      blocks: tie('document'),
    }),
  ),
})).document;

/** The same document with every text made harmless. */
export function harmless(document: Document): Document {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => {
      if (typeof value !== 'string' || KEYS.has(key)) return value;
      return 'x';
    }),
  ) as Document;
}

/** What decides about the form. */
const KEYS: ReadonlySet<string> = new Set(['kind', 'tone', 'mark', 'folded']);
