import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { auditedDatabase } from '@lockkeeper/policy-core/database';
import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { lastBackup } from '@lockkeeper/policy-core/deployment';
import {
  namesToSeek,
  type MigrationsOfTree,
  type RollbackSight,
} from '@lockkeeper/policy-core/deployment/rollback';
import { backupMaxAgeAt, policyOfPlace, type RecordPlace } from '@lockkeeper/policy-core/deployment/record';

import type { Databases, DeployRecords, LogReader } from '../ports/index.ts';
import { backupDigest } from '../records/backup-digest.ts';
import { rollbackDependencies } from './rollback-dependencies.ts';
import { migrationsOf, namesIn, startsOf, type TreeReader } from './rollback-trees.ts';

/** What a rollback from one commit to another rests on. */
export interface RollbackQuestion {
  readonly place: RecordPlace;
  /** Full ids. */
  readonly current: string;
  readonly target: string;
  /** Other commits whose migrations may have reached production, such as that of a deploy that failed. */
  readonly others: readonly string[];
  readonly entries: readonly LogEntry[];
  /** Revisions of which somebody says that what their downgrade loses may be lost. */
  readonly acceptedLosses: readonly string[];
}

export interface RollbackWorld extends TreeReader {
  readonly databases: Databases;
  readonly records: DeployRecords;
  /** Those on disk, where the backup may lie. */
  readonly files: Pick<LogReader, 'digest'>;
}

/**
 * Looks at both commits, at production, and at what the log and the record say. What the target's code names is only looked
 * for where production has something that the target's tree has not.
 */
export async function observeRollback(
  question: RollbackQuestion,
  world: RollbackWorld,
): Promise<RollbackSight> {
  const { current, target, place, entries, acceptedLosses } = question;
  const { policy, observers } = world;
  const { git, clock } = observers;
  const [out, into, now, there, dependencies] = await Promise.all([
    linesOf(git.commits({ from: target, to: current })),
    linesOf(git.commits({ from: current, to: target })),
    migrationsOf(current, world),
    migrationsOf(target, world),
    rollbackDependencies({ policy, current, target, record: place.path }, { git, records: world.records }),
  ]);
  const backup = lastBackup(entries, place.environment);
  const production = await productionWith([now, there], world);
  const sight: RollbackSight = {
    commits: { out, in: into },
    dependencies,
    target: { ...there, starts: await startsOf(target, world) },
    holders: [now, ...(await otherHolders([now, there], { production, ...question }, world))],
    production,
    backup: {
      made: observed(backup),
      digest: backup && (await backupDigest(backup, world.files)),
      now: clock.now(),
      maxAgeMs: backupMaxAgeAt(policyOfPlace(policy, place), place.environment),
    },
    pgVersion: policy.migrations.pgVersion,
    acceptedLosses,
  };
  const words = namesToSeek(sight);
  if (words.length === 0) return sight;
  return { ...sight, target: { ...sight.target, names: await namesIn(target, words, world) } };
}

/** `undefined`: neither commit has migrations, so it is not looked at. */
async function productionWith(
  trees: readonly MigrationsOfTree[],
  { policy, databases }: Pick<RollbackWorld, 'policy' | 'databases'>,
): Promise<RollbackSight['production']> {
  if (trees.every(({ histories }) => histories.known && histories.value.length === 0)) return undefined;
  const { production: variable, schemas } = policy.databases;
  const sight = await databases.look({ variable, schemas });
  return auditedDatabase({ role: 'production', variable }, { sight, histories: NOT_COMPARED });
}

const NOT_COMPARED = unobserved('it was not compared');

/** Other trees are only read where neither of both has what production is at. */
async function otherHolders(
  trees: readonly MigrationsOfTree[],
  { production, current, target, others }: Pick<RollbackSight, 'production'> & RollbackQuestion,
  world: RollbackWorld,
): Promise<readonly MigrationsOfTree[]> {
  const versions = production?.seen === true ? production.versions : null;
  const has = ({ histories }: MigrationsOfTree) =>
    histories.known &&
    histories.value.some(({ graph }) => versions?.every((id) => graph.revisions.has(id)) === true);
  if (versions === null || trees.some(has)) return [];
  const found: MigrationsOfTree[] = [];
  for (const commit of new Set(others)) {
    if (commit === current || commit === target) continue;
    const tree = await migrationsOf(commit, world);
    found.push(tree);
    if (has(tree)) break;
  }
  return found;
}

async function linesOf(
  commits: ReturnType<TreeReader['observers']['git']['commits']>,
): Promise<Known<readonly { readonly id: string; readonly subject: string }[]>> {
  const found = await commits;
  if (!found.known) return found;
  return observed(found.value.map(({ id, message }) => ({ id, subject: message.split('\n', 1)[0] ?? '' })));
}
