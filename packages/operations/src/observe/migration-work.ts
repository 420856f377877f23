import { observed, unobserved, type Known, type Parsers, type Policy } from '@lockkeeper/policy-core';
import type { MigrationWork } from '@lockkeeper/policy-core/deployment';
import { isRevisionOf } from '@lockkeeper/policy-core/migrations';

import type { Git, Observers } from '../ports/index.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { judge } from './judge.ts';
import { observe } from './observe.ts';

export interface MigrationWorkRequest {
  readonly policy: Policy;
  readonly loadParsers: () => Promise<Parsers>;
}

/** What is new of migrations and models since the branch people merge into, committed or not. */
export async function observeMigrationWork(
  request: MigrationWorkRequest,
  observers: Observers,
): Promise<Known<MigrationWork>> {
  const { git } = observers;
  if (git === undefined) return unobserved('there is no git repository to ask');
  const since = await baseOf(git);
  if (!since.known) return since;
  const { base, head } = since.value;
  const [sinceBase, sinceHead] = await Promise.all([
    git.changes({ from: base, to: 'worktree' }),
    git.changes({ from: head, to: 'worktree' }),
  ]);
  if (!sinceBase.known) return sinceBase;
  if (!sinceHead.known) return sinceHead;
  const { alembic, models } = request.policy.migrations;
  const isRevision = (path: string) => alembic.some((place) => isRevisionOf(place, path));
  const isModel = (path: string) => models.some((pattern) => pattern.matches(path));
  const changed = sinceBase.value.map(({ path }) => path);
  const revisions = sinceBase.value.flatMap(({ status, path }) =>
    status === 'added' && isRevision(path) ? [path] : [],
  );
  return observed({
    base,
    models: models.length === 0 ? undefined : changed.filter(isModel),
    revisions,
    uncommitted: sinceHead.value.flatMap(({ path }) => (isRevision(path) || isModel(path) ? [path] : [])),
    judged: await judgedIn(revisions, { request, base }, observers),
  });
}

async function baseOf(git: Git): Promise<Known<{ readonly base: string; readonly head: string }>> {
  const [state, target] = await Promise.all([git.describe(), git.defaultBranch()]);
  if (!state.known) return state;
  const { head } = state.value;
  if (head === undefined) return unobserved('nothing is committed yet');
  if (!target.known) return observed({ base: head, head });
  const base = await git.mergeBase(target.value, head);
  return base.known ? observed({ base: base.value, head }) : base;
}

async function judgedIn(
  revisions: readonly string[],
  { request, base }: { readonly request: MigrationWorkRequest; readonly base: string },
  observers: Observers,
): Promise<MigrationWork['judged']> {
  if (revisions.length === 0) return observed({ errors: 0, others: 0 });
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base,
      head: 'worktree',
      policyFrom: 'base',
      branch: undefined,
      compare: 'exactly',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    observers,
  );
  if (seen.kind !== 'seen') return unobserved('there is no policy that could be used');
  const { findings, crashed } = await judge(seen, { stage: 'local', loadParsers: request.loadParsers });
  if (crashed.length > 0) return unobserved(`the rule ${crashed[0]?.rule ?? ''} crashed`);
  const inThem = findings.filter(({ at }) => at !== undefined && revisions.includes(at.path));
  const errors = inThem.filter(({ severity }) => severity === 'error').length;
  return observed({ errors, others: inThem.length - errors });
}
