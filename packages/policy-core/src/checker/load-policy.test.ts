import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { alembicFolders } from '../policy/alembic-place.ts';
import { loadPolicy } from './load-policy.ts';
import type { Policy } from '../policy/policy.ts';

function problemsOf(text: string, path = 'lockkeeper.yaml') {
  const loaded = loadPolicy({ path, text });
  return loaded.kind === 'policy'
    ? []
    : loaded.problems.map(({ message, at }) => ({ message, text: textOf(text, at) }));
}

function policyOf(text: string, path = 'lockkeeper.yaml'): Policy {
  const loaded = loadPolicy({ path, text });
  if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded;
}

describe('the first policies, written down [row 0.01]', () => {
  const SEED = `version: 1
policy:
  title: MayAssistant Self-Update Policy
  version: '1.2'
  status: canonical
scope: [backend/**, infrastructure/**, docs/**]
protected:
  - id: core
    description: Protected backend paths
    paths:
      - backend/app/core/**
      - backend/app/security/**
      - backend/app/database/**
      - backend/app/services/payments**
      - backend/app/guardian/**
      - backend/app/db/migrations/**
    require: { label: approved-core-change }
    docs: docs/BACKEND_INTEGRITY_POLICY.md
dependencies:
  - id: backend
    source: backend/requirements.txt
    lock: backend/requirements.lock
    sync: { mode: textual }
migrations:
  alembic: [alembic/versions]
  sql: ['backend/app/db/migrations/**/*.sql']
deployment:
  record: infrastructure/last-good-deploy.json
`;
  const policy = policyOf(SEED);

  test('say what they are called, which version they are and that they bind', () => {
    expect([policy.title, policy.policyVersion, policy.status]).toEqual([
      'MayAssistant Self-Update Policy',
      '1.2',
      'canonical',
    ]);
  });

  test('keep every id, path and label, each with the line it stands on', () => {
    expect(policy.protected.map(({ id, label }) => [id, label])).toEqual([['core', 'approved-core-change']]);
    expect(
      policy.protected.flatMap(({ paths }) =>
        paths.map(({ pattern, at }) => [pattern.text, textOf(SEED, at)]),
      ),
    ).toEqual(
      ['core/**', 'security/**', 'database/**', 'services/payments**', 'guardian/**', 'db/migrations/**'].map(
        (path) => [`backend/app/${path}`, `backend/app/${path}`],
      ),
    );
    expect(policy.dependencies.map(({ id, source, lock }) => [id, source, lock])).toEqual([
      ['backend', 'backend/requirements.txt', 'backend/requirements.lock'],
    ]);
    expect([alembicFolders(policy), policy.record.path]).toEqual([
      ['alembic/versions'],
      'infrastructure/last-good-deploy.json',
    ]);
  });
});

describe('a key', () => {
  test.each([
    {
      text: 'version: 1\nprotectd: []\n',
      message: 'Unknown key "protectd". Did you mean "protected"?',
      at: 'protectd',
    },
    {
      text: 'version: 1\nclusters: {}\n',
      message: 'Unknown key "clusters". Remove it: only keys that are enforced are accepted.',
      at: 'clusters',
    },
    {
      text: 'version: 1\ndeployment: { record: a.json, approval: x }\n',
      message: 'Unknown key "approval" in deployment. Remove it: only keys that are enforced are accepted.',
      at: 'approval',
    },
    { text: 'policy: {}\n', message: 'version is missing. Add it.', at: 'policy: {}\n' },
    { text: 'version: 2\n', message: 'version must be 1.', at: '2' },
    { text: 'version: 1\nprotected: core\n', message: 'protected must be a list.', at: 'core' },
    {
      text: 'version: 1\nprotected: [{ id: core, paths: [a] }]\n',
      message: 'protected[0].require is missing. Add it.',
      at: '{ id: core, paths: [a] }',
    },
    {
      text: 'version: 1\nprotected: [{ id: core, paths: [], require: { label: x } }]\n',
      message: 'protected[0].paths must not be empty.',
      at: '[]',
    },
    {
      text: 'version: 1\nprotected: [{ id: Core, paths: [a], require: { label: x } }]\n',
      message: 'protected[0].id is not valid: Use lower-case letters, digits and -.',
      at: 'Core',
    },
    {
      text: 'version: 1\ndependencies: [{ id: a, source: ../x, lock: y }]\n',
      message:
        'dependencies[0].source is not valid: Write a path relative to the repository root, with single / and without . or .. in it.',
      at: '../x',
    },
    {
      text: 'version: 1\ndependencies: [{ id: a, source: x, lock: y, sync: { mode: mirrored } }]\n',
      message: 'dependencies[0].sync.mode must be "textual" or "mirror" or "compiled".',
      at: 'mirrored',
    },
    {
      text: 'version: 1\nwaivers: [{ rule: paths/protected, path: a, reason: r, approver: x, expires: soon }]\n',
      message: 'waivers[0].expires is not valid: Write a day such as 2026-12-31.',
      at: 'soon',
    },
  ])('that is wrong is named at its place: $message', ({ text, message, at }) => {
    expect(problemsOf(text)).toEqual([{ message, text: at }]);
  });

  test('that is wrong does not hide the next one', () => {
    expect(problemsOf('version: 1\nprotectd: []\nrule: {}\n').map(({ text }) => text)).toEqual([
      'protectd',
      'rule',
    ]);
  });
});

describe('rules, patterns and ids', () => {
  test.each([
    {
      text: 'version: 1\nrules: { paths/protect: error }\n',
      message: 'There is no rule "paths/protect". Did you mean paths/protected?',
      at: 'paths/protect',
    },
    {
      text: 'version: 1\nrules: { paths/protected: fatal }\n',
      message:
        'rules.paths/protected must be off, error, warning or info, or a map with severity and options.',
      at: 'fatal',
    },
    {
      text: 'version: 1\nrules: { migrations/drop-table: { options: { allowTables: users } } }\n',
      message:
        'The options of migrations/drop-table are not valid: Invalid input: expected array, received string.',
      at: '{ allowTables: users }',
    },
    {
      text: 'version: 1\nwaivers: [{ rule: x/y, path: a, reason: r, approver: b, expires: 2026-01-01 }]\n',
      message: 'There is no rule "x/y". Run `lockkeeper explain` for the list of rules.',
      at: 'x/y',
    },
  ])('are checked against the rules there are: $message', ({ text, message, at }) => {
    expect(problemsOf(text)).toEqual([{ message, text: at }]);
  });

  test('a pattern that cannot mean what it says is refused where it stands', () => {
    const [problem] = problemsOf(
      'version: 1\nprotected: [{ id: a, paths: [ok/**, "!no/**"], require: { label: x } }]\n',
    );
    expect(problem).toMatchObject({
      message: expect.stringContaining('Pattern "!no/**": '),
      text: '"!no/**"',
    });
  });

  test('an id stands once', () => {
    const text =
      'version: 1\nprotected:\n  - { id: a, paths: [x], require: { label: x } }\n  - { id: a, paths: [y], require: { label: x } }\n';
    expect(problemsOf(text)).toEqual([
      {
        message: 'The id a occurs twice in protected. Give each its own.',
        text: '{ id: a, paths: [y], require: { label: x } }',
      },
    ]);
  });

  test('a pattern that covers less than it seems to comes with a hint', () => {
    const { hints } = policyOf(
      'version: 1\nprotected: [{ id: a, paths: [services/payments*], require: { label: x } }]\n',
    );
    expect(hints.map(({ message }) => message)).toEqual([expect.stringContaining('payments**')]);
  });
});

describe('the baseline', () => {
  const selfProtected = (text: string) =>
    policyOf(text).integrity.selfProtect.paths.map(({ pattern }) => pattern);

  test('is protected with the policy, whatever list there is: whoever may write it may accept anything', () => {
    const list = 'integrity: { self_protect: { paths: [Makefile] } }\n';
    expect(selfProtected(`version: 1\nbaseline: ops/known.json\n${list}`).map(({ text }) => text)).toEqual([
      'Makefile',
      'lockkeeper.yaml',
      'lockkeeper.yml',
      'lockkeeper.toml',
      'lockkeeper.json',
      '.github/workflows/lockkeeper-guard.yml',
      '.github/workflows/lockkeeper-dependencies.yml',
      'scripts/stamp_baseline.sh',
      'ops/known.json',
    ]);
  });

  test('with signs of patterns in its name is still that one file', () => {
    const pattern = selfProtected("version: 1\nbaseline: 'ops/[a]*{b}.json'\n").at(-1);
    expect(pattern?.matches('ops/[a]*{b}.json')).toBe(true);
    expect(pattern?.matches('ops/[a]x{b}.json')).toBe(false);
  });
});

describe('the text', () => {
  test.each([
    {
      path: 'lockkeeper.yaml',
      text: 'version: 1\nversion: 1\n',
      problem: 'The policy cannot be read: map keys must be unique.',
    },
    {
      path: 'lockkeeper.yaml',
      text: 'version: [1\n',
      problem: expect.stringMatching(/^The policy cannot be read: flow sequence/),
    },
    {
      path: 'lockkeeper.yaml',
      text: 'a: &a [x]\nb: *c\n',
      problem: expect.stringMatching(/^The policy cannot be read: /),
    },
    {
      path: 'lockkeeper.yaml',
      text: 'version: 1\n---\nversion: 1\n',
      problem: expect.stringMatching(/^The policy cannot be read: /),
    },
    {
      path: 'lockkeeper.json',
      text: '{"version":1,}',
      problem: expect.stringMatching(/^The policy cannot be read: /),
    },
    {
      path: 'lockkeeper.json',
      text: '{"version":1,"version":1}',
      problem: 'The policy cannot be read: the key version occurs twice in one object.',
    },
    {
      path: 'lockkeeper.toml',
      text: 'version = \n',
      problem: expect.stringMatching(/^The policy cannot be read: /),
    },
    {
      path: 'lockkeeper.yaml',
      text: 'version: \0',
      problem: 'The policy is a binary file. Write it as text.',
    },
    {
      path: 'lockkeeper.yaml',
      text: `# ${'x'.repeat(2 * 1024 * 1024)}`,
      problem: 'The policy is larger than 2 MB. Make it smaller.',
    },
    { path: 'lockkeeper.yaml', text: '', problem: 'The policy must be a map.' },
    { path: 'lockkeeper.yaml', text: '- a\n', problem: 'The policy must be a map.' },
  ])('that cannot be read says why: $problem', ({ path, text, problem }) => {
    expect(problemsOf(text, path).map(({ message }) => message)).toEqual([problem]);
  });

  test('that expands without end is refused, not expanded', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`),
    ];
    expect(problemsOf(`${bomb.join('\n')}\n`)).toHaveLength(1);
  });

  test('may be YAML, JSON or TOML, with a byte order mark and Windows line ends', () => {
    const section = { id: 'core', paths: ['core/**'], require: { label: 'ok' } };
    const toml =
      '\uFEFFversion = 1 # one\r\n\r\n[[protected]]\r\nid = "core" # name\r\npaths = ["core/**"]\r\nrequire = { label = "ok" }\r\n';
    const texts = [
      ['lockkeeper.json', JSON.stringify({ version: 1, protected: [section] })],
      [
        'lockkeeper.yaml',
        '\uFEFFversion: 1\r\nprotected:\r\n  - id: core\r\n    paths: [core/**]\r\n    require: { label: ok }\r\n',
      ],
      ['lockkeeper.toml', toml],
    ] as const;
    const said = texts.map(([path, text]) =>
      policyOf(text, path).protected.map(({ id, label, paths }) => [
        id,
        label,
        paths.map(({ pattern }) => pattern.text),
      ]),
    );
    expect(said).toEqual(texts.map(() => [['core', 'ok', ['core/**']]]));
  });

  test('of any kind never makes it throw', () => {
    const name = fc.constantFrom('lockkeeper.yaml', 'lockkeeper.toml', 'lockkeeper.json');
    const piece = fc.constantFrom(
      'version: 1\n',
      'version = 1\n',
      '{"version":1}',
      '&a',
      '*a',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      ':',
      '\t',
      '\r',
      '!!js',
      '<<: ',
      '[[x]]',
      '😀',
    );
    fc.assert(
      fc.property(
        name,
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (path, text) => {
          expect(['policy', 'invalid']).toContain(loadPolicy({ path, text }).kind);
        },
      ),
    );
  });
});

describe('presets', () => {
  test('give what the file does not say, and the file wins', () => {
    const text =
      'version: 1\nextends: [mayassistant, self-protection]\ndependencies: [{ id: backend, source: requirements.txt, lock: requirements.lock }]\n';
    const policy = policyOf(text);
    expect(policy.dependencies.map(({ source }) => source)).toEqual(['requirements.txt']);
    expect(policy.record.path).toBe('infrastructure/LAST_PROD_DEPLOY.json');
    expect(policy.integrity.selfProtect.paths.some(({ pattern }) => pattern.matches('Makefile'))).toBe(true);
  });

  test('add their sections behind the ones of the file, so that places stay right', () => {
    const text =
      'version: 1\nextends: self-protection\nprotected:\n  - { id: core, paths: ["a[b"], require: { label: x } }\n';
    expect(problemsOf(text)).toMatchObject([{ text: '"a[b"' }]);
  });

  test('stand where they are named, and sections of the file stay where they are written', () => {
    const text =
      'version: 1\nextends: [mayassistant, self-protection]\ndependencies:\n  - { id: api, source: r.txt, lock: r.lock }\n';
    const { dependencies, integrity } = policyOf(text);
    expect(dependencies.map(({ id, at }) => [id, textOf(text, at)])).toEqual([
      ['api', '{ id: api, source: r.txt, lock: r.lock }'],
      ['backend', 'mayassistant'],
    ]);
    const [first] = integrity.selfProtect.paths;
    expect(first && textOf(text, first.at)).toBe('self-protection');
  });

  test('stand where they are named also for what they add to a section of the file', () => {
    const text = 'version: 1\nextends: self-protection\nintegrity: { history: strict }\n';
    const { integrity } = policyOf(text);
    const [first] = integrity.selfProtect.paths;
    expect(first && textOf(text, first.at)).toBe('self-protection');
    expect(integrity.history).toBe('strict');
  });

  test('that do not exist are named with those that do', () => {
    expect(problemsOf('version: 1\nextends: [python]\n')).toEqual([
      {
        message: 'There is no preset "python". The presets are alembic, self-protection, mayassistant.',
        text: 'python',
      },
    ]);
  });
});
