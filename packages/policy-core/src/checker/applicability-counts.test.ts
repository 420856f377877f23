import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { startOf } from '../model/source-span.ts';
import { anyRun, policyOf } from '../testing/any-repository.ts';
import { FULL_POLICY } from '../testing/guard-situations.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../testing/sample-revision.ts';
import { applicability, foundSubjects } from './applicability.ts';
import { allRules } from './all-rules.ts';
import { checkerFor } from './checker.ts';
import { changeObservations, treeObservations } from './observations-from-input.ts';
import { runEngine } from './run-engine.ts';

const parsers = await testParsers();

const policy = policyOf({
  ...FULL_POLICY,
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'docs/a.md' }],
  change_scope: {
    applies_to: ['human', 'ai'],
    allow: ['docs/**', 'app/**'],
    deny: { paths: ['core/**'], unless: { label: 'ok' } },
    machine_owned: [{ paths: ['gen/**'], writers: ['robot'] }],
    additive_only: ['app/api/'],
  },
  unsupported: 'error',
  waivers: [
    { rule: 'docs/encoding', path: 'a.md', reason: 'It is quoted.', approver: 'ana', expires: '2026-12-31' },
  ],
  migrations: {
    sql: ['db/*.sql'],
    alembic: ['v'],
    application: ['app/**'],
    models: ['app/models.py'],
    baseline: 'ab12',
  },
});

const MODEL = 'class A(Base):\n    a = sa.Column(sa.Integer)\n';

const FILES = {
  'r.txt': 'a==1\n-r more.txt\n',
  'r.lock': 'a==1\n',
  'more.txt': 'b==1\n',
  'db/1.sql': 'SELECT 1;\n',
  'db/2.sql': 'SELECT 1;\n',
  'v/ab12_x.py': `import app.a\n${sampleRevision({})}`,
  'v/env.py': 'from alembic import context\n',
  'docs/a.md': '# A\n',
  'docs/b.md': '# B\n',
  'app/a.py': 'x = 1\n',
  'record.json': '{}\n',
};
const TREE: Observations = {
  ...treeObservations(
    policy,
    Object.entries(FILES).map(([path, text]) => ({ path, text })),
    {},
  ),
  links: { 'v/more': observed('../elsewhere') },
};
const CHANGE = changeObservations(
  {
    changes: [
      'core/a.py',
      'core/b.py',
      'gen/x.json',
      'app/api/c.py',
      'r.txt',
      { path: 'docs/l', status: 'added', newMode: '120000' },
      { path: 'lib', status: 'added', newMode: '160000' },
      'lockkeeper.json',
      'db/3.sql',
    ],
    files: [{ path: 'db/3.sql', text: 'SELECT 1;\n' }],
  },
  {},
);

const PERSON = { name: 'Claude', email: 'noreply@anthropic.com' };
/** What comes to main, is about to be deployed, and names what is nowhere. */
const PUSH: Observations = {
  ...changeObservations(
    {
      changes: ['app/models.py', { path: 'flyway.conf', status: 'added' }, 'db/alembic.ini'],
      files: [{ path: 'app/models.py', text: `${MODEL}    b = sa.Column(sa.Integer)\n` }],
      filesBefore: [{ path: 'app/models.py', text: MODEL }],
      commits: [
        {
          id: 'a'.repeat(40),
          author: PERSON,
          committer: PERSON,
          message: 'x [skip ci]',
          paths: ['core/passing.py', 'app/models.py'],
        },
      ],
      pullRequest: null,
      push: { ref: 'refs/heads/main', rewrites: observed(false) },
    },
    {},
  ),
  deployment: {
    environment: 'production',
    branches: observed(['main']),
    tags: observed([]),
    reviews: observed([]),
    checks: observed([]),
  },
  unmatchedPlaces: [
    { section: 'documents', written: ['x/**'], at: startOf('lockkeeper.json'), meant: null, hidden: null },
  ],
  unsupported: [{ tool: 'uv locks', files: 1, example: 'uv.lock' }],
};

/** How many rules are told to have judged, by the name of the fact. */
function countsIn(observations: Observations, judging = policy): Readonly<Record<string, number | string>> {
  const engine = runEngine({ policy: judging, observations, stage: 'ci', parsers });
  const facts = new Set(allRules.flatMap(({ judges }) => judges));
  return engine.ask((get) =>
    Object.fromEntries(
      Array.from(facts, (fact) => {
        const { read, unread } = get(foundSubjects(fact));
        return [fact.name, unread.length === 0 ? read : `${read}, unread ${unread.length}`];
      }),
    ),
  );
}

function unreadIn(observations: Observations, judging = policy): Readonly<Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(countsIn(observations, judging)).filter(([, count]) => typeof count === 'string'),
  );
}

describe('the subjects of each fact', () => {
  test('are those of a tree', () => {
    expect(countsIn(TREE)).toMatchInlineSnapshot(`
      {
        "application-imports": 2,
        "asked-approvals": 0,
        "baseline-revision": 1,
        "case-collisions": 0,
        "change-sight": 0,
        "changed-links": 0,
        "changed-submodules": 0,
        "confusable-names": 0,
        "dependency-changes": 0,
        "deploy-record": 1,
        "deploy-requirements": 0,
        "deploy-source": 0,
        "documents": 2,
        "environment-code": 1,
        "hashed-requirements": 3,
        "judged-application-code": 1,
        "judged-histories": 0,
        "judged-migrations": 4,
        "machine-owned-changes": 0,
        "migrations-beside-code": 0,
        "missing-sources": 1,
        "model-changes": 0,
        "model-metadata": 0,
        "named-documents": 1,
        "passing-changes": 0,
        "policy-change": 0,
        "protected-changes": 0,
        "pushed-branch": 0,
        "python-changes": 0,
        "requirements-files": 3,
        "requirements-pairs": 1,
        "scoped-branch": 0,
        "scoped-paths": 0,
        "second-tools": 0,
        "self-protected-changes": 0,
        "skipped-checks": 0,
        "suspicious-names": 0,
        "unmatched-places": 0,
        "unsupported-tools": 0,
        "version-locations": 1,
        "written-waivers": 1,
      }
    `);
  });

  test('are those of a change', () => {
    expect(countsIn(CHANGE)).toMatchInlineSnapshot(`
      {
        "application-imports": 0,
        "asked-approvals": 1,
        "baseline-revision": 0,
        "case-collisions": 9,
        "change-sight": 1,
        "changed-links": 1,
        "changed-submodules": 9,
        "confusable-names": 9,
        "dependency-changes": 1,
        "deploy-record": 0,
        "deploy-requirements": 0,
        "deploy-source": 0,
        "documents": "0, unread 1",
        "environment-code": 0,
        "hashed-requirements": 0,
        "judged-application-code": 1,
        "judged-histories": 0,
        "judged-migrations": 1,
        "machine-owned-changes": 1,
        "migrations-beside-code": 1,
        "missing-sources": 0,
        "model-changes": 0,
        "model-metadata": 0,
        "named-documents": 0,
        "passing-changes": 0,
        "policy-change": 1,
        "protected-changes": 2,
        "pushed-branch": 0,
        "python-changes": 9,
        "requirements-files": 2,
        "requirements-pairs": 1,
        "scoped-branch": 9,
        "scoped-paths": 9,
        "second-tools": 2,
        "self-protected-changes": 1,
        "skipped-checks": 0,
        "suspicious-names": 9,
        "unmatched-places": 0,
        "unsupported-tools": 0,
        "version-locations": 0,
        "written-waivers": 1,
      }
    `);
  });

  test('are those of a push, and of a deploy', () => {
    expect(countsIn(PUSH)).toMatchInlineSnapshot(`
      {
        "application-imports": 0,
        "asked-approvals": 0,
        "baseline-revision": 0,
        "case-collisions": 3,
        "change-sight": 1,
        "changed-links": 0,
        "changed-submodules": 3,
        "confusable-names": 3,
        "dependency-changes": 0,
        "deploy-record": 0,
        "deploy-requirements": 1,
        "deploy-source": 1,
        "documents": 0,
        "environment-code": 0,
        "hashed-requirements": 0,
        "judged-application-code": 1,
        "judged-histories": 0,
        "judged-migrations": 0,
        "machine-owned-changes": 0,
        "migrations-beside-code": 0,
        "missing-sources": 0,
        "model-changes": 1,
        "model-metadata": 1,
        "named-documents": 0,
        "passing-changes": 1,
        "policy-change": 1,
        "protected-changes": 0,
        "pushed-branch": 1,
        "python-changes": 3,
        "requirements-files": 0,
        "requirements-pairs": 0,
        "scoped-branch": 3,
        "scoped-paths": 3,
        "second-tools": 1,
        "self-protected-changes": 0,
        "skipped-checks": 1,
        "suspicious-names": 3,
        "unmatched-places": 13,
        "unsupported-tools": 1,
        "version-locations": 0,
        "written-waivers": 1,
      }
    `);
  });

  test('are counted for every fact: whoever takes a count away is seen', () => {
    const alembic = countsIn(REVISIONS, policyOf(ALEMBIC_POLICY));
    const counts = [countsIn(TREE), countsIn(CHANGE), countsIn(PUSH), alembic];
    const uncounted = Object.keys(counts[0] ?? {}).filter((name) =>
      counts.every((count) => count[name] === 0),
    );
    expect(uncounted).toEqual([]);
  });

  test('are unread where nobody could list what there is', () => {
    expect(unreadIn({ ...TREE, listing: unobserved('listing failed') })).toMatchInlineSnapshot(`
      {
        "application-imports": "0, unread 1",
        "documents": "0, unread 1",
        "judged-application-code": "0, unread 1",
        "judged-migrations": "0, unread 1",
      }
    `);
  });

  test('are unread where nobody could read a file', () => {
    const files = Object.fromEntries(Object.keys(FILES).map((path) => [path, unobserved('no permission')]));
    expect(unreadIn({ ...TREE, files })).toMatchInlineSnapshot(`
      {
        "application-imports": "0, unread 2",
        "deploy-record": "0, unread 1",
        "documents": "0, unread 3",
        "judged-migrations": "0, unread 4",
      }
    `);
  });

  test('are unread where nobody saw the revisions', () => {
    const revisions = { paths: unobserved('the folder is hidden'), files: {} };
    expect(unreadIn({ ...REVISIONS, revisions }, policyOf(ALEMBIC_POLICY))).toMatchInlineSnapshot(`
      {
        "judged-histories": "0, unread 1",
      }
    `);
  });

  test('are unread where nobody saw the change', () => {
    const unseen = { ...CHANGE, change: unobserved('this is a shallow clone') };
    expect(unreadIn(unseen)).toMatchInlineSnapshot(`
      {
        "protected-changes": "0, unread 1",
      }
    `);
  });
});

test('a rule that passed had at least one subject, and is told how many', () => {
  fc.assert(
    fc.property(anyRun, ({ draft, seen, stage }) => {
      const drawn = policyOf(draft);
      const { rules } = checkerFor(drawn, undefined).check(seen, { stage });
      for (const { outcome, subjects } of rules)
        expect(outcome === 'passed' ? (subjects ?? 0) > 0 : subjects === undefined).toBe(true);
    }),
  );
});

const REVISIONS: Observations = treeObservations(
  policyOf(ALEMBIC_POLICY),
  Object.entries(oneRevision({}).files).map(([path, text]) => ({ path, text })),
  {},
);

const COMMITS: Observations = changeObservations(
  {
    changes: ['docs/a.md'],
    commits: ['a', 'b'].map((id) => ({
      id: id.repeat(40),
      author: PERSON,
      committer: PERSON,
      message: 'x',
      paths: ['docs/a.md'],
    })),
  },
  {},
);
const MODELS = policyOf({ migrations: { sql: ['db/*.sql'], models: ['app/*.py'] } });
const TWO_MODELS: Observations = changeObservations(
  {
    changes: ['app/a.py', 'app/b.py'],
    files: ['app/a.py', 'app/b.py'].map((path) => ({ path, text: MODEL })),
    filesBefore: ['app/a.py', 'app/b.py'].map((path) => ({ path, text: MODEL })),
  },
  {},
);
const PLACES = policyOf({ documents: ['docs/*.md'], migrations: { sql: ['db/*.sql'] } });

test.each([
  ['the subjects of all facts that it judges', TREE, policy, 'docs/dangling-reference', 3],
  [
    'the members of those that have some',
    REVISIONS,
    policyOf(ALEMBIC_POLICY),
    'migrations/multiple-heads',
    2,
  ],
  ['the commits of a change', COMMITS, policy, 'integrity/checks-not-skipped', 2],
  ['the commits that may be a detour', COMMITS, policy, 'integrity/protected-touched', 2],
  ['the files of models', TWO_MODELS, MODELS, 'migrations/model-change-without-migration', 2],
  ['the places of the policy', { ...TREE, unmatchedPlaces: [] }, PLACES, 'policy/matches-nothing', 2],
])('a rule counts %s', (...[, observations, judging, id, subjects]) => {
  const engine = runEngine({ policy: judging, observations, stage: 'ci', parsers });
  const rule = allRules.find((one) => one.id === id);
  const found = engine.ask((get) => rule && applicability(rule, get));
  expect(found).toEqual({ kind: 'applicable', subjects });
});

function ofUnseenCommits(change: Observations['change']): Observations['change'] {
  if (!change.known) return change;
  return observed({ ...change.value, base: 'c'.repeat(40), commits: unobserved('this is a shallow clone') });
}

const APPLICATION = policyOf({ migrations: { sql: ['db/*.sql'], application: ['app/**'] } });

test.each([
  [
    'commits that nobody saw',
    { ...CHANGE, change: ofUnseenCommits(CHANGE.change) },
    policy,
    'integrity/protected-touched',
  ],
  [
    'models whose text was not given',
    changeObservations({ changes: ['app/a.py'] }, {}),
    MODELS,
    'migrations/model-change-without-migration',
  ],
  [
    'code that nobody listed',
    { ...TREE, listing: unobserved('listing failed') },
    APPLICATION,
    'migrations/create-all-in-app',
  ],
] as const)('no rule counts %s', (...[, observations, judging, id]) => {
  const engine = runEngine({ policy: judging, observations, stage: 'ci', parsers });
  const rule = allRules.find((one) => one.id === id);
  expect(engine.ask((get) => rule && applicability(rule, get))).toEqual({ kind: 'unread' });
});
