import fc from 'fast-check';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';

import { decideGuard } from '../deployment/guard/guard.ts';
import { guardCheck } from '../deployment/guard/guard-check.ts';
import { displayText } from '../model/display-text.ts';
import { anyText } from '../testing/any-report.ts';
import { readMarkdownText } from '../testing/read-markdown.ts';
import { readSarifText } from '../testing/read-sarif-text.ts';
import { passing, plainContext } from '../testing/sample-report.ts';
import { sarifProblems } from '../testing/sarif-problems.ts';
import { renderGuard, type GuardFormat } from './render-guard.ts';
import { allRules } from '../checker/all-rules.ts';

const NEXT = 'Look at it.';

/** The guard on a database whose table has this name. */
function shown(format: GuardFormat, name: string): string {
  const others = [
    guardCheck('databases', {
      evidence: [{ text: `There is the table ${name}.`, where: name }],
      problems: [
        {
          kind: 'failed',
          text: `Production lacks the table ${name}.`,
          where: name,
          path: null,
          next_step: NEXT,
        },
      ],
    }),
  ];
  const range = { from: '1f0c2d4', to: '9ab34ef' };
  const decision = decideGuard({ report: passing, record: 'present', range, others }, allRules);
  return renderGuard(format, { decision, report: passing }, plainContext);
}

function messagesOf(sarif: string): readonly string[] {
  const log = JSON.parse(sarif) as Log;
  expect(sarifProblems(log)).toEqual([]);
  return log.runs.flatMap(({ results = [] }) => results.map(({ message }) => message.text ?? ''));
}

/** Each would be more than a name somewhere. */
const HOSTILE = [
  '[all is well](https://a.example/phish)',
  '![x](https://a.example/pixel.png)',
  '{0}',
  'https://a.example/phish',
  'www.a.example',
  '<img src=x onerror=y>',
  'orders | PASS |',
  '@org/everybody',
  '#1',
  '`**orders**`',
];

describe('a name from a database in SARIF', () => {
  test.each(HOSTILE)('is text and nothing more: %s', (name) => {
    expect(messagesOf(shown('sarif', name)).map(readSarifText)).toEqual([
      { shown: `Production lacks the table ${name}. ${NEXT}`, links: 0, placeholders: 0 },
    ]);
  });

  test('is never a link or a placeholder, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const [read] = messagesOf(shown('sarif', name)).map(readSarifText);
        expect(read).toMatchObject({ links: 0, placeholders: 0 });
        expect(read?.shown).toContain(name);
      }),
    );
  });
});

describe('a name from a database in Markdown', () => {
  test.each(HOSTILE)('is text and nothing more: %s', (name) => {
    const markdown = shown('markdown', name);
    const line = markdown.split('\n').find((each) => each.startsWith('  - **failed:**')) ?? '';
    expect(readMarkdownText(line.slice('  - **failed:** '.length, -1))).toBe(
      `Production lacks the table ${name}. (${name})`,
    );
    const plain = markdown.replaceAll('<!-- -->', '\0').replace(/<\/?(?:details|summary)>/g, '');
    expect(plain).not.toMatch(/https?:\/\/|www\.|<|[^\\]\[|@[^\0]|[^\\]`/i);
  });

  test('leaves the page as long as it is, whatever it is', () => {
    const length = shown('markdown', 'x').split('\n').length;
    fc.assert(
      fc.property(anyText, (name) => {
        const lines = shown('markdown', name).split('\n');
        expect(lines).toHaveLength(length);
        const seen = lines.find((each) => each.startsWith('  seen: There')) ?? '';
        expect(readMarkdownText(seen)).toContain(`There is the table ${displayText(name)}.`);
      }),
    );
  });
});
