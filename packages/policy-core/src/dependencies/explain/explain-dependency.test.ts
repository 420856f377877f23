import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { unobserved } from '../../model/known.ts';
import { COMPILED_FILES, COMPILED_PAIR } from '../../testing/sample-compiled.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import type { PairExplanation } from './dependency-explanation.ts';
import { dependencyNames, explainDependency } from './explain-dependency.ts';

const compiled = samplePair(COMPILED_FILES, COMPILED_PAIR);

function explained(name: string, pair = compiled): PairExplanation {
  const [first] = explainDependency(name, [pair]).pairs;
  if (first === undefined) throw new Error(`${name} is not known`);
  return first;
}

describe('where a package comes from', () => {
  test('is told with the line that asks, the way to it, and the pin', () => {
    const { asked, locked, python, platform, mode } = explained('Django');
    expect({ python, platform, mode }).toEqual({ python: '3.11', platform: 'linux', mode: 'compiled' });
    expect(asked).toEqual([
      {
        path: 'api/base.in',
        line: 3,
        text: 'django>=4.2,<5',
        as: 'requirements',
        brought_in_by: [{ path: 'api/requirements.in', line: 1 }],
        specifier: '>=4.2,<5',
        extras: [],
        marker: null,
      },
      {
        path: 'constraints.txt',
        line: 1,
        text: 'Django!=4.2.12',
        as: 'constraints',
        brought_in_by: [{ path: 'api/requirements.in', line: 2 }],
        specifier: '!=4.2.12',
        extras: [],
        marker: null,
      },
    ]);
    expect(locked).toEqual([
      {
        path: 'api/requirements.txt',
        line: 13,
        text: 'django==4.2.13',
        version: '4.2.13',
        hashes: 1,
        marker: null,
        meets: [
          { path: 'api/base.in', line: 3, specifier: '>=4.2,<5', satisfied: true, why_not: null },
          { path: 'constraints.txt', line: 1, specifier: '!=4.2.12', satisfied: true, why_not: null },
        ],
      },
    ]);
  });

  test('follows what the lock says up to what people wrote', () => {
    expect(explained('asgiref')).toMatchObject({
      asked: [],
      locked: [{ hashes: 2, meets: [] }],
      required_by: [
        {
          packages: ['asgiref', 'django'],
          from: { path: 'constraints.txt', line: 1, as: 'constraints' },
        },
        { packages: ['asgiref', 'django'], from: { path: 'api/base.in', line: 3, as: 'requirements' } },
        {
          packages: ['asgiref', 'django', 'djangorestframework'],
          from: { path: 'api/requirements.in', line: 3, as: 'requirements' },
        },
      ],
      more_ways: 0,
    });
  });

  test('a pin that is not admitted says by what, and why not', () => {
    expect(explained('sqlparse').locked[0]?.meets).toEqual([
      {
        path: 'constraints.txt',
        line: 2,
        specifier: '<0.5',
        satisfied: false,
        why_not: '0.5.0 is not <0.5',
      },
    ]);
    const pair = samplePair({
      'requirements.txt': 'a>=2,<3,!=2.5\nb===x\n',
      'requirements.lock': 'a==1\nb==1\n',
    });
    expect(explained('a', pair).locked[0]?.meets[0]?.why_not).toBe('1 is not >=2');
    const odd = samplePair({ 'requirements.txt': 'a>=2\n', 'requirements.lock': 'a===odd\n' });
    expect(explained('a', odd).locked[0]?.meets[0]?.why_not).toBe('odd is no version as PEP 440 has it');
  });

  test('markers hold, do not hold, or depend on what nobody knows', () => {
    expect(explained('tomli')).toMatchObject({
      asked: [{ marker: { text: 'python_version < "3.11"', holds: false, depends_on: [], problem: null } }],
      locked: [],
    });
    expect(explained('uvloop')).toMatchObject({
      asked: [{ marker: { holds: null, depends_on: ['platform_machine'] } }],
      locked: [{ marker: { holds: null } }],
    });
    const files = {
      'requirements.txt': 'a; python_version < "3.9"\nb; "x" ~= "y"\n',
      'requirements.lock': '',
    };
    const nowhere = samplePair(files, { sync: { mode: 'compiled' } });
    expect(explained('a', nowhere)).toMatchObject({
      python: null,
      asked: [{ marker: { holds: null, depends_on: ['python_version'] } }],
    });
    const on38 = samplePair(files, { sync: { mode: 'compiled', python: '3.8', platform: 'windows' } });
    expect(explained('a', on38)).toMatchObject({
      python: '3.8',
      platform: 'windows',
      asked: [{ marker: { holds: true } }],
    });
  });

  test('extras are named, and passwords are not', () => {
    expect(explained('PSYCOPG').asked[0]).toMatchObject({ extras: ['binary'], specifier: '>=3.1' });
    const celery = explained('celery');
    expect(celery.asked[0]).toMatchObject({ specifier: null });
    expect(JSON.stringify(celery)).not.toContain('secret');
  });

  test('without comments in the lock the source itself is the way', () => {
    const pair = samplePair({ 'requirements.txt': 'a==1\n', 'requirements.lock': 'a==1\nb==2\n' });
    expect(explained('a', pair).required_by).toEqual([
      { packages: ['a'], from: { path: 'requirements.txt', line: 1, as: 'requirements' } },
    ]);
    expect(explained('b', pair).required_by).toEqual([]);
  });

  test('a project file is named without a line', () => {
    const lock = 'a==1\n    # via shop (pyproject.toml)\n';
    const pair = samplePair({ 'requirements.txt': '', 'requirements.lock': lock });
    expect(explained('a', pair).required_by).toEqual([
      { packages: ['a'], from: { path: 'pyproject.toml', line: null, as: 'project' } },
    ]);
  });

  test('of a pylock.toml the dependencies of its packages are followed', () => {
    const lock = [
      'lock-version = "1.0"',
      'created-by = "uv"',
      '[[packages]]',
      'name = "flask"',
      'version = "3.0.3"',
      'dependencies = [{ name = "Jinja2" }]',
      '[[packages.wheels]]',
      'url = "https://files.example/flask-3.0.3-py3-none-any.whl"',
      `hashes = { sha256 = "${'0'.repeat(64)}" }`,
      '[[packages]]',
      'name = "jinja2"',
      'version = "3.1.4"',
      'marker = "python_version >= \'3.9\'"',
      '',
    ].join('\n');
    const files = { 'requirements.in': 'flask>=3\n', 'pylock.toml': lock };
    const pair = samplePair(files, {
      source: 'requirements.in',
      lock: 'pylock.toml',
      sync: { mode: 'compiled', python: '3.12' },
    });
    expect(explained('jinja2', pair)).toMatchObject({
      locked: [{ line: 12, text: 'jinja2==3.1.4', version: '3.1.4', hashes: 0, marker: { holds: true } }],
      required_by: [
        {
          packages: ['jinja2', 'flask'],
          from: { path: 'requirements.in', line: 1, as: 'requirements' },
        },
      ],
    });
    expect(explained('flask', pair).locked[0]).toMatchObject({ hashes: 1, meets: [{ satisfied: true }] });
    expect(dependencyNames([pair])).toEqual(['flask', 'jinja2']);
  });

  test('packages that need each other end somewhere', () => {
    const lock = 'a==1\n    # via b\nb==1\n    # via\n    #   a\n    #   -r requirements.txt\n';
    const pair = samplePair({ 'requirements.txt': 'b\n', 'requirements.lock': lock });
    expect(explained('a', pair).required_by).toEqual([
      { packages: ['a', 'b'], from: { path: 'requirements.txt', line: 1, as: 'requirements' } },
    ]);
  });

  test('of very many ways some are shown and the others counted', () => {
    const names = Array.from({ length: 40 }, (_, index) => `user${index}`);
    const lock = [
      'base==1\n    # via',
      ...names.map((name) => `    #   ${name}`),
      ...names.map((name) => `${name}==1\n    # via -r requirements.txt`),
    ].join('\n');
    const source = names.map((name) => `${name}\n`).join('');
    const pair = samplePair({ 'requirements.txt': source, 'requirements.lock': lock });
    const { required_by: ways, more_ways: more } = explained('base', pair);
    expect([ways.length, more]).toEqual([10, 30]);
  });

  test('pairs that do not know it are named, and so is what could not be seen', () => {
    const other = samplePair({ 'requirements.txt': 'rich==1\n', 'requirements.lock': 'rich==1\n' });
    expect(explainDependency('rich', [compiled, other])).toMatchObject({
      schema_version: 1,
      package: 'rich',
      pairs: [{ id: 'backend' }],
      absent_from: ['api'],
    });
    const broken = samplePair({ 'requirements.txt': '-r gone.txt\na==1\n' });
    expect(explained('a', broken).unseen).toEqual([
      { path: 'requirements.lock', reason: 'it does not exist' },
      { path: 'gone.txt', reason: 'its text was not given' },
    ]);
    const unread = { ...other, source: unobserved('the disk is gone') };
    expect(explained('rich', unread).unseen).toEqual([
      { path: 'requirements.txt', reason: 'the disk is gone' },
    ]);
  });

  test('a file that brings itself in is read once', () => {
    const files = { 'requirements.txt': '-r more.txt\na==1\n', 'more.txt': '-r requirements.txt\nb==1\n' };
    expect(explained('a', samplePair(files)).asked).toHaveLength(1);
    expect(explained('b', samplePair(files)).asked).toHaveLength(1);
  });
});

describe('the names in pairs', () => {
  test('are those of both sides and of what they bring in, each once', () => {
    expect(dependencyNames([compiled, compiled])).toEqual([
      'asgiref',
      'celery',
      'django',
      'djangorestframework',
      'psycopg',
      'sqlparse',
      'tomli',
      'uvloop',
    ]);
  });
});

const place = { path: z.string(), line: z.int().positive() };
const marker = z
  .strictObject({
    text: z.string(),
    holds: z.boolean().nullable(),
    depends_on: z.array(z.string()),
    problem: z.string().nullable(),
  })
  .nullable();
const contract = z.strictObject({
  schema_version: z.literal(1),
  package: z.string(),
  pairs: z.array(
    z.strictObject({
      id: z.string(),
      source: z.string(),
      lock: z.string(),
      mode: z.enum(['textual', 'mirror', 'compiled']),
      python: z.string().nullable(),
      platform: z.enum(['linux', 'macos', 'windows']),
      asked: z.array(
        z.strictObject({
          ...place,
          text: z.string(),
          as: z.enum(['requirements', 'constraints']),
          brought_in_by: z.array(z.strictObject(place)),
          specifier: z.string().nullable(),
          extras: z.array(z.string()),
          marker,
        }),
      ),
      locked: z.array(
        z.strictObject({
          ...place,
          text: z.string(),
          version: z.string().nullable(),
          hashes: z.int().nonnegative(),
          marker,
          meets: z.array(
            z.strictObject({
              ...place,
              specifier: z.string(),
              satisfied: z.boolean(),
              why_not: z.string().nullable(),
            }),
          ),
        }),
      ),
      required_by: z.array(
        z.strictObject({
          packages: z.array(z.string()).min(1),
          from: z.strictObject({
            path: z.string(),
            line: z.int().positive().nullable(),
            as: z.enum(['requirements', 'constraints', 'overrides', 'project']),
          }),
        }),
      ),
      more_ways: z.int().nonnegative(),
      unseen: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
    }),
  ),
  absent_from: z.array(z.string()),
});

describe('the answer for programs', () => {
  test('has this form for every package, and every way begins with it', () => {
    for (const name of dependencyNames([compiled])) {
      const answer = contract.parse(JSON.parse(JSON.stringify(explainDependency(name, [compiled]))));
      for (const { required_by: ways } of answer.pairs) {
        expect(ways.every(({ packages }) => packages[0] === name)).toBe(true);
      }
    }
  });

  test('has it for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (source, lock) => {
        const pair = samplePair({ 'requirements.txt': `a\n${source}\n`, 'requirements.lock': lock });
        expect(contract.safeParse(explainDependency('a', [pair])).success).toBe(true);
      }),
    );
  });
});
