import { describe, expect, it } from 'vitest';

import type { Known } from '../../model/known.ts';
import { HERE } from './configured-place.ts';
import { readPyproject } from './pyproject-alembic.ts';

const PATH = 'backend/pyproject.toml';

const shown = <Value>(known: Known<Value>) => (known.known ? known.value : `? ${known.reason}`);

/** An option of the table `tool.alembic`; the folder of the file is shown as HERE. */
function told(...lines: readonly string[]) {
  const reading = readPyproject({ path: PATH, text: ['[tool.alembic]', ...lines].join('\n') });
  if (reading.kind === 'none') throw new Error('It says nothing of Alembic.');
  const { options } = reading;
  const withHere = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replaceAll(HERE, 'HERE')
      : Array.isArray(value)
        ? value.map(withHere)
        : value;
  return {
    text: (name: string) => withHere(shown(options.text(name))),
    list: (name: string) => withHere(shown(options.list(name))),
    inIni: (name: string) => shown(options.inIni(name)),
    isOn: (name: string) => options.isOn(name),
  };
}

describe('a pyproject.toml that says nothing of Alembic', () => {
  it.each([
    ['is empty', ''],
    ['speaks of other tools', '[tool.ruff]\nline-length = 100'],
    ['only installs it', '[project]\ndependencies = ["alembic"]'],
    ['has a key of that name', '[tool]\nalembic = "yes"'],
    ['has a list of that name', '[[tool.alembic]]\nscript_location = "a"'],
    ['has another tool below that name', '[other.alembic]\nscript_location = "a"'],
    ['is no TOML', '[tool.alembic\nscript_location = "a"'],
    ['has a tool that is no table', 'tool = "alembic"'],
  ])('%s', (_, text) => {
    expect(readPyproject({ path: PATH, text })).toEqual({ kind: 'none' });
  });
});

describe('a text in pyproject.toml', () => {
  it.each<[string, string]>([
    ['"alembic"', 'alembic'],
    ["'alembic'", 'alembic'],
    ['"%(here)s/alembic"', 'HERE/alembic'],
    ['"a%%b"', 'a%b'],
    ['"%%(here)s"', '%(here)s'],
    ['""', ''],
    ['"db:\\u00e9"', 'db:é'],
    ['"%(home)s"', '? script_location has an invalid %'],
    ['"50%"', '? script_location has an invalid %'],
    ['1', '? script_location is no text'],
    ['["a"]', '? script_location is no text'],
  ])('%s is %j', (source, expected) => {
    expect(told(`script_location = ${source}`).text('script_location')).toBe(expected);
  });

  it('may stand in a table of its own, in a dotted key, or in an inline table', () => {
    const texts = ['tool.alembic.script_location = "a"', '[tool]\nalembic = { script_location = "a" }'];
    for (const text of texts) {
      const reading = readPyproject({ path: PATH, text });
      expect(reading.kind === 'options' && shown(reading.options.text('script_location'))).toBe('a');
    }
  });
});

describe('a list in pyproject.toml', () => {
  it.each<[string, unknown]>([
    ['["a", "%(here)s/b"]', ['a', 'HERE/b']],
    ['[\n  "a", # first\n  "b",\n]', ['a', 'b']],
    ['[]', undefined],
    ['"a"', '? version_locations is no list'],
    ['["a", 1]', '? version_locations is no list of texts'],
    ['["a", ["b"]]', '? version_locations is no list of texts'],
    ['["a", "%(home)s/b"]', '? version_locations has an invalid %'],
  ])('%s', (source, expected) => {
    expect(told(`version_locations = ${source}`).list('version_locations')).toEqual(expected);
  });
});

describe('other options of pyproject.toml', () => {
  it('are on where they are true, and say so as TOML does', () => {
    expect(told('recursive_version_locations = true').isOn('recursive_version_locations')).toBe(true);
    expect(told('recursive_version_locations = false').isOn('recursive_version_locations')).toBe(false);
    expect(told('recursive_version_locations = "true"').isOn('recursive_version_locations')).toBe(false);
    expect(told().isOn('recursive_version_locations')).toBe(false);
  });

  it('are absent where they are not written, and nothing is ever in an ini file', () => {
    const options = told('script_location = "a"');
    expect(options.text('other')).toBeUndefined();
    expect(options.list('other')).toBeUndefined();
    expect(options.inIni('script_location')).toBeUndefined();
  });
});

it('knows in which line it says something', () => {
  const text = '[tool.black]\n[tool.alembic]\nscript_location = ""\n';
  const reading = readPyproject({ path: PATH, text });
  if (reading.kind === 'none') throw new Error(text);
  expect(reading.options.placeOf('script_location')).toBe('in line 3 of backend/pyproject.toml');
  expect(reading.options.placeOf('version_locations')).toBeUndefined();
});
