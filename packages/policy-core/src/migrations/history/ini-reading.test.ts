import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readIni, type IniReading } from './ini-reading.ts';

function plain(reading: IniReading): unknown {
  if (reading.kind === 'malformed') return `${reading.line}: ${reading.problem}`;
  const sections = Array.from(reading.sections, ([name, options]) => [name, Object.fromEntries(options)]);
  return { ...Object.fromEntries(sections), DEFAULT: Object.fromEntries(reading.defaults) };
}

function read(...lines: readonly string[]): unknown {
  return plain(readIni(lines.join('\n')));
}

describe('an ini file', () => {
  it('has sections of options, their names in lower case', () => {
    expect(read('[alembic]', 'Script_Location = migrations', '', '[loggers]', 'keys=root,alembic')).toEqual({
      alembic: { script_location: 'migrations' },
      loggers: { keys: 'root,alembic' },
      DEFAULT: {},
    });
  });

  it('takes = and : alike, the first one', () => {
    expect(read('[a]', 'x = 1 : 2', 'y: a = b', 'z:')).toEqual({
      a: { x: '1 : 2', y: 'a = b', z: '' },
      DEFAULT: {},
    });
  });

  it('knows comments on lines of their own, and only there', () => {
    expect(read('# one', '[a]', '; two', '  # three', 'x = 1 # no comment', 'y = 2 ; nor this')).toEqual({
      a: { x: '1 # no comment', y: '2 ; nor this' },
      DEFAULT: {},
    });
  });

  it('continues a value on deeper lines, through comments and empty ones', () => {
    const lines = ['[a]', 'x =', '    one', '# between', '', '      two', '', 'y = 3'];
    expect(read(...lines)).toEqual({ a: { x: '\none\n\ntwo', y: '3' }, DEFAULT: {} });
  });

  it('does not continue a value on a line of the same depth', () => {
    expect(read('[a]', '  x = 1', '  y = 2')).toEqual({ a: { x: '1', y: '2' }, DEFAULT: {} });
  });

  it('may indent the first option below a section', () => {
    expect(read('[a]', '   x = 1', 'y = 2')).toEqual({ a: { x: '1', y: '2' }, DEFAULT: {} });
  });

  it('gives DEFAULT to all, which may stand twice', () => {
    expect(read('[DEFAULT]', 'x = 1', '[a]', 'y = 2', '[DEFAULT]', 'z = 3')).toEqual({
      a: { y: '2' },
      DEFAULT: { x: '1', z: '3' },
    });
  });

  it('takes everything up to the last bracket for the name of a section', () => {
    expect(read('[a]b] rest', 'x = 1')).toEqual({ 'a]b': { x: '1' }, DEFAULT: {} });
  });

  it('ends lines in any way', () => {
    expect(plain(readIni('[a]\r\nx = 1\ry = 2\n'))).toEqual({ a: { x: '1', y: '2' }, DEFAULT: {} });
  });

  it('may have names that every object has', () => {
    const reading = readIni('[constructor]\n__proto__ = 1\n');
    expect(reading.kind === 'ini' && reading.sections.get('constructor')?.get('__proto__')).toBe('1');
  });

  it.each([
    [['x = 1'], '1: it begins without a section'],
    [['[a]', 'x = 1', 'X = 2'], '3: [a] sets x twice'],
    [['[a]', '[b]', '[a]'], '3: it has two sections [a]'],
    [['[a]', 'nothing here'], '2: `nothing here` sets nothing'],
    [['[a]', '= value'], '2: `= value` sets nothing'],
    [['[DEFAULT]', 'x = 1', '[DEFAULT]', 'x = 2'], '4: [DEFAULT] sets x twice'],
    [['[]', 'x = 1'], '1: it begins without a section'],
  ])('is refused as %j', (lines, problem) => {
    expect(read(...lines)).toBe(problem);
  });

  it('tells the first of its problems, but one that ends the reading before others', () => {
    expect(read('[a]', 'one', 'two')).toBe('2: `one` sets nothing');
    expect(read('[a]', 'one', '[a]')).toBe('3: it has two sections [a]');
  });

  it('is never read in vain: any text ends in an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(['ini', 'malformed']).toContain(readIni(text).kind);
      }),
    );
  });
});
