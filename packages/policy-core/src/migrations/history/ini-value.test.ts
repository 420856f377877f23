import { describe, expect, it } from 'vitest';

import { readIni } from './ini-reading.ts';
import { iniValue, type IniValue } from './ini-value.ts';

function valueOf(...lines: readonly string[]): string {
  const reading = readIni(['[alembic]', ...lines].join('\n'));
  if (reading.kind === 'malformed') throw new Error(reading.problem);
  const asked = { section: 'alembic', option: 'x' };
  return told(iniValue(reading, asked, new Map([['here', '/repo/backend']])));
}

function told(value: IniValue): string {
  if (value.kind === 'value') return `= ${value.value}`;
  return value.kind === 'absent' ? 'absent' : `unclear: ${value.problem}`;
}

describe('a value of an ini file', () => {
  it.each([
    [['x = migrations'], '= migrations'],
    [['x = %(here)s/migrations'], '= /repo/backend/migrations'],
    [['x = 100%%'], '= 100%'],
    [['x = %%(here)s'], '= %(here)s'],
    [['x = %(Y)s-%(y)s', 'y = 1'], '= 1-1'],
    [['x = %(y)s', 'y = %(z)s!', 'z = %(here)s'], '= /repo/backend!'],
    [['y = 1'], 'absent'],
    [['y = 1', '[DEFAULT]', 'x = 2'], '= 2'],
    [['x = 1', '[DEFAULT]', 'x = 2'], '= 1'],
    [['x = %(here)s', '[DEFAULT]', 'here = elsewhere'], '= elsewhere'],
    [['x = %(nobody)s'], 'unclear: nothing sets nobody'],
    [['x = 5%'], 'unclear: it has an invalid %'],
    [['x = %s'], 'unclear: it has an invalid %'],
    [['x = %()s'], 'unclear: it has an invalid %'],
    [['x = %(x)s'], 'unclear: its values refer to each other too deeply'],
    [['x ='], '= '],
  ])('%j', (lines, expected) => {
    expect(valueOf(...lines)).toBe(expected);
  });

  it('is absent from a section that is not there, whatever DEFAULT says', () => {
    const reading = readIni('[DEFAULT]\nx = 1\n');
    if (reading.kind === 'malformed') throw new Error(reading.problem);
    expect(told(iniValue(reading, { section: 'alembic', option: 'x' }, new Map()))).toBe('absent');
  });
});
