import { activeRules, type RuleSettings } from '../active-rules.ts';
import { contentOf } from '../facts/content-of.ts';
import { subjectsOf } from '../facts/subjects.ts';
import { migrationKind } from '../facts/migration-files.ts';
import type { RuleRun } from '../evaluate.ts';
import type { FileContent } from '../file-content.ts';
import type { Known } from '../known.ts';
import type { Observations } from '../observations.ts';
import type { Policy } from '../policy/policy.ts';
import { PG_VERSIONS } from '../policy/schema/migrations-schema.ts';
import { inOrder, migrationPlace } from '../sql/migration-place.ts';
import type { Stage } from '../stage.ts';

/**
 * SQL migrations of a tree that somebody else can judge at the same time, with all that this takes. Plain data, for
 * a message. Of those that run one after the other it has the first ones: what an operation meets depends on no later
 * one.
 */
export interface SqlShare {
  readonly files: readonly SharedFile[];
  readonly pgVersion: number;
  readonly isUpgradedByHand: boolean;
  readonly settings: RuleSettings;
  readonly stage: Stage;
}

export interface SharedFile {
  readonly path: string;
  readonly content: Known<FileContent>;
}

/** `undefined` where there is too little to share, or where more than SQL and its order has a say. */
export function sqlShareOf(policy: Policy, seen: Observations, stage: Stage): SqlShare | undefined {
  if (seen.focus.kind !== 'tree' || !areAllJudged(policy, seen)) return undefined;
  const paths = subjectsOf(policy, seen).migrations;
  if (paths.length < FEWEST || paths.some((path) => migrationKind(policy, path) !== 'sql')) return undefined;
  const files = firstOf(paths.map((path) => ({ path, content: contentOf(seen, path) })));
  const { rules, status, migrations } = policy;
  return {
    files,
    pgVersion: migrations.pgVersion ?? PG_VERSIONS[0],
    isUpgradedByHand: migrations.apply === 'manual_unless_trivial',
    settings: { rules, status },
    stage,
  };
}

/** Rules that judge each SQL migration by itself, and what those before it made. */
export function sharedRuns(settings: RuleSettings): readonly RuleRun[] {
  return activeRules(settings).filter(isShared);
}

export function isShared({ rule: { needs } }: RuleRun): boolean {
  return needs.length === 1 && needs[0] === 'migrations';
}

/** Half a second of work: with less, another thread has not even begun by then. */
const FEWEST = 1000;

/** Whoever gives a share away reads all files, and starts first. */
const PART = 0.55;

function areAllJudged({ migrations, since }: Policy, { settled, sqlBefore }: Observations): boolean {
  const isFromStart = settled.known && settled.value.from === 'start';
  return migrations.alembic.length === 0 && since === undefined && isFromStart && sqlBefore === undefined;
}

/** As many of the first ones, line by line, as hold that part of all text. */
function firstOf(files: readonly SharedFile[]): readonly SharedFile[] {
  const room = sum(files.map(lengthOf)) * PART;
  let taken = 0;
  return inOrderOfRunning(files).filter((file) => {
    taken += lengthOf(file);
    return taken <= room;
  });
}

function inOrderOfRunning(files: readonly SharedFile[]): readonly SharedFile[] {
  const placed = files.map((file) => ({ file, place: migrationPlace(file.path) }));
  const inLines = placed.toSorted(({ place: one }, { place: other }) => {
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    if (one.line !== other.line) return one.line < other.line ? -1 : 1;
    return inOrder(one, other);
  });
  return inLines.map(({ file }) => file);
}

function lengthOf({ content }: SharedFile): number {
  return content.known && content.value.kind === 'text' ? content.value.text.length : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
