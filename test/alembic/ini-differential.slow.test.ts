import { spawnSync } from 'node:child_process';
import process from 'node:process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readIni, type IniReading } from '../../packages/policy-core/src/migrations/history/ini-reading.ts';
import { iniValue } from '../../packages/policy-core/src/migrations/history/ini-value.ts';

const COUNT = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100_000 : 5000;

const line = fc.oneof(
  fc.constantFrom(
    '[alembic]',
    '[billing]',
    '[DEFAULT]',
    '[a]b]',
    '[]',
    '',
    '   ',
    '# comment',
    '  ; comment',
  ),
  fc
    .tuple(
      fc.constantFrom('', '  ', '    ', '\t'),
      fc.constantFrom('script_location', 'Script_Location', 'x', 'X ', 'version_locations', '', 'here'),
      fc.constantFrom('=', ' = ', ':', ' : ', ''),
      fc.constantFrom(
        '',
        'migrations',
        '%(here)s/a',
        '%(x)s',
        '%%',
        '%',
        '%(nobody)s',
        'a # b',
        'a;b',
        'a = b',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('    %(here)s/more', '  more', 'more', '\u00a0more', '\u001fmore', '\u2003x = 1'),
);
const file = fc
  .tuple(
    fc.constantFrom(['[alembic]'], ['[alembic]', 'x = 1'], []),
    fc.array(line, { maxLength: 8 }),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
  )
  .map(([head, lines, end]) => [...head, ...lines].join(end));
const texts = fc.sample(file, COUNT);

const ASK = `
import configparser, io, json, sys
def value(parser, section, option):
    try:
        return parser.get(section, option)
    except Exception:
        return None
def answer(text):
    parser = configparser.ConfigParser({"here": "/repo"})
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except Exception:
        return None
    return {section: {option: value(parser, section, option) for option in parser.options(section)}
            for section in parser.sections()}
print(json.dumps([answer(text) for text in json.load(sys.stdin)]))
`;

const answers = askConfigparser();

describe.skipIf(answers === undefined)('the ini files that configparser reads', () => {
  it('are those that we read', () => {
    const different = texts.filter(
      (text, index) => (readIni(text).kind === 'ini') !== (answers?.[index] !== null),
    );
    expect(different).toEqual([]);
  });

  it('say the same to us', () => {
    texts.forEach((text, index) =>
      expect({ text, said: plain(readIni(text)) }).toEqual({ text, said: answers?.[index] }),
    );
  });
});

function plain(ini: IniReading): unknown {
  if (ini.kind === 'malformed') return null;
  const given = new Map([['here', '/repo']]);
  const sections = Array.from(ini.sections, ([section, own]) => {
    const names = [...new Set([...own.keys(), ...ini.defaults.keys(), ...given.keys()])];
    const values = names.map((option) => {
      const value = iniValue(ini, { section, option }, given);
      return [option, value.kind === 'value' ? value.value : null];
    });
    return [section, Object.fromEntries(values)];
  });
  return Object.fromEntries(sections);
}

function askConfigparser(): readonly unknown[] | undefined {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', ASK], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  if (status === null) return undefined;
  if (status !== 0) throw new Error(`Python could not be asked: ${stderr}`);
  return JSON.parse(stdout);
}
