import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findUnmatchedPlaces, type SeenPaths } from './unmatched-places.ts';

const LABEL = { require: { label: 'ok' } };

/** A policy that names one place of each kind, none of them right, and what is meant. */
const WRONG: Readonly<
  Record<string, readonly [keys: object, lies: readonly string[], meant: string | null]>
> = {
  'a typo in a pattern of SQL': [
    { migrations: { sql: ['db/migration/**'] } },
    ['db/migrations/1.sql'],
    'db/migrations/**',
  ],
  'a folder of revisions without its last letter': [
    { migrations: { alembic: ['alembic/version'] } },
    ['alembic/versions/a.py'],
    'alembic/versions',
  ],
  'a folder of revisions in another one': [
    { migrations: { alembic: ['versions'] } },
    ['backend/alembic/versions/a.py'],
    'backend/alembic/versions',
  ],
  'a history over a folder that is gone': [
    { migrations: { alembic: [{ folders: ['one', 'tow'] }] } },
    ['one/a.py', 'two/b.py'],
    'two',
  ],
  'a folder that holds only what makes it a package': [
    { migrations: { alembic: ['m/versions'] } },
    ['m/versions/__init__.py', 'm/versions/README', 'm/versions/a.pyc'],
    null,
  ],
  'a folder whose revisions lie deeper than its history reaches': [
    { migrations: { alembic: [{ folders: ['m'] }] } },
    ['m/versions/a.py'],
    null,
  ],
  'a folder of SQL that holds only a text about it': [
    { migrations: { sql: ['db/**'] } },
    ['db/README', 'db/notes.md'],
    null,
  ],
  'a link or a submodule in place of a folder of SQL': [
    { migrations: { sql: ['db/migrations/**'] } },
    ['db/migrations'],
    null,
  ],
  'an ending that nothing has': [{ migrations: { sql: ['db/*.sqll'] } }, ['db/1.sql'], 'db/**'],
  'code that lies deeper': [{ migrations: { application: ['srv/**'] } }, ['services/a.py'], null],
  'models without their folder': [
    { migrations: { models: ['models.py'] } },
    ['app/models.py'],
    'app/models.py',
  ],
  'a pair in a folder that was mistyped': [
    { dependencies: [{ id: 'a', source: 'bakend/r.txt', lock: 'bakend/r.lock' }] },
    ['backend/r.txt', 'backend/r.lock'],
    'backend/r.txt',
  ],
  'a protected folder in capitals': [
    { protected: [{ id: 'core', paths: ['App/Core/**'], ...LABEL }] },
    ['app/core/a.py'],
    'app/core/**',
  ],
  'a scope that holds nothing': [{ scope: ['bakcend/**'] }, ['backend/a.py'], 'backend/**'],
  'an allowed folder of agents': [{ change_scope: { allow: ['dcos/**'] } }, ['docs/a.md'], 'docs/**'],
  'a denied folder of agents': [
    { change_scope: { deny: { paths: ['sceurity/**'] } } },
    ['security/a.md'],
    'security/**',
  ],
  'files that no machine writes': [
    { change_scope: { machine_owned: [{ paths: ['reprots/**'], writers: ['bot'] }] } },
    ['reports/a.md'],
    'reports/**',
  ],
  'documents of another folder': [{ documents: ['doc/*.md'] }, ['docs/a.md'], 'docs/*.md'],
};

describe('a place that the policy names', () => {
  test.each(Object.entries(WRONG))('is unmatched: %s', (_name, [keys, lies, meant]) => {
    expect(unmatched(keys, { now: observed(lies) })).toMatchObject([{ meant, hidden: null }]);
  });

  test.each(Object.entries(WRONG))('is there once it is what was meant: %s', (_name, [keys, lies, meant]) => {
    if (meant === null) return;
    const [place] = unmatched(keys, { now: observed(lies) });
    const mended = JSON.parse(JSON.stringify(keys).replaceAll(place?.written[0] ?? '', meant)) as object;
    expect(unmatched(mended, { now: observed(lies) }).filter(({ written }) => written[0] === meant)).toEqual(
      [],
    );
  });

  test.each(Object.entries(WRONG))('counts where it lay before the change: %s', (_name, [keys]) => {
    const written = unmatched(keys, { now: observed([]) }).flatMap((place) => place.written);
    const before = observed(
      written
        .map((text) => text.replace(/\*+.*$/, 'x.sqll'))
        .flatMap((text) => [text, `${text}/x.py`, `${text}x.md`]),
    );
    expect(unmatched(keys, { now: observed([]), before })).toEqual([]);
  });

  test('is one of its list: where another one leads somewhere it is an alternative', () => {
    const keys = { migrations: { sql: ['db/migration/**', 'sql/**'] } };
    expect(unmatched(keys, { now: observed(['sql/1.sql']) })).toEqual([]);
    expect(unmatched(keys, { now: observed(['db/1.sql']) })).toMatchObject([
      { section: 'migrations', written: ['db/migration/**', 'sql/**'] },
    ]);
  });

  test('stands for itself where it is a folder of revisions, which are a history each', () => {
    const keys = { migrations: { alembic: ['a/versions', 'b/versions'] } };
    expect(unmatched(keys, { now: observed(['a/versions/1.py']) })).toMatchObject([
      { written: ['b/versions'] },
    ]);
  });

  test('is told of by the rules of its pair where one side of that is there', () => {
    const keys = { dependencies: [{ id: 'a', source: 'r.txt', lock: 'r.lock' }] };
    expect(unmatched(keys, { now: observed(['r.txt']) })).toEqual([]);
  });

  test.each(['.gitkeep', '.keep', '.gitignore'])('may hold nothing yet but a %s', (keeper) => {
    const keys = { migrations: { alembic: ['alembic/versions'] } };
    expect(unmatched(keys, { now: observed([`alembic/versions/${keeper}`]) })).toEqual([]);
  });

  test.each([
    { migrations: { sql: ['db/**'], alembic: ['v'], may_be_empty: true } },
    { dependencies: [{ id: 'a', source: 'r.txt', lock: 'r.lock', may_be_empty: true }] },
    { protected: [{ id: 'core', paths: ['core/**'], may_be_empty: true, ...LABEL }] },
    { change_scope: { allow: ['docs/**'], may_be_empty: true } },
    {
      change_scope: { machine_owned: [{ paths: ['reports/**'], writers: ['bot'] }], may_be_empty: true },
    },
    {
      branches: { main: { match: ['main'], environment: 'production' } },
      variables: [{ id: 'v', environments: ['prod'], may_be_empty: true, names: { A: {} } }],
    },
  ])('may be empty where the policy says so: %j', (keys) => {
    expect(unmatched(keys, { now: observed([]) })).toEqual([]);
  });

  test.each([
    { extends: ['mayassistant', 'alembic', 'self-protection'] },
    { deployment: { record: 'ops/LAST.json' } },
    { baseline: 'old.json' },
    ...['infrastructure/last-good-deploy.json', 'infrastructure/deploys/**', 'old.json', 'ops/*'].map(
      (path) => ({
        baseline: 'old.json',
        ...(path === 'ops/*' && { deployment: { record: 'ops/LAST.json' } }),
        change_scope: { machine_owned: [{ paths: [path], writers: ['bot'] }] },
      }),
    ),
    { integrity: { self_protect: { paths: ['none/**'] } } },
  ])('is not what a preset brings nor what Lockkeeper writes: %j', (keys) => {
    expect(unmatched(keys, { now: observed([]) })).toEqual([]);
  });

  test('is told of where it stands in the policy', () => {
    const policy = policyOf({ protected: [{ id: 'core', paths: ['core/**'], ...LABEL }] });
    const [place] = findUnmatchedPlaces(policy, { now: observed([]) });
    expect(place?.at).toEqual(policy.protected[0]?.paths[0]?.at);
  });

  test('is not observed in a sparse checkout, and where paths cannot be listed', () => {
    const keys = { migrations: { sql: ['db/**'] } };
    const now = observed(['a.py']);
    const hidden = (seen: SeenPaths) => unmatched(keys, seen).map((place) => place.hidden !== null);
    expect(hidden({ now, leftOut: ['db/1.sql'] })).toEqual([true]);
    expect(hidden({ now: unobserved('this is a shallow clone') })).toEqual([true]);
    expect(hidden({ now, before: unobserved('this is a shallow clone') })).toEqual([true]);
    expect(hidden({ now, leftOut: ['other.py'] })).toEqual([false]);
  });

  test('that is there is never told of, whatever lies beside it', () => {
    const path = fc.stringMatching(/^[a-z]{1,4}(\/[a-z]{1,4}){0,3}$/);
    fc.assert(
      fc.property(path, fc.array(path), (folder, others) => {
        const keys = { migrations: { alembic: [folder], sql: [`${folder}/**`] } };
        expect(unmatched(keys, { now: observed([...others, `${folder}/1.py`]) })).toEqual([]);
      }),
    );
  });
});

/** Names that git sorts, spells and writes in ways of their own, and what patterns are made of. */
const NAME = fc.constantFrom(
  'a',
  'b',
  'ab',
  'a.b',
  'a-b',
  'a0',
  'B',
  '\u212a',
  'K',
  'e\u0301',
  '\u00e9',
  '\u{1f600}',
  '\uffee',
);
const PATH = fc.array(NAME, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const PATTERN = fc
  .array(fc.oneof(NAME, fc.constantFrom('*', '**', 'a*', '*b', '?', 'a**', '*.b')), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((names) => fc.constantFrom(names.join('/'), `/${names.join('/')}`, `${names.join('/')}/`));

describe('Every place', () => {
  test('is found as if each path were asked whether it leads there', () => {
    const lists = fc.array(PATTERN, { minLength: 1, maxLength: 3 });
    const keys = fc.record({
      scope: lists,
      migrations: fc.record({ alembic: fc.array(PATH, { maxLength: 2 }), sql: lists }),
      dependencies: PATH.map((source) => [{ id: 'a', source, lock: `${source}.lock` }]),
      protected: lists.map((paths) => [{ id: 'core', paths, ...LABEL }]),
      patterns: fc.constantFrom({ dialect: 'lockpath' }, { dialect: 'codeowners' }),
    });
    const files = PATH.chain((path) => fc.constantFrom(path, `${path}/1.py`, `${path}.lock`));
    let judged = 0;
    fc.assert(
      fc.property(keys, fc.array(files, { maxLength: 8 }), (asked, paths) => {
        const policy = policyIfValid(asked);
        if (policy === undefined) return;
        judged += 1;
        const byEachPath = policy.namedPlaces.filter(({ leadsTo = () => false }) => !paths.some(leadsTo));
        expect(findUnmatchedPlaces(policy, { now: observed(paths) }).map(({ written }) => written)).toEqual(
          byEachPath.map(({ written }) => written),
        );
      }),
      { numRuns: 1_000 },
    );
    // Most drafts have a pattern that is refused.
    expect(judged).toBeGreaterThan(100);
  });
});

describe('variables', () => {
  const branches = {
    production: { match: ['main'], environment: 'production', service: 'shop-api' },
    deploy_from: { staging: ['production'] },
  };
  const asking = (more: object, keys: object = { branches }) =>
    unmatched({ ...keys, variables: [{ id: 'v', names: { A: {} }, ...more }] }, { now: observed([]) });

  test.each([
    [{ environments: ['prodution'] }, 'production'],
    [{ environments: ['stagging'] }, 'staging'],
    [{ services: ['shop-apo'] }, 'shop-api'],
    [{ environments: ['elsewhere'] }, null],
  ])('that no deploy asks for are told of: %j', (more, meant) => {
    expect(asking(more)).toMatchObject([{ section: 'variables', meant }]);
  });

  test.each([[{ environments: ['Production', 'elsewhere'] }], [{ services: ['shop-api'] }], [{}]])(
    'that one asks for are not: %j',
    (more) => {
      expect(asking(more)).toEqual([]);
    },
  );

  test('of a policy that knows no environment may be of any', () => {
    expect(asking({ environments: ['anything'], services: ['any'] }, {})).toEqual([]);
  });
});

describe('a deployment', () => {
  const branches = { production: { match: ['main'], environment: 'production' } };

  test('has its file of signers, or is told of', () => {
    const keys = { deployment: { records: { mode: 'branch', signers: 'ops/signers' } } };
    expect(unmatched(keys, { now: observed(['ops/signer']) })).toMatchObject([
      { section: 'deployment', written: ['ops/signers'], meant: 'ops/signer' },
    ]);
    expect(unmatched(keys, { now: observed(['ops/signers']) })).toEqual([]);
  });

  test('has the workflow that deploys, or is told of', () => {
    const driver = { kind: 'github-actions', workflow: 'deploi.yml' };
    const keys = { deployment: { services: { api: { environments: { staging: { driver } } } } } };
    const told = (...paths: readonly string[]) => unmatched(keys, { now: observed(paths) });
    expect(told('.github/workflows/deploi.yml')).toEqual([]);
    expect(told('deploi.yml', 'deploy.yml')).toMatchObject([{ written: ['deploi.yml'], meant: null }]);
    expect(told('.github/workflows/deploy.yml', 'deploi.yml')).toMatchObject([
      { section: 'deployment', written: ['deploi.yml'], meant: 'deploy.yml' },
    ]);
  });

  test('knows the environments and the services that it describes', () => {
    const deployment = { services: { 'shop-api': { environments: { staging: {} } } } };
    const asking = (more: object) =>
      unmatched({ deployment, variables: [{ id: 'v', names: { A: {} }, ...more }] }, { now: observed([]) });
    expect(asking({ environments: ['Staging'], services: ['shop-api'] })).toEqual([]);
    expect(asking({ environments: ['stagign'] })).toMatchObject([{ meant: 'staging' }]);
    expect(asking({ services: ['shop-apo'] })).toMatchObject([{ meant: 'shop-api' }]);
    const probes = [{ url: '${URL}', identity: '$.sha', environment: 'stagign', service: 'shop-apo' }];
    const told = unmatched({ deployment: { ...deployment, probes } }, { now: observed([]) });
    expect(told.map(({ meant }) => meant)).toEqual(['staging', 'shop-api']);
  });

  test.each([
    [{ environment: 'prodution' }, 'production'],
    [{ environment: 'production', service: 'shop-apo' }, 'shop-api'],
    [{ environment: 'Production', service: 'shop-api' }, undefined],
    [{ environment: 'production' }, undefined],
    [{ environment: 'preview' }, undefined],
  ])('asks a probe where something is deployed: %j', (asked, meant) => {
    const probes = [{ url: 'https://shop.example.com/health', identity: '$.sha', ...asked }];
    const variables = [{ id: 'v', environments: ['preview', 'production'], names: { A: {} } }];
    const keys = { branches, variables, deployment: { services: ['shop-api'], probes } };
    expect(unmatched(keys, { now: observed([]) }).map((place) => place.meant)).toEqual(
      meant === undefined ? [] : [meant],
    );
  });

  test('whose environments nobody names may be asked about any', () => {
    const probes = [{ url: 'https://shop.example.com/health', identity: '$.sha', environment: 'staging' }];
    expect(unmatched({ deployment: { probes } }, { now: observed([]) })).toEqual([]);
  });
});

function unmatched(keys: object, seen: SeenPaths) {
  return findUnmatchedPlaces(policyOf(keys), seen);
}

/** A pattern may mean nothing that a path can be. */
function policyIfValid(draft: object) {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...draft }) });
  return policy.kind === 'policy' ? policy : undefined;
}
