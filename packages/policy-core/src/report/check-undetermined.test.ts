import { describe, expect, test } from 'vitest';

import type { Undetermined } from '../model/finding.ts';
import { startOf } from '../model/source-span.ts';
import { STAGES, type Stage } from '../model/stage.ts';
import { plainContext, spanOf, unapproved, unproved } from '../testing/sample-report.ts';
import { undecided } from './check-document.ts';
import { terminalText } from './document/terminal.ts';

function block(undetermined: readonly Undetermined[], stage: Stage = 'ci'): readonly string[] {
  const section = undecided({ ...unproved, stage, undetermined }, plainContext);
  return terminalText(section, { colors: false }).trimEnd().split('\n').slice(1);
}

const push: Undetermined = {
  rule: 'branches/force-push',
  severity: 'error',
  subject: 'the push to main',
  message: 'This push removes commits from main.',
  messageId: 'forced',
  data: { branch: 'main' },
  at: undefined,
  waitsFor: 'observation',
  missing: [{ fact: 'earlier commits', reason: 'this is a shallow clone' }],
  evidence: [
    {
      subject: 'branch main',
      relation: 'is of the kind',
      value: 'production',
      source: spanOf('lockkeeper.yaml', 2, [2, 12]),
    },
  ],
  related: [{ message: 'Its history is kept.', at: spanOf('lockkeeper.yaml', 3, [4, 14]) }],
  fingerprint: 'f6'.repeat(16),
};

describe('what could not be decided', () => {
  test('is nothing where everything was', () => {
    expect(block([])).toEqual([]);
  });

  test('names the change itself by its sentence alone', () => {
    expect(block([push])).toEqual([
      '  ? This push removes commits from main.  branches/force-push',
      '      because branch main is of the kind production (lockkeeper.yaml:3:3)',
      '      see: lockkeeper.yaml:4:5 Its history is kept.',
      '      because this is a shallow clone',
      '      next: Check out the whole history (`fetch-depth: 0`), name the change with --base or --event, and run it again.',
    ]);
  });

  test('names a file as a whole by its path, and a place in it by line and column', () => {
    const [whole] = block([{ ...push, at: startOf('api/r.txt'), evidence: [], related: [] }]);
    const [place] = block([{ ...push, at: spanOf('api/r.txt', 4, [2, 3]), evidence: [], related: [] }]);
    expect([whole, place]).toEqual([
      '  ? This push removes commits from main.  branches/force-push api/r.txt',
      '  ? This push removes commits from main.  branches/force-push api/r.txt:5:3',
    ]);
  });

  test('is gathered by what is missing, in the order in which it was found', () => {
    const lines = block([push, unapproved, { ...push, subject: 'another', message: 'Another.' }]);
    const sentences = lines.filter((line) => line.startsWith('  ? '));
    expect(sentences.map((line) => `  ${line.trim().split('  ')[0] ?? ''}`)).toEqual([
      '  ? This push removes commits from main.',
      '  ? Another.',
      `  ? ${unapproved.message}`,
    ]);
    expect(lines.filter((line) => line.includes('shallow'))).toHaveLength(1);
  });

  test('is kept apart where other things follow from it', () => {
    const warning = { ...push, severity: 'warning' as const };
    const waiting = { ...push, waitsFor: 'approval' as const };
    expect(block([push, warning, waiting]).filter((line) => line.includes('next:'))).toHaveLength(3);
  });

  test('says every reason there is', () => {
    const missing = [
      { fact: 'labels', reason: 'GitHub was not asked' },
      { fact: 'author', reason: 'no author was given' },
    ];
    expect(block([{ ...push, missing }]).filter((line) => line.startsWith('      because'))).toEqual([
      '      because branch main is of the kind production (lockkeeper.yaml:3:3)',
      '      because GitHub was not asked',
      '      because no author was given',
    ]);
  });

  test.each(STAGES)('says at stage %s what a person can do', (stage) => {
    expect(block([push, unapproved], stage).filter((line) => /^ {6}next: .+\.$/.test(line))).toHaveLength(2);
  });

  test('lets no text reach the terminal as it is', () => {
    const message = 'a\n::error::b \u001b[31m';
    const missing = [{ fact: 'x', reason: 'c\rd' }];
    expect(block([{ ...push, message, missing, related: [] }]).join('|')).toMatch(
      /^ {2}\? a\\n::error::b \\u\{1b\}\[31m {2}branches\/force-push\|.*because c\\rd\|/,
    );
  });

  test('is painted only where colours are asked for', () => {
    const section = undecided({ ...unproved, undetermined: [push] }, plainContext);
    expect(terminalText(section, { colors: true })).toContain('\u001b[33m?\u001b[39m This push');
    expect(block([push]).join('')).not.toContain('\u001b');
  });
});
