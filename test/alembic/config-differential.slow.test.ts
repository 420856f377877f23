import { spawnSync } from 'node:child_process';
import process from 'node:process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { configuredEnvironments } from '../../packages/policy-core/src/migrations/history/alembic-config.ts';
import { withinRepository } from '../../packages/policy-core/src/migrations/history/configured-place.ts';
import { alembic } from './alembic-worker.ts';

const COUNT = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 20_000 : 1500;

/** What Alembic knew by 1.8 already: later ones know newlines as well, and take the space around a path away. */
const SEPARATORS = { none: undefined, space: ' ', os: ':', ':': ':', ';': ';' } as const;

const place = fc.constantFrom(
  'db',
  '%(here)s/db',
  '%(here)s/../db',
  '%(base)s/x',
  './db/more',
  'a/b',
  '%(here)s',
);
const file = fc
  .record({
    section: fc.constantFrom('alembic', 'billing'),
    location: place,
    versions: fc.array(place, { maxLength: 3 }),
    separator: fc.constantFrom(...(Object.keys(SEPARATORS) as (keyof typeof SEPARATORS)[])),
    legacy: fc.constantFrom(' ', ', ', ',', '  '),
    base: fc.constantFrom('%(here)s/base', 'base'),
  })
  .map(({ section, location, versions, separator, legacy, base }) => ({
    section,
    text: [
      '[DEFAULT]',
      `base = ${base}`,
      `[${section}]`,
      `script_location = ${location}`,
      ...(separator === 'none' ? [] : [`version_path_separator = ${separator}`]),
      ...(versions.length === 0
        ? []
        : [`version_locations = ${versions.join(SEPARATORS[separator] ?? legacy)}`]),
      '',
    ].join('\n'),
  }));
const samples = fc.sample(file, COUNT);

const ASK = `
import json, os, sys, tempfile
from alembic.config import Config
from alembic.script import ScriptDirectory
root = os.path.realpath(tempfile.mkdtemp())
os.makedirs(os.path.join(root, "backend"))
os.chdir(os.path.join(root, "backend"))
os.access = lambda *_: True
def answer(sample):
    with open("alembic.ini", "w") as ini:
        ini.write(sample["text"])
    scripts = ScriptDirectory.from_config(Config("alembic.ini", ini_section=sample["section"]))
    places = scripts.version_locations or [os.path.join(scripts.dir, "versions")]
    return [os.path.relpath(os.path.abspath(place), root) for place in places]
print(json.dumps([answer(sample) for sample in json.load(sys.stdin)]))
`;

const answers = askAlembic();

describe.skipIf(answers === undefined)('the version locations that Alembic finds', () => {
  it('are those that we find when it is started beside its configuration', () => {
    samples.forEach(({ section, text }, index) => {
      expect({ text, places: placesIn(text, section) }).toEqual({ text, places: answers?.[index] });
    });
  });
});

function placesIn(text: string, section: string): readonly (string | undefined)[] {
  const name = section === 'alembic' ? 'backend/alembic.ini' : `backend/alembic.ini [${section}]`;
  const found = configuredEnvironments([{ path: 'backend/alembic.ini', text }]).find(
    (one) => one.name === name,
  );
  if (found === undefined || !found.locations.known) return [];
  return found.locations.value.map(({ from, path }) =>
    withinRepository(from === 'start' ? `backend/${path}` : path),
  );
}

function askAlembic(): readonly (readonly string[])[] | undefined {
  if (alembic.kind === 'unavailable') return undefined;
  const { status, stdout, stderr } = spawnSync(alembic.python, ['-c', ASK], {
    input: JSON.stringify(samples),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`Alembic could not be asked: ${stderr}`);
  return JSON.parse(stdout);
}
