import { describe, expect, it } from 'vitest';

import { observed } from '../known.ts';
import type { ConfigOptions } from './config-options.ts';
import { HERE } from './configured-place.ts';
import { readPyproject } from './pyproject-alembic.ts';

function optionsIn(...lines: readonly string[]): ConfigOptions {
  const reading = readPyproject(['[tool.alembic]', ...lines].join('\n'));
  if (reading.kind === 'none') throw new Error(lines.join('\n'));
  return reading.options;
}

describe('pyproject.toml', () => {
  it.each([
    '',
    '[tool.ruff]\nline-length = 100\n',
    '[project]\ndependencies = ["alembic"]\n',
    '[tool]\nalembic = "x"\n',
    '[[tool.alembic]]\nscript_location = "x"\n',
    '[tool.alembic\n',
    'tool.alembic.script_location = "x"\ntool.alembic.script_location = "y"\n',
  ])('says nothing of Alembic in %j', (text) => {
    expect(readPyproject(text)).toEqual({ kind: 'none' });
  });

  it('may say it in any of the ways of TOML', () => {
    for (const text of [
      'tool.alembic.script_location = "db"',
      '[tool]\nalembic = { script_location = "db" }',
      '["tool"."alembic"]\nscript_location = """db"""',
    ]) {
      const reading = readPyproject(text);
      expect(reading.kind === 'options' && reading.options.text('script_location')).toEqual(observed('db'));
    }
  });

  it.each([
    ['"%(here)s/db"', `${HERE}/db`],
    ['"100%%"', '100%'],
    ['"%%(here)s"', '%(here)s'],
    ["'%(here)s'", HERE],
  ])('reads %s', (written, value) => {
    expect(optionsIn(`script_location = ${written}`).text('script_location')).toEqual(observed(value));
  });

  it.each(['"%(home)s"', '"%s"', '"5%"', '"%(here)d"'])('cannot read %s', (written) => {
    expect(optionsIn(`script_location = ${written}`).text('script_location').known).toBe(false);
  });

  it('has lists of texts, an empty one of which is none', () => {
    const options = optionsIn('version_locations = ["a", "%(here)s/b"]', 'none = []', 'mixed = ["a", 1]');
    expect(options.list('version_locations')).toEqual(observed(['a', `${HERE}/b`]));
    expect(options.list('none')).toEqual(observed(undefined));
    expect(options.list('mixed').known).toBe(false);
    expect(options.list('absent')).toEqual(observed(undefined));
  });

  it('has flags that are on only when they are true', () => {
    const options = optionsIn('yes = true', 'no = false', 'text = "true"');
    expect(['yes', 'no', 'text', 'absent'].map((name) => options.isOn(name))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('is no ini file: what is asked only of that is not there', () => {
    expect(optionsIn('path_separator = "os"').inIni('path_separator')).toEqual(observed(undefined));
  });
});
