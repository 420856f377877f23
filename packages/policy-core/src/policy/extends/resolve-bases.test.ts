import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { InvalidPolicy, Policy } from '../policy.ts';
import { mergedPolicy, wantedBases } from '../read-policy.ts';
import { COPY_RECORDS, copyDigest, copyRecordsText } from './copy-records.ts';

type Files = Readonly<Record<string, string | Known<FileContent>>>;

/** As a host reads: one file names the next, and what nobody wrote is absent. */
function read(text: string, files: Files = {}) {
  const bases = new Map<string, Known<FileContent>>();
  const source = { path: 'lockkeeper.yaml', text: `version: 1\n${text}\n`, bases };
  for (let wanted = wantedBases(source); wanted.length > 0; wanted = wantedBases(source)) {
    for (const path of wanted) {
      const file = Object.hasOwn(files, path) ? files[path] : undefined;
      bases.set(path, typeof file === 'string' ? observed(textContent(file)) : (file ?? ABSENT));
    }
  }
  return { source, loaded: loadPolicy(source), asked: [...bases.keys()] };
}

const ABSENT = observed({ kind: 'absent' as const });

function policyOf(text: string, files: Files): Policy {
  const { loaded } = read(text, files);
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded;
}

function problemsOf(text: string, files: Files = {}): readonly string[] {
  const { loaded } = read(text, files);
  return loaded.kind === 'policy' ? [] : problemTexts(loaded);
}

function problemTexts({ problems }: InvalidPolicy): readonly string[] {
  return problems.map(({ message, at, chain = [] }) =>
    [
      `${at.path}:${at.start.line + 1} ${message}`,
      ...chain.map((step) => `${step.path}:${step.start.line + 1}`),
    ].join(' < '),
  );
}

const section = (id: string, label: string) =>
  `protected:\n  - { id: ${id}, paths: ['${id}/**'], require: { label: ${label} } }\n`;

describe('a policy that extends files', () => {
  test('says what they say, and its own over them', () => {
    const policy = policyOf(`extends: ./org/base.yaml\n${section('core', 'mine')}`, {
      'org/base.yaml': `version: 1\nunsupported: error\n${section('core', 'theirs')}  - { id: api, paths: [api/**], require: { label: theirs } }\n`,
    });
    expect(policy.protected.map(({ id, label, at }) => [id, label, at.path])).toEqual([
      ['core', 'mine', 'lockkeeper.yaml'],
      ['api', 'theirs', 'org/base.yaml'],
    ]);
    expect(policy.unsupported).toBe('error');
    expect(policy.bases.map(({ path }) => path)).toEqual(['org/base.yaml']);
  });

  test('takes the later of two', () => {
    const policy = policyOf('extends: [./a.yaml, ./b.yaml]', {
      'a.yaml': 'version: 1\nunsupported: error\nscope: [a/**]\n',
      'b.yaml': 'version: 1\nunsupported: note\n',
    });
    expect(policy.unsupported).toBe('note');
    expect(policy.scope?.map(({ text }) => text)).toEqual(['a/**']);
  });

  test('takes what lies nearer over what that builds on', () => {
    const policy = policyOf('extends: ./a.yaml', {
      'a.yaml': 'version: 1\nextends: ./b.yaml\nscope: [a/**]\n',
      'b.yaml': 'version: 1\nscope: [b/**]\nunsupported: error\n',
    });
    expect(policy.scope?.map(({ text }) => text)).toEqual(['a/**']);
    expect(policy.unsupported).toBe('error');
  });

  test('finds a file from the one that names it, in any form', () => {
    const policy = policyOf('extends: ./org/a.json', {
      'org/a.json': '{"version":1,"extends":["../b.toml","alembic"]}',
      'b.toml': 'version = 1\nunsupported = "error"\n',
    });
    expect(policy.unsupported).toBe('error');
    expect(policy.migrations.alembic).toHaveLength(1);
  });

  test('may reach one file in two ways', () => {
    const files = {
      'a.yaml': 'version: 1\nextends: ./c.yaml\n',
      'b.yaml': 'version: 1\nextends: ./c.yaml\n',
      'c.yaml': 'version: 1\nunsupported: error\n',
    };
    expect(policyOf('extends: [./a.yaml, ./b.yaml]', files).bases.map(({ path }) => path)).toEqual([
      'a.yaml',
      'c.yaml',
      'b.yaml',
    ]);
  });

  test('protects them as it does itself, whatever its list says', () => {
    const policy = policyOf('extends: ./org/base.yaml\nintegrity: { self_protect: { paths: [Makefile] } }', {
      'org/base.yaml': 'version: 1\n',
    });
    const isProtected = (path: string) =>
      policy.integrity.selfProtect.paths.some(({ pattern }) => pattern.matches(path));
    expect(['org/base.yaml', 'lockkeeper.yaml', 'org/other.yaml'].map(isProtected)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('says of each key where it comes from', () => {
    const { source } = read('extends: [alembic, ./a.yaml]\nunsupported: error', {
      'a.yaml': 'version: 1\nscope: [a/**]\n',
    });
    expect(
      mergedPolicy(source)?.origins.map(({ key, at, preset }) => [
        key,
        `${at.path}:${at.start.line + 1}`,
        preset,
      ]),
    ).toEqual([
      ['version', 'lockkeeper.yaml:1', undefined],
      ['extends', 'lockkeeper.yaml:2', undefined],
      ['unsupported', 'lockkeeper.yaml:3', undefined],
      ['scope', 'a.yaml:2', undefined],
      ['migrations.alembic', 'lockkeeper.yaml:2', 'alembic'],
    ]);
  });
});

describe('what is wrong with a base', () => {
  test.each<readonly [string, Files, string]>([
    ['is missing', {}, 'lockkeeper.yaml:2 a.yaml does not exist. Add it, or take it out of extends.'],
    [
      'cannot be read',
      { 'a.yaml': unobserved('permission is denied') },
      'lockkeeper.yaml:2 a.yaml cannot be read: permission is denied. Fix that and run again.',
    ],
    [
      'is a link',
      { 'a.yaml': observed({ kind: 'unreadable', problem: 'it is a symbolic link' }) },
      'lockkeeper.yaml:2 a.yaml cannot be read: it is a symbolic link. Save it as a text file.',
    ],
    [
      'is no YAML',
      { 'a.yaml': 'version: [' },
      'a.yaml:1 This policy cannot be read: flow sequence in block collection must be sufficiently indented and end with a ]. Fix it. < lockkeeper.yaml:2',
    ],
    [
      'has an unknown key',
      { 'a.yaml': 'version: 1\nprotectd: []\n' },
      'a.yaml:2 Unknown key "protectd". Did you mean "protected"? < lockkeeper.yaml:2',
    ],
    ['has another version', { 'a.yaml': 'version: 2\n' }, 'a.yaml:1 version must be 1. < lockkeeper.yaml:2'],
    [
      'has no version',
      { 'a.yaml': 'scope: [a]\n' },
      'a.yaml:1 version is missing. Add it. < lockkeeper.yaml:2',
    ],
    ['is empty', { 'a.yaml': '' }, 'a.yaml:1 The base must be a map. < lockkeeper.yaml:2'],
    [
      'names a rule that there is not',
      { 'a.yaml': 'version: 1\nrules:\n  paths/protectd: off\n' },
      'a.yaml:3 There is no rule "paths/protectd". Did you mean paths/protected? < lockkeeper.yaml:2',
    ],
    [
      'has a base of its own that has',
      { 'a.yaml': 'version: 1\nextends:\n  - ./b.yaml\n', 'b.yaml': 'version: 1\nx: 1\n' },
      'b.yaml:2 Unknown key "x". Remove it: only keys that are enforced are accepted. < lockkeeper.yaml:2 < a.yaml:3',
    ],
    [
      'extends itself',
      { 'a.yaml': 'version: 1\nextends: ./a.yaml\n' },
      'a.yaml:2 a.yaml extends itself. Take one of these entries out. < lockkeeper.yaml:2',
    ],
    [
      'extends the policy',
      { 'a.yaml': 'version: 1\nextends: ./lockkeeper.yaml\n' },
      'a.yaml:2 lockkeeper.yaml extends itself through a.yaml. Take one of these entries out. < lockkeeper.yaml:2',
    ],
  ])('%s', (_, files, problem) => {
    expect(problemsOf('extends: ./a.yaml', files)).toEqual([problem]);
  });

  test('is told although the policy says something else there', () => {
    expect(
      problemsOf('extends: ./a.yaml\nunsupported: note', { 'a.yaml': 'version: 1\nunsupported: never\n' }),
    ).toEqual(['a.yaml:2 unsupported must be "note" or "error". < lockkeeper.yaml:2']);
  });

  test('is that too many follow each other', () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`b${at}.yaml`, `version: 1\nextends: ./b${at + 1}.yaml\n`]),
    );
    expect(problemsOf('extends: ./b0.yaml', files)[0]).toContain(
      'b7.yaml:2 The chain of extends is longer than 8 files. Extend fewer, or name them here.',
    );
  });

  test('is that there are too many, however few files', () => {
    const twice = (next: string) => `version: 1\nextends: [./${next}.yaml, ./${next}.yaml]\n`;
    const files = {
      'a.yaml': twice('b'),
      'b.yaml': twice('c'),
      'c.yaml': twice('d'),
      'd.yaml': twice('e'),
      'e.yaml': twice('f'),
      'f.yaml': 'version: 1\n',
    };
    expect(problemsOf('extends: [./a.yaml, ./a.yaml]', files).join('\n')).toContain(
      'The policy extends more than 64 files. Put some of them together.',
    );
  });

  test('is that they are larger together than a policy may be', () => {
    const text = `version: 1\n# ${'x'.repeat(1_200_000)}\n`;
    expect(problemsOf('extends: [./a.yaml, ./b.yaml]', { 'a.yaml': text, 'b.yaml': text })).toEqual([
      'lockkeeper.yaml:2 b.yaml makes the policy larger than 2 MB. Make it smaller.',
    ]);
  });
});

describe('what leads out of the repository, or to what nobody commits, is refused and not read', () => {
  test.each([
    './../secret.yaml',
    '../secret.yaml',
    './a/../../secret.yaml',
    './.git/policy.yaml',
    './.GIT/policy.yaml',
    './node_modules/@org/policy/lockkeeper.yaml',
    './.lockkeeper/extends/github/o/r/a.yaml',
    './a\\b.yaml',
    './a//b.yaml',
    './a.yaml/',
    './...',
    './con:.yaml',
    './a\u0000.yaml',
    './a\u202E.yaml',
    './-.yaml\n',
    './etc/passwd',
    '/etc/passwd',
    'file:///etc/policy.yaml',
    'https://example.org/policy.yaml',
    'git+https://github.com/o/r.git',
    'github:o/r//a.yaml',
    'github:o/r//a.yaml@main',
    'github:o/r//a.yaml@v1.2.3',
    `github:o/r//a.yaml@${'a'.repeat(39)}`,
    `github:o/r//a.yaml@${'A'.repeat(40)}`,
    `github:o/r//a.yaml@${'a'.repeat(41)}`,
    `github:o/r//a.yaml@${'a'.repeat(40)}\n`,
    `github:o/r@${'a'.repeat(40)}`,
    `github:o//a.yaml@${'a'.repeat(40)}`,
    `github:o/..//a.yaml@${'a'.repeat(40)}`,
    `github:-o/r//a.yaml@${'a'.repeat(40)}`,
    `github:o/r//../a.yaml@${'a'.repeat(40)}`,
    `github:o/r//.git/a.yaml@${'a'.repeat(40)}`,
    `github:o/r//a.sh@${'a'.repeat(40)}`,
    'npm:@org/policy',
    'npm:@org/policy@latest',
    'npm:@org/policy@^1.2.3',
    'npm:@org/policy@1.2',
    'npm:../policy@1.2.3',
    'npm:@org/../policy@1.2.3',
    'npm:@org/policy@1.2.3//../a.yaml',
    '@org/policy',
  ])('%j', (written) => {
    const { loaded, asked } = read(`extends: [${JSON.stringify(written)}]`);
    expect(asked).toEqual([]);
    expect(loaded.kind === 'invalid' && loaded.problems).toHaveLength(1);
  });

  test.each([
    [
      'github:o/r//a.yaml@main',
      '"github:o/r//a.yaml@main" is not pinned. Name a commit by all its 40 hex digits: branches and tags move.',
    ],
    [
      'npm:@org/policy@^1.0.0',
      '"npm:@org/policy@^1.0.0" is not pinned. Name one version in full, such as 1.2.3: ranges and tags move.',
    ],
    [
      './node_modules/p/a.yaml',
      'node_modules/p/a.yaml lies in node_modules, which nobody commits. Write npm:NAME@VERSION, which keeps a copy.',
    ],
    [
      'org/base.yaml',
      'There is no preset "org/base.yaml". Write a file of the repository as ./org/base.yaml.',
    ],
  ])('%s: %s', (written, message) => {
    expect(problemsOf(`extends: '${written}'`)).toEqual([`lockkeeper.yaml:2 ${message}`]);
  });

  test('whatever is written, only plain paths below the root are asked for', () => {
    const name = fc.constantFrom(
      '.',
      '..',
      '...',
      '.git',
      'a',
      'b.yaml',
      'node_modules',
      '',
      ' ',
      'c\\d',
      '~',
      '@',
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), fc.constantFrom('./', '../', '', '/'), (names, start) => {
        for (const path of read(`extends: [${JSON.stringify(start + names.join('/'))}]`).asked)
          expect(
            path.split('/').filter((one) => ['', '.', '..', '.git', 'node_modules'].includes(one)),
          ).toEqual([]);
      }),
    );
  });
});

describe('a policy of another place', () => {
  const COMMIT = 'c'.repeat(40);
  const SOURCE = `github:org/policy//strict.yaml@${COMMIT}`;
  const COPY = '.lockkeeper/extends/github/org/policy/strict.yaml';
  const TEXT = 'version: 1\nunsupported: error\n';
  const record = (source: string, text: string, path = COPY) =>
    copyRecordsText([{ source, path, sha256: copyDigest(text) }]);

  test('is read from its copy', () => {
    const policy = policyOf(`extends: ${SOURCE}`, { [COPY]: TEXT, [COPY_RECORDS]: record(SOURCE, TEXT) });
    expect(policy.unsupported).toBe('error');
    expect(policy.bases.map(({ path }) => path)).toEqual([COPY_RECORDS, COPY]);
  });

  test('is the same where a checkout changed the ends of its lines', () => {
    const windows = TEXT.replaceAll('\n', '\r\n');
    expect(
      problemsOf(`extends: ${SOURCE}`, { [COPY]: windows, [COPY_RECORDS]: record(SOURCE, TEXT) }),
    ).toEqual([]);
  });

  test('may name a file beside it, of the same commit', () => {
    const [beside, at] = [
      '.lockkeeper/extends/github/org/policy/b.yaml',
      `github:org/policy//b.yaml@${COMMIT}`,
    ];
    const text = 'version: 1\nextends: ./b.yaml\n';
    const records = copyRecordsText([
      { source: SOURCE, path: COPY, sha256: copyDigest(text) },
      { source: at, path: beside, sha256: copyDigest(TEXT) },
    ]);
    const files = { [COPY]: text, [beside]: TEXT, [COPY_RECORDS]: records };
    expect(policyOf(`extends: ${SOURCE}`, files).unsupported).toBe('error');
  });

  test('of npm is read in the same way', () => {
    const copy = '.lockkeeper/extends/npm/@org/policy/lockkeeper.yaml';
    const source = 'npm:@org/policy@1.2.3//lockkeeper.yaml';
    const files = { [copy]: TEXT, [COPY_RECORDS]: record(source, TEXT, copy) };
    expect(policyOf("extends: 'npm:@org/policy@1.2.3'", files).unsupported).toBe('error');
  });

  test.each<readonly [string, Files, string]>([
    [
      'without a copy',
      {},
      `There is no copy of ${SOURCE}. Run \`lockkeeper policy update\` and commit what it writes.`,
    ],
    [
      'with a copy that nothing records',
      { [COPY]: TEXT },
      `Nothing records where ${COPY} comes from. Run \`lockkeeper policy update\` and commit what it writes.`,
    ],
    [
      'with a copy that was edited',
      { [COPY]: `${TEXT}# mine\n`, [COPY_RECORDS]: record(SOURCE, TEXT) },
      `${COPY} was edited after it was copied. Run \`lockkeeper policy update\` to restore it.`,
    ],
    [
      'with a copy of another commit',
      { [COPY]: TEXT, [COPY_RECORDS]: record(SOURCE.replaceAll('c', 'd'), TEXT) },
      `${COPY} is a copy of ${SOURCE.replaceAll('c', 'd')}. Run \`lockkeeper policy update\` and commit what it writes.`,
    ],
    [
      'with a copy that is a link',
      {
        [COPY]: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
        [COPY_RECORDS]: record(SOURCE, TEXT),
      },
      `${COPY} cannot be read: it is a symbolic link. Save it as a text file.`,
    ],
  ])('%s is an error', (_, files, message) => {
    expect(problemsOf(`extends: ${SOURCE}`, files)).toEqual([`lockkeeper.yaml:2 ${message}`]);
  });

  test.each([
    [
      '{',
      `${COPY_RECORDS}:1 ${COPY_RECORDS} is not valid JSON. Run \`lockkeeper policy update\` to write it anew.`,
    ],
    ['{"version":2,"copies":[]}', `${COPY_RECORDS}:1 version must be 1.`],
    [
      '{"version":1,"copies":[],"more":1}',
      `${COPY_RECORDS}:1 Unknown key "more". Remove it: only keys that are enforced are accepted.`,
    ],
  ])('with records that say %s is an error', (records, problem) => {
    expect(problemsOf(`extends: ${SOURCE}`, { [COPY]: TEXT, [COPY_RECORDS]: records })).toEqual([problem]);
  });
});
