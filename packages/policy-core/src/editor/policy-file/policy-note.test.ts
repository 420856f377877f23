import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { POLICY_FILE_NAMES } from '../../policy/policy.ts';
import { spansIn } from '../../model/source-span.ts';
import { textOf } from '../../testing/text-of.ts';
import { policyNote } from './policy-note.ts';

const FILES = [
  'app/core/a.py',
  'app/core/b.py',
  'app/core/c.py',
  'app/core/d.py',
  'docs/x.md',
  'db/versions/1.py',
];

/** What is said of the place marked with `|`, and of which text. */
function told(marked: string, path = 'lockkeeper.yaml', files: readonly string[] | 'unlisted' = FILES) {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const listed = files === 'unlisted' ? undefined : files;
  const note = policyNote({ path, text, files: listed }, spansIn(path, text).position(offset));
  return note && { of: textOf(text, note.at), sentences: note.sentences, rule: note.rule };
}

describe('a key of a policy', () => {
  test('says what may stand there, whether it must, and what it means', () => {
    expect(told('protected:\n  - pa|ths: [a]\n')).toEqual({
      of: 'paths',
      sentences: [
        'protected[].paths: a list of path patterns, required.',
        'Path patterns that need approval before they change.',
      ],
      rule: undefined,
    });
  });

  test('is explained whole while it is half written', () => {
    expect(told('version: 1\npol|icy')?.sentences).toEqual([
      'policy: a map.',
      'Name of this policy, and how binding it is.',
    ]);
  });

  test.each([
    ['lockkeeper.toml', '[[protected]]\nid = "a"\npa|ths = []\n', 'paths'],
    ['lockkeeper.toml', '[pol|icy]\n', 'policy'],
    ['lockkeeper.json', '{ "protected": [{ "pa|ths": [] }] }', '"paths"'],
    ['lockkeeper.yaml', 'protected: [{ pa|ths: [] }]', 'paths'],
    ['lockkeeper.yaml', '# Mine.\npolicy: &a { ti|tle: x } # yours', 'title'],
  ])('is underlined exactly, in %s', (path, marked, of) => {
    expect(told(marked, path)?.of).toBe(of);
  });

  test('is explained as the kind that is written has it', () => {
    const probe = (written: string) =>
      `deployment:\n  services:\n    api: { environments: { staging: { probes: [{ ${written} }] } } }\n`;
    expect(told(probe('kind: sql, que|ry: x'))?.sentences).toEqual([
      'deployment.services.api.environments.staging.probes[].query: a text.',
      'A query that only reads. Default: select 1.',
    ]);
    expect(told(probe('ki|nd: command'))?.sentences).toEqual([
      'deployment.services.api.environments.staging.probes[].kind: command, required.',
      'What is asked: with `command` a program.',
    ]);
  });

  test('that nobody knows says nothing', () => {
    expect(told('prot|: 1\n')).toBeUndefined();
    expect(told('policy:\n  titel|: x\n')).toBeUndefined();
  });
});

describe('a value of a policy', () => {
  test('is told what its key means', () => {
    expect(told('policy:\n  status: dr|aft\n')).toMatchObject({
      of: 'draft',
      sentences: [
        'policy.status: canonical | draft.',
        '`draft` reports every finding as a warning, so that nothing is blocked while you try the policy.',
      ],
    });
  });

  test('that is a preset says what it brings', () => {
    expect(told('extends: [al|embic]')?.sentences).toEqual([
      'Alembic revisions where `alembic init alembic` puts them.',
      'extends: a text, or a list of texts.',
      expect.stringContaining('What this policy builds on'),
    ]);
  });

  test('that is a base says whether it is there', () => {
    expect(told('extends: ./pol|icies/base.yaml')?.sentences[0]).toBe('There is no file policies/base.yaml.');
  });

  test.each([
    ['app/co|re/**', 'It matches 4 files: app/core/a.py, app/core/b.py, app/core/c.py and 1 more.'],
    ['do|cs/**', 'It matches 1 file: docs/x.md.'],
    ['no|where/**', 'It matches no file that is there.'],
  ])('that is the pattern %s says which files it matches', (pattern, sentence) => {
    expect(told(`protected:\n  - paths: ['${pattern}']\n`)?.sentences[0]).toBe(sentence);
  });

  test('that is a pattern is read in the dialect of the policy', () => {
    const paths = "protected:\n  - paths: ['co|re']\n";
    expect(told(paths)?.sentences[0]).toBe('It matches no file that is there.');
    expect(told(`patterns: { dialect: codeowners }\n${paths}`)?.sentences[0]).toMatch(/^It matches 4 files/);
  });

  test('that names a folder or a file says whether they are there', () => {
    expect(told('migrations: { alembic: [db/ver|sions] }')?.sentences[0]).toBe('It holds 1 file.');
    expect(told('migrations: { alembic: [ver|sions/] }')?.sentences[0]).toBe(
      'There is nothing in that folder.',
    );
    expect(told('deployment: { record: last|.json }')?.sentences[0]).toBe('There is no file last.json.');
    expect(told('deployment: { record: docs/x|.md }')?.sentences[0]).toBe(
      'deployment.record: a path of a file.',
    );
  });

  test('says nothing of files where they cannot be listed, and of branches never', () => {
    expect(told("protected:\n  - paths: ['do|cs/**']\n", 'lockkeeper.yaml', 'unlisted')?.sentences[0]).toBe(
      'protected[].paths: a list of path patterns, required.',
    );
    expect(told('branches: { main: { match: [do|cs/**] } }')?.sentences[0]).toBe(
      'branches.main.match: a list of texts, required.',
    );
  });
});

describe('a rule', () => {
  const SENTENCES = [
    expect.stringMatching(/\.$/),
    'It is an error unless the policy says otherwise.',
    'Its options: allowTables.',
  ];

  test.each([
    ['that is set', 'rules:\n  migrations/dr|op-table: off\n', 'lockkeeper.yaml'],
    ['that is waived', 'waivers:\n  - rule: migrations/drop-t|able\n', 'lockkeeper.yaml'],
    ['in TOML', '[rules]\n"migrations/dr|op-table" = "off"\n', 'lockkeeper.toml'],
    ['in JSON', '{ "rules": { "migrations/dr|op-table": "off" } }', 'lockkeeper.json'],
  ])('%s says what it demands, and has a page', (_, marked, path) => {
    expect(told(marked, path)).toMatchObject({ sentences: SENTENCES, rule: 'migrations/drop-table' });
  });

  test('has options that are explained', () => {
    expect(told('rules:\n  migrations/drop-table: { options: { allow|Tables: [a] } }\n')?.sentences[0]).toBe(
      'rules.migrations/drop-table.options.allowTables: a list of texts.',
    );
  });

  test('that is not there is explained as any key', () => {
    expect(told('rules:\n  docs/no|thing: off\n')?.rule).toBeUndefined();
  });
});

test('between words, in a comment and in an empty text nothing is said', () => {
  for (const marked of ['|', '# ver|sion: 1\n', 'version: 1\n\n  |\n']) expect(told(marked)).toBeUndefined();
});

test('any text in any format is explained or not, never with an exception', () => {
  fc.assert(
    fc.property(fc.constantFrom(...POLICY_FILE_NAMES), fc.string(), fc.nat(20), (path, text, character) => {
      const note = policyNote({ path, text, files: FILES }, { line: 0, character });
      if (note !== undefined) expect(note.sentences.length).toBeGreaterThan(0);
    }),
  );
});
