import { describe, expect, test } from 'vitest';

import { drawnSeverity, readCustomizations, type DrawnSeverity } from './rule-customizations.ts';

const [ERROR, WARNING, INFORMATION] = [0, 1, 2];
const DROP = { value: 'migrations/drop-table', target: 'vscode:page' };

function drawn(...written: readonly (readonly [rule: string, severity: DrawnSeverity])[]) {
  const customizations = written.map(([rule, severity]) => ({ rule, severity }));
  return drawnSeverity({ severity: ERROR, code: DROP, message: 'Drops table users.' }, customizations);
}

describe('a finding is drawn', () => {
  test.each<[string, DrawnSeverity, number | undefined]>([
    ['migrations/drop-table', 'warn', WARNING],
    ['migrations/*', 'info', INFORMATION],
    ['*', 'warn', WARNING],
    ['*/drop-table', 'off', undefined],
    ['migrations/drop-table', 'default', ERROR],
    ['migrations/drop', 'off', ERROR],
    ['migrations.drop-table', 'off', ERROR],
    ['(*', 'off', ERROR],
  ])('where %s is %s', (rule, severity, expected) => {
    expect(drawn([rule, severity])).toBe(expected);
  });

  test('as the last that names its rule says', () => {
    expect(drawn(['*', 'off'], ['migrations/*', 'default'], ['paths/*', 'info'])).toBe(ERROR);
  });

  test('as it is where it has no rule', () => {
    const note = { severity: ERROR, message: 'The policy is not valid.' };
    expect(drawnSeverity(note, [{ rule: '*', severity: 'off' }])).toBe(ERROR);
  });
});

test.each<[unknown, number]>([
  [undefined, 0],
  ['off', 0],
  [[null, 1, {}, { rule: 'a' }, { severity: 'off' }, { rule: 'a', severity: 'loud' }], 0],
  [[{ rule: 'a', severity: 'off', more: 1 }], 1],
])('settings that mean nothing change nothing: %j', (written, count) => {
  expect(readCustomizations(written)).toHaveLength(count);
});
