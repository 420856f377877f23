import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { documentObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY } from '../../testing/sample-revision.ts';
import type { EnvironmentFile } from './environment-code.ts';
import { readEnvironmentCode } from './read-environment-code.ts';

const POLICY = policyOf(ALEMBIC_POLICY);
const PATH = 'alembic/env.py';

const loaded = await testParsers();
const parsers = () => loaded;

function files(content: Known<FileContent>, path = PATH): readonly EnvironmentFile[] {
  const seen = documentObservations({ path, text: '' }, {});
  return readEnvironmentCode(POLICY, seen, { content: () => content, parsers });
}

/** What an `env.py` of these lines does, with the text that is underlined. */
function deeds(...lines: readonly string[]) {
  const text = `${lines.join('\n')}\n`;
  const [file] = files(observed(textContent(text)));
  if (file?.reading.known !== true || file.reading.value.kind !== 'read') return file;
  return file.reading.value.deeds.map(({ at, ...deed }) => {
    const [line = ''] = lines.slice(at.start.line);
    return { ...deed, underlined: line.slice(at.start.character, at.end.character) };
  });
}

describe('the file of an environment', () => {
  it('is not known where its text is not', () => {
    const reading = unobserved('it was not fetched');
    expect(files(reading)).toEqual([{ path: PATH, reading }]);
  });

  it('is none where nothing is there', () => {
    expect(files(observed({ kind: 'absent' }))).toEqual([]);
  });

  it('cannot be read where it is no text', () => {
    const [file] = files(observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }));
    expect(file?.reading).toMatchObject({
      known: true,
      value: { kind: 'unreadable', problem: 'it is not valid UTF-8', at: { path: PATH } },
    });
  });

  it('cannot be read where it is no Python', () => {
    const [file] = files(observed(textContent('def f(:\n')));
    expect(file?.reading).toMatchObject({ known: true, value: { kind: 'unreadable', at: { path: PATH } } });
  });

  it.each(['', '\n', '  \n\t\n'])('does nothing where it is empty, also without a parser: %j', (text) => {
    const seen = documentObservations({ path: PATH, text }, {});
    const content = () => observed(textContent(text));
    expect(readEnvironmentCode(POLICY, seen, { content, parsers: () => undefined })).toEqual([
      { path: PATH, reading: { known: true, value: { kind: 'read', deeds: [], namesLock: false } } },
    ]);
  });

  it('is not known without a parser', () => {
    const seen = documentObservations({ path: PATH, text: '' }, {});
    const content = () => observed(textContent('x = 1\n'));
    expect(readEnvironmentCode(POLICY, seen, { content, parsers: () => undefined })).toEqual([
      { path: PATH, reading: { known: false, reason: 'the parsers are not loaded' } },
    ]);
  });

  it.each([
    ['import alembic', 1],
    ['from sqlalchemy import text', 1],
    ['import psycopg', 1],
    ['import psycopg2', 1],
    ['import asyncpg', 1],
    ['import os', 0],
    ['import sqlalchemy_utils', 0],
  ])('counts elsewhere where it speaks to a database: %s', (text, count) => {
    expect(files(observed(textContent(`${text}\n`)), 'tools/env.py')).toHaveLength(count);
    expect(files(observed(textContent(`${text}\n`)))).toHaveLength(1);
  });

  it('counts elsewhere where it is no text', () => {
    expect(files(observed({ kind: 'unreadable', problem: 'it is a link' }), 'tools/env.py')).toHaveLength(1);
  });
});

describe('where revisions are', () => {
  it.each([
    ['script_location', 'config.set_main_option("script_location"'],
    ['version_locations', "config.set_main_option('version_locations'"],
    ['sourceless', 'config.set_main_option(name="sourceless"'],
    ['version_locations', 'config.set_section_option("alembic", "version_locations"'],
    ['recursive_version_locations', 'config.set_main_option( "recursive_version_locations"'],
  ])('is set by %s: %s', (option, call) => {
    const underlined = call.replace(/^config\./, '');
    expect(deeds(`${call}, x)`)).toEqual([{ kind: 'redirects', option, underlined }]);
  });

  it.each([
    'config.set_main_option("sqlalchemy.url", url)',
    'config.get_main_option("script_location")',
    'config.reset_main_option("script_location", x)',
    'config.set_main_option("script_location_of_mine", x)',
    'config.set_section_option("version_locations", "a", x)',
  ])('is not set by %s', (line) => {
    expect(deeds(line)).toEqual([]);
  });

  it('is told once for each time that it is set', () => {
    const call = (option: string) => `config.set_main_option("${option}", x)`;
    expect(deeds(call('sourceless'), 'x = 1', call('script_location'))).toEqual([
      { kind: 'redirects', option: 'sourceless', underlined: 'set_main_option("sourceless"' },
      { kind: 'redirects', option: 'script_location', underlined: 'set_main_option("script_location"' },
    ]);
  });
});
