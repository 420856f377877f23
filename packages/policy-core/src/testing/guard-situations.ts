import { checkerFor } from '../checker/checker.ts';
import {
  changeObservations,
  treeObservations,
  type ChangeInput,
} from '../checker/observations-from-input.ts';
import type { GuardInput } from '../deployment/guard/guard-input.ts';
import type { Report } from '../engine/report.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { startOf } from '../model/source-span.ts';
import type { Stage } from '../model/stage.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { policyOf } from './any-repository.ts';
import { sampleRevision } from './sample-revision.ts';

/** Something in every section that rules judge by. */
export const FULL_POLICY = {
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  change_scope: { applies_to: ['ai'], allow: ['docs/**'] },
  branches: {
    production: { match: ['main'], direct_push: 'deny' },
    deploy_from: { production: ['production'] },
    production_requires: ['tagged'],
  },
  dependencies: [
    { id: 'api', source: 'r.txt', lock: 'r.lock' },
    { id: 'web', source: 'w.txt', lock: 'w.lock' },
  ],
  documents: ['docs/**/*.md'],
  migrations: { sql: ['db/*.sql'], alembic: ['v'] },
  deployment: { record: 'record.json' },
};
const PAIRS = { dependencies: FULL_POLICY.dependencies };
const SQL = { migrations: { sql: ['db/*.sql'] } };
const ALEMBIC = { migrations: { alembic: ['v'] } };
const CORE = { protected: FULL_POLICY.protected };
const BRANCHES = { branches: FULL_POLICY.branches };
const GOOD_PAIR = { 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' };

/** What a release is judged by, and what is seen of it. */
export interface Situation {
  readonly policy: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly change?: ChangeInput;
  readonly also?: Partial<Observations>;
  readonly withoutParsers?: true;
  readonly input?: Partial<GuardInput>;
}

const RANGE = { range: { from: '4f2c1a9'.padEnd(40, '0'), to: 'b'.repeat(40) } };
const DEPLOYMENT = {
  environment: 'production',
  branches: observed(['main']),
  tags: observed([]),
  reviews: observed([]),
  checks: observed([]),
};
const NOWHERE_PLACE = {
  section: 'migrations',
  written: ['db/migration/*.sql'],
  at: startOf('lockkeeper.json'),
  meant: 'db/*.sql',
  hidden: null,
};
const UV = { tool: 'uv locks', files: 1, example: 'uv.lock' };

export const SITUATIONS = {
  'an empty policy and an empty repository': { policy: {} },
  'a full policy and an empty repository': { policy: FULL_POLICY },
  'no record of a deploy': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' } },
  'a first deploy': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' }, input: { isFirstDeploy: true } },
  'a record that cannot be read': { policy: SQL, input: { record: 'unreadable' } },
  'a record that is no record': { policy: FULL_POLICY, files: { 'record.json': '{' } },
  'nothing that the policy names': { policy: SQL, files: { 'app.py': 'x = 1\n' } },
  'a pattern that matches nothing': { policy: SQL, also: { unmatchedPlaces: [NOWHERE_PLACE] } },
  'a pattern of which nobody knows': {
    policy: SQL,
    also: { unmatchedPlaces: [{ ...NOWHERE_PLACE, hidden: 'the checkout is sparse' }] },
  },
  'SQL that adds': { policy: SQL, files: { 'db/1.sql': 'CREATE TABLE a (id bigint primary key);\n' } },
  'SQL that drops': { policy: SQL, files: { 'db/1.sql': 'DROP TABLE orders;\n' } },
  'SQL that nobody can read': { policy: SQL, files: { 'db/1.sql': 'CREATE TABEL a (id int);\n' } },
  'SQL and no parser': { policy: SQL, files: { 'db/1.sql': 'SELECT 1;\n' }, withoutParsers: true },
  'one revision of Alembic': { policy: ALEMBIC, files: { 'v/ab12_x.py': sampleRevision({}) } },
  'a folder of Alembic without a revision': { policy: ALEMBIC, files: { 'v/README': 'none yet\n' } },
  'a tree that could not be listed': { policy: ALEMBIC, also: { listing: unobserved('listing failed') } },
  'two pairs of two': { policy: PAIRS, files: { ...GOOD_PAIR, 'w.txt': 'b==1\n', 'w.lock': 'b==1\n' } },
  'one pair of two': { policy: PAIRS, files: GOOD_PAIR },
  'a lock that lags': { policy: PAIRS, files: { ...GOOD_PAIR, 'r.lock': 'a==2\n' } },
  'a requirement without a version': { policy: PAIRS, files: { 'r.txt': 'a\n', 'r.lock': 'a==1\n' } },
  'no change, and rules about changes': { policy: CORE },
  'a change of nothing': { policy: CORE, change: { changes: [] }, input: RANGE },
  'a protected path without a label': {
    policy: CORE,
    change: { changes: ['core/a.py'], labels: [] },
    input: RANGE,
  },
  'a protected path, labels unknown': { policy: CORE, change: { changes: ['core/a.py'] }, input: RANGE },
  'a list of changes that was cut': {
    policy: CORE,
    change: { changes: ['a.py'], isCutShort: true },
    input: RANGE,
  },
  'a document that leads nowhere': {
    policy: { documents: ['docs/*.md'] },
    files: { 'docs/a.md': 'See `docs/b.md`.\n' },
  },
  'a tool that nothing judges': { policy: PAIRS, also: { unsupported: [UV] } },
  'a tool that must be judged': { policy: { ...PAIRS, unsupported: 'error' }, also: { unsupported: [UV] } },
  'a commit without its tag': {
    policy: BRANCHES,
    also: { deployment: DEPLOYMENT },
    input: { environment: 'production' },
  },
  'an area that is switched off': {
    policy: { ...SQL, rules: { 'migrations/drop-table': 'off' } },
    files: { 'db/1.sql': 'DROP TABLE orders;\n' },
  },
  'a release of pairs and migrations': {
    policy: FULL_POLICY,
    change: {
      changes: ['r.txt', 'r.lock', 'db/1.sql'],
      files: [...Object.entries(GOOD_PAIR), ['db/1.sql', 'SELECT 1;\n'] as const].map(([path, text]) => ({
        path,
        text,
      })),
      labels: [],
      commits: [],
      pullRequest: null,
    },
    input: RANGE,
  },
} satisfies Readonly<Record<string, Situation>>;

export type SituationName = keyof typeof SITUATIONS;

export function reportOn(situation: Situation, stage: Stage, parsers: Parsers): Report {
  const { policy: draft, files = {}, change, also, withoutParsers } = situation;
  const policy = policyOf(draft);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const seen = change === undefined ? treeObservations(policy, texts, {}) : changeObservations(change, {});
  const checker = checkerFor(policy, withoutParsers ? undefined : parsers);
  return checker.check({ ...seen, ...also }, { stage });
}
