import { beforeEach, describe, expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP, type FakeMachine } from '../testing/fake-host.ts';
import { createRequestHandlers, type RequestHandlers } from './request-handlers.ts';
import type { PolicyVerdict, ValidPolicy } from './messages.ts';

const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: approved } }]
dependencies: [{ id: backend, source: requirements.txt, lock: requirements.lock }]
`;
const FILES = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': 'flask\n',
  'requirements.lock': 'flask\n',
  'core/a.py': 'A = 1\n',
};

let machine: FakeMachine;
let moved: number;
let valid: ValidPolicy | undefined;
let answers: RequestHandlers;

beforeEach(() => start(FILES));

function start(files: Readonly<Record<string, string>>): void {
  machine = fakeMachine(files);
  moved = 0;
  answers = createRequestHandlers(fakeHost(machine), (event) => {
    if (event.kind === 'moved') moved += 1;
    else valid = event;
  });
}

async function judged(path: string): Promise<PolicyVerdict> {
  const [verdict] = await answers.answer({ kind: 'document', uri: `${SHOP}/${path}`, folder: SHOP });
  if (verdict === undefined) throw new Error('There is no verdict.');
  return verdict;
}

function open(path: string, text: string, version = 1): void {
  answers.opened({ uri: `${SHOP}/${path}`, version, text });
}

const messages = ({ findings }: PolicyVerdict) => findings.map(({ message }) => message);

describe('an open document', () => {
  test('is judged as it is typed, with its version and the files that matter to it', async () => {
    open('requirements.txt', '\nflask\n', 7);
    const verdict = await judged('requirements.txt');
    expect(messages(verdict)).toEqual(['flask has no version. Write flask==<version>.']);
    expect(verdict).toMatchObject({
      root: SHOP,
      branch: 'main',
      policy: { kind: 'sound', path: 'lockkeeper.yaml' },
      files: ['requirements.txt', 'requirements.lock'],
      versions: { [`${SHOP}/requirements.txt`]: 7 },
      summaries: {
        'dependencies/requirements-pinned': 'Pin every requirement to one version with ==.',
      },
    });
    expect(verdict.findings[0]?.at?.start).toEqual({ line: 1, character: 0 });
  });

  test('is judged by the policy as it is typed', async () => {
    open('lockkeeper.yaml', 'version: 1\n');
    expect(messages(await judged('requirements.txt'))).toEqual([]);
    answers.closed(`${SHOP}/lockkeeper.yaml`);
    expect(messages(await judged('requirements.txt'))).toHaveLength(1);
  });

  test('is not judged by a policy that never was valid; its own problems are on the policy alone', async () => {
    start({ ...FILES, 'lockkeeper.yaml': 'version: 2\n' });
    const document = await judged('requirements.txt');
    expect(document).toMatchObject({
      findings: [],
      notes: [],
      policy: {
        kind: 'broken',
        problems: 1,
        problem: 'lockkeeper.yaml is not a valid policy, so Lockkeeper judges nothing. Fix it first.',
      },
    });
    expect((await judged('lockkeeper.yaml')).notes).toEqual([
      {
        kind: 'problem',
        message: 'version must be 1.',
        at: expect.objectContaining({ path: 'lockkeeper.yaml' }),
      },
    ]);
  });

  test.each<[string, string]>([
    [
      'as it was before',
      'version: 1\ndependencies: [{ id: api, source: requirements.txt, lock: requirements.lock }]\n',
    ],
    ['as it is saved, where nobody saw it valid', 'version: 2\n'],
  ])('is judged by a policy that is broken while it is typed %s', async (_, before) => {
    open('lockkeeper.yaml', before, 1);
    if (before !== 'version: 2\n') await judged('requirements.txt');
    for (const broken of ['version: 2\n', 'version: [\n']) {
      open('lockkeeper.yaml', broken, 2);
      const verdict = await judged('requirements.txt');
      expect(messages(verdict)).toEqual(['flask has no version. Write flask==<version>.']);
      expect(verdict.policy).toMatchObject({
        kind: 'broken',
        problem:
          'lockkeeper.yaml is not a valid policy, so Lockkeeper uses its last valid version. Fix it first.',
      });
      expect((await judged('lockkeeper.yaml')).findings).toEqual([]);
      expect((await judged('lockkeeper.yaml')).notes).toHaveLength(1);
      const [tree] = await answers.answer({ kind: 'tree', folder: SHOP });
      expect(tree && messages(tree)).toContain('flask has no version. Write flask==<version>.');
      expect(tree?.policy.kind).toBe('broken');
    }
  });

  test('is judged by a policy that is broken as the worker before this one saw it valid', async () => {
    await judged('requirements.txt');
    start({ ...FILES, 'lockkeeper.yaml': 'version: 2\n' });
    if (valid !== undefined) answers.recallPolicy(valid);
    for (const path of ['requirements.txt', 'core/a.py']) {
      // oxlint-disable-next-line no-await-in-loop -- The second is asked when the first was answered.
      expect((await judged(path)).policy).toMatchObject({
        kind: 'broken',
        problem:
          'lockkeeper.yaml is not a valid policy, so Lockkeeper uses its last valid version. Fix it first.',
      });
    }
    expect(messages(await judged('requirements.txt'))).toHaveLength(1);
  });

  test('is judged by nothing once the policy is taken away', async () => {
    await judged('requirements.txt');
    machine.disk.delete(`${SHOP}/lockkeeper.yaml`);
    answers.invalidate();
    expect(await judged('requirements.txt')).toMatchObject({ policy: { kind: 'none' }, findings: [] });
    expect(valid).toEqual({ kind: 'valid-policy', root: SHOP, contents: undefined });
  });

  test('knows what was accepted when the policy was adopted', async () => {
    start({ ...FILES, 'lockkeeper.yaml': `${POLICY}baseline: base.json\n` });
    const [finding] = (await judged('requirements.txt')).findings;
    const { rule, message, fingerprint } = finding ?? { rule: '', message: '', fingerprint: '' };
    const entries = [{ rule, path: 'requirements.txt', message, fingerprint, count: 1 }];
    machine.disk.set(`${SHOP}/base.json`, JSON.stringify({ schema_version: 2, entries }));
    const verdict = await judged('requirements.txt');
    expect(verdict.policy.kind === 'sound' ? messages(verdict) : verdict.policy).toEqual([]);
  });

  test('is not judged when what was accepted cannot be read', async () => {
    start({ ...FILES, 'lockkeeper.yaml': `${POLICY}baseline: base.json\n`, 'base.json': '{' });
    expect((await judged('requirements.txt')).policy).toEqual({
      kind: 'broken',
      path: 'lockkeeper.yaml',
      problems: 1,
      problem:
        'base.json is not a baseline of version 2. Restore it from git, or delete it and run `lockkeeper baseline`.',
    });
  });

  test('that no policy governs has no verdict', async () => {
    start({ 'requirements.txt': 'flask\n' });
    expect(await judged('requirements.txt')).toMatchObject({
      root: undefined,
      policy: { kind: 'none' },
      findings: [],
    });
  });

  test('outside every folder is judged by the policy of its own repository', async () => {
    const [verdict] = await answers.answer({
      kind: 'document',
      uri: `${SHOP}/requirements.txt`,
      folder: undefined,
    });
    expect(verdict && messages(verdict)).toHaveLength(1);
  });
});

describe('a file that a pair brings in', () => {
  const INCLUDED = { ...FILES, 'requirements.txt': '-r parts/base.txt\n', 'parts/base.txt': 'flask\n' };

  test('is judged when it alone is open, though nothing in it changed', async () => {
    start(INCLUDED);
    open('parts/base.txt', 'flask\n');
    const verdict = await judged('parts/base.txt');
    expect(messages(verdict)).toEqual(['flask has no version. Write flask==<version>.']);
    expect(verdict.files).toContain('parts/base.txt');
  });

  test('is judged as it is typed, and no more once it is not brought in', async () => {
    start(INCLUDED);
    open('parts/base.txt', 'flask==3.0.3\n');
    expect(messages(await judged('parts/base.txt'))).not.toContain(
      'flask has no version. Write flask==<version>.',
    );
    open('parts/base.txt', 'flask\n', 2);
    expect(messages(await judged('parts/base.txt'))).toHaveLength(1);
    open('requirements.txt', 'flask==3.0.3\n');
    expect(messages(await judged('parts/base.txt'))).toEqual([]);
  });
});

describe('a requirement at a place', () => {
  const noteAt = (path: string, line: number) =>
    answers.note({ kind: 'place', uri: `${SHOP}/${path}`, position: { line, character: 1 } });
  const COMPILED = POLICY.replace('requirements.lock }', 'requirements.lock, sync: { mode: compiled } }');

  beforeEach(() =>
    start({ ...FILES, 'lockkeeper.yaml': COMPILED, 'requirements.lock': 'flask==3.0.3\njinja2==3.1.6\n' }),
  );

  test('is explained by what the document was judged by last', async () => {
    open('requirements.txt', 'flask\n');
    await judged('requirements.txt');
    expect((await noteAt('requirements.txt', 0))?.sentences).toEqual([
      'requirements.lock:1 locks flask==3.0.3.',
    ]);
    open('requirements.txt', '# mine\nflask\n', 2);
    await judged('requirements.txt');
    expect(await noteAt('requirements.txt', 0)).toBeUndefined();
    expect((await noteAt('requirements.txt', 1))?.at.start.line).toBe(1);
  });

  test('is not explained in a document that was not judged, or is closed', async () => {
    expect(await noteAt('requirements.lock', 0)).toBeUndefined();
    open('requirements.lock', 'flask==3.0.3\n');
    await judged('requirements.lock');
    expect((await noteAt('requirements.lock', 0))?.sentences).toEqual(['requirements.txt:1 asks for flask.']);
    answers.closed(`${SHOP}/requirements.lock`);
    expect(await noteAt('requirements.lock', 0)).toBeUndefined();
  });
});

describe('a protected file', () => {
  const waiting = ({ undetermined }: PolicyVerdict) => undetermined.map(({ waitsFor }) => waitsFor);

  test('waits for approval when git says that it changed', async () => {
    machine.changed = ['core/a.py'];
    expect(waiting(await judged('core/a.py'))).toEqual(['approval']);
    expect(waiting(await judged('requirements.txt'))).toEqual([]);
  });

  test('waits for approval when the editor holds another text than the disk', async () => {
    open('core/a.py', 'A = 1\n');
    expect(waiting(await judged('core/a.py'))).toEqual([]);
    open('core/a.py', 'A = 2\n', 2);
    expect(waiting(await judged('core/a.py'))).toEqual(['approval']);
    open('core/new.py', '');
    expect((await judged('core/new.py')).undetermined[0]?.evidence[0]).toMatchObject({ value: 'added' });
  });

  test('waits for nothing where git is not asked', async () => {
    machine.repository = undefined;
    open('core/a.py', 'A = 2\n');
    expect(waiting(await judged('core/a.py'))).toEqual([]);
  });
});

describe('what an agent may not do', () => {
  const SCOPED = `${POLICY}change_scope: { allow: [docs/*.md], deny: { paths: [core/b.py], unless: { label: approved } } }\n`;

  beforeEach(() => {
    start({ ...FILES, 'lockkeeper.yaml': SCOPED, 'core/b.py': 'B = 1\n', 'notes.txt': 'Buy milk.\n' });
    machine.changed = ['core/b.py', 'notes.txt'];
  });

  test('is said in an editor that an agent started, at the head of the file', async () => {
    machine.environment = new Set(['PATH', 'CLAUDECODE']);
    const { findings } = await judged('notes.txt');
    expect(findings.map(({ rule, at }) => [rule, at?.start])).toEqual([
      ['scope/ai-not-allowed', { line: 0, character: 0 }],
    ]);
    expect(findings[0]?.evidence).toContainEqual(
      expect.objectContaining({
        value: expect.stringContaining('the environment variable CLAUDECODE is set'),
      }),
    );
  });

  test('waits for approval where an approval would allow it', async () => {
    machine.environment = new Set(['CLAUDECODE']);
    const { findings, undetermined } = await judged('core/b.py');
    expect(findings).toEqual([]);
    expect(undetermined.map(({ rule, waitsFor, at }) => [rule, waitsFor, at?.start])).toEqual([
      ['paths/protected', 'approval', { line: 0, character: 0 }],
      ['scope/ai-denied', 'approval', { line: 0, character: 0 }],
    ]);
  });

  test('is nothing to a person', async () => {
    machine.environment = new Set(['PATH']);
    expect(messages(await judged('notes.txt'))).toEqual([]);
    expect((await judged('core/b.py')).undetermined.map(({ rule }) => rule)).toEqual(['paths/protected']);
  });

  test('is said of every file when the whole tree is asked for', async () => {
    machine.environment = new Set(['CLAUDECODE']);
    const [verdict] = await answers.answer({ kind: 'tree', folder: SHOP });
    expect(verdict?.findings.map(({ rule, at }) => [rule, at?.path])).toContainEqual([
      'scope/ai-not-allowed',
      'notes.txt',
    ]);
  });
});

describe('the policy itself', () => {
  test('waits for approval when it changed', async () => {
    machine.changed = ['lockkeeper.yaml'];
    const { undetermined } = await judged('lockkeeper.yaml');
    expect(undetermined).toMatchObject([
      { rule: 'policy/self-protect', waitsFor: 'approval', at: { start: { line: 0, character: 0 } } },
    ]);
    expect((await judged('requirements.txt')).undetermined).toEqual([]);
  });
});

describe('git', () => {
  test('is asked once, and again when something may have changed', async () => {
    await judged('core/a.py');
    await judged('requirements.txt');
    expect(machine.asked).toBe(1);
    answers.invalidate();
    await judged('core/a.py');
    expect(machine.asked).toBe(2);
  });

  test('is asked behind an answer that has grown old, and a change is told', async () => {
    await judged('core/a.py');
    machine.changed = ['core/a.py'];
    machine.now = 10_000;
    expect((await judged('core/a.py')).undetermined).toEqual([]);
    await settled();
    expect(moved).toBe(1);
    expect((await judged('core/a.py')).undetermined).toHaveLength(1);
  });

  test('that fetched is noticed, though nothing here changed: the target has become another', async () => {
    await judged('core/a.py');
    machine.tip = 'c2';
    machine.now = 10_000;
    await judged('core/a.py');
    await settled();
    expect(moved).toBe(1);
  });

  test('that says the same again tells nothing', async () => {
    await judged('core/a.py');
    machine.now = 10_000;
    await judged('core/a.py');
    await settled();
    expect([machine.asked, moved]).toEqual([2, 0]);
  });
});

describe('nested policies', () => {
  const NESTED = {
    ...FILES,
    'pay/lockkeeper.yaml': 'version: 1\nprotected: [{ id: pay, paths: [api/**], require: { label: ok } }]\n',
    'pay/api/a.py': 'A = 1\n',
  };

  test('judge what lies nearest, with paths and changes seen from their folder', async () => {
    start(NESTED);
    machine.changed = ['pay/api/a.py', 'core/a.py'];
    const verdict = await judged('pay/api/a.py');
    expect(verdict.root).toBe(`${SHOP}/pay`);
    expect(verdict.undetermined.map(({ message }) => message)).toEqual([
      'Changes to api/a.py (section pay) need the label ok. Ask an approver for it.',
    ]);
  });

  test('are each judged when the whole tree is asked for', async () => {
    start(NESTED);
    machine.changed = ['pay/api/a.py', 'core/a.py'];
    const verdicts = await answers.answer({ kind: 'tree', folder: SHOP });
    expect(verdicts.map(({ root }) => root)).toEqual([SHOP, `${SHOP}/pay`]);
    expect(verdicts.map(({ undetermined }) => undetermined.map(({ subject }) => subject))).toEqual([
      ['core/a.py'],
      ['api/a.py'],
    ]);
    expect(verdicts.map(messages)).toEqual([
      ['flask has no version. Write flask==<version>.', 'flask has no version. Write flask==<version>.'],
      [],
    ]);
  });

  test('take their files out of what the outer policy judges', async () => {
    start({ ...NESTED, 'lockkeeper.yaml': POLICY.replace('core/**', '"**/a.py"') });
    machine.changed = ['pay/api/a.py', 'core/a.py'];
    const [outer] = await answers.answer({ kind: 'tree', folder: SHOP });
    expect(outer?.undetermined.map(({ subject }) => subject)).toEqual(['core/a.py']);
  });

  test('that are broken say so and leave the others alone', async () => {
    start({ ...NESTED, 'pay/lockkeeper.yaml': 'version: 2\n' });
    const [outer, inner] = await answers.answer({ kind: 'tree', folder: SHOP });
    expect(outer?.findings).toHaveLength(2);
    expect(inner).toMatchObject({ policy: { kind: 'broken' }, notes: [{ message: 'version must be 1.' }] });
  });
});

describe('the policy of a folder', () => {
  test('is named with the files it speaks of', async () => {
    const [verdict] = await answers.answer({ kind: 'policy', folder: SHOP });
    expect(verdict).toMatchObject({
      root: SHOP,
      branch: 'main',
      files: ['requirements.txt', 'requirements.lock', 'infrastructure/last-good-deploy.json'],
    });
  });

  test('is named while git still looks at what is on disk', async () => {
    machine.looking = new Promise(() => {});
    const [verdict] = await answers.answer({ kind: 'policy', folder: SHOP });
    expect(verdict).toMatchObject({ root: SHOP, branch: 'main' });
    start({});
    machine.looking = new Promise(() => {});
    const [none] = await answers.answer({ kind: 'policy', folder: SHOP });
    expect(none).toMatchObject({ root: undefined, branch: 'main' });
  });

  test('may lie above it, up to the root of the repository', async () => {
    const [verdict] = await answers.answer({ kind: 'policy', folder: `${SHOP}/core` });
    expect(verdict?.root).toBe(SHOP);
    machine.repository = undefined;
    answers.invalidate();
    const [alone] = await answers.answer({ kind: 'policy', folder: `${SHOP}/core` });
    expect(alone?.root).toBeUndefined();
  });
});

/** Lets work that nobody waits for come to its end. */
function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done, 5));
}
