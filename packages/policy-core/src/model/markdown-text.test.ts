import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayText } from './display-text.ts';
import { anyText } from '../testing/any-report.ts';
import { readMarkdownText, splitTableRow } from '../testing/read-markdown.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

describe('a text in Markdown', () => {
  test.each([
    ['a cell border', 'a|b', 'a\\|b'],
    ['emphasis', '**a** _b_', '\\*\\*a\\*\\* \\_b\\_'],
    ['code', '`rm`', '\\`rm\\`'],
    ['HTML', '<img src=x>', '&lt;img src=x&gt;'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['a link', '[a](b)', '\\[a\\](b)'],
    ['a mention', '@org/team', '@<!-- -->org/team'],
    ['mathematics', '$x$', '\\$x\\$'],
    ['an issue', '#12', '\\#12'],
    ['a bare address', 'see https://a.example', 'see https:<!-- -->//a.example'],
    ['a bare host', 'WWW.a.example', 'WWW<!-- -->.a.example'],
    ['a backslash', 'a\\|b', 'a\\\\\\|b'],
    ['a line end', 'a\n# b', 'a\\\\n\\# b'],
  ])('shows %s as it is', (_, text, written) => {
    expect(markdownText(text)).toBe(written);
  });

  test('can be read back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readMarkdownText(markdownText(text))).toBe(displayText(text));
      }),
    );
  });

  test('never breaks a table', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const row = `| ${markdownText(one)} | ${markdownText(other)} |`;
        expect(row).not.toMatch(/[\r\n]/);
        expect(splitTableRow(row).map(readMarkdownText)).toEqual(
          [one, other].map((text) => displayText(text).trim()),
        );
      }),
    );
  });

  test('never opens HTML but the comment that keeps people from being notified, and addresses from being links', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(withoutComments(markdownText(text))).not.toMatch(/[<>@]/);
      }),
    );
  });
});

/** Each @ goes with the one behind it. */
function withoutComments(markdown: string): string {
  return markdown.replaceAll('@<!-- -->', '').replaceAll('<!-- -->', '');
}

describe('code in Markdown', () => {
  test.each([
    ['a path', 'backend/app/core/keys.py:2:6', '`backend/app/core/keys.py:2:6`'],
    ['a backtick', 'a`b', '``a`b``'],
    ['backticks at the ends', '`a`', '`` `a` ``'],
    ['spaces at the ends', ' a ', '`  a  `'],
  ])('holds %s', (_, text, written) => {
    expect(markdownCode(text)).toBe(written);
  });

  test('ends only where it should', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = markdownCode(text);
        const fence = /^`+/.exec(written)?.[0] ?? '';
        const inner = written.slice(fence.length, -fence.length);
        const runs = Array.from(inner.matchAll(/`+/g), ([run]) => run.length);
        expect(runs).not.toContain(fence.length);
        expect(inner).toContain(displayText(text));
      }),
    );
  });
});
