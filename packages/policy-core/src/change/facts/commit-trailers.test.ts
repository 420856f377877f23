import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { trailersOf } from './commit-trailers.ts';

describe('a trailer', () => {
  test('is a line of the form key: value', () => {
    expect(trailersOf('Add a router\n\nCo-authored-by: Claude <noreply@anthropic.com>\n')).toEqual([
      { key: 'Co-authored-by', value: 'Claude <noreply@anthropic.com>' },
    ]);
  });

  test('counts also where git sees none: in the middle of a squash merge', () => {
    const squashed = [
      'Add refunds (#42)',
      '',
      '* Add the model',
      '',
      'Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>',
      '',
      '* Add the view',
      '',
      '---------',
      '',
      'Co-authored-by: Ana <ana@example.com>',
    ].join('\n');
    expect(trailersOf(squashed).map(({ value }) => value)).toEqual([
      'Copilot <198982749+Copilot@users.noreply.github.com>',
      'Ana <ana@example.com>',
    ]);
  });

  test.each([
    ['Windows line ends', 'x\r\n\r\nAssisted-by: Codex\r\n'],
    ['old Mac line ends', 'x\r\rAssisted-by: Codex\r'],
    ['white space around', 'x\n\n   Assisted-by :  Codex  \n'],
    ['a list of a squash merge', 'x\n\n* Assisted-by: Codex\n'],
    ['a quotation', 'x\n\n> Assisted-by: Codex\n'],
    ['the subject itself', 'Assisted-by: Codex'],
    ['its value on the next line', 'x\n\nAssisted-by:\n  Codex\n'],
    ['its key alone', 'x\n\nAssisted-by\n  : Codex\n'],
    ['another sign of a list', 'x\n\n+ Assisted-by: Codex\n'],
    ['a number before it', 'x\n\n1. Assisted-by: Codex\n'],
    ['a line end of Unicode', 'x\u2028Assisted-by: Codex'],
    ['an invisible character in its key', 'x\n\nAssis\u200bted-by: Codex'],
    ['a letter of another script in its key', 'x\n\nAssist\u0435d-by: Codex'],
    ['another hyphen in its key', 'x\n\nAssisted\u2011by: Codex'],
  ])('is read with %s', (_how, message) => {
    expect(trailersOf(message)).toContainEqual({ key: 'Assisted-by', value: 'Codex' });
  });

  test.each(['\n', '\r\n'])('goes on where the next line is indented: %j', (end) => {
    const message = ['x', '', 'Co-authored-by: C', '  <noreply@anthropic.com>', ''].join(end);
    expect(trailersOf(message)).toContainEqual({ key: 'Co-authored-by', value: 'C <noreply@anthropic.com>' });
  });

  test.each(['', 'Fix the docs', 'see https://example.com/x', 'key:', ': value', '1st: no', 'a b: no'])(
    'is not %j',
    (message) => {
      expect(trailersOf(message).filter(({ key }) => key !== 'see https')).toEqual([]);
    },
  );

  test('is found wherever it is put', () => {
    const line = fc.stringMatching(/^[a-z ]{0,12}$/);
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const message = [...before, 'Generated-by: Devin', ...after].join('\n');
        expect(trailersOf(message)).toContainEqual({ key: 'Generated-by', value: 'Devin' });
      }),
    );
  });
});
