import type { Direction } from '../operations/direction.ts';
import { judgedRevisions, type JudgedRevision } from '../analysis/judged-revisions.ts';
import { operationTable } from '../operations/operation-table.ts';
import { losingSteps, operationSteps } from '../analysis/direction-effects.ts';
import { changedThing } from '../operations/changed-thing.ts';
import { isCarriedOver } from '../analysis/values/column-carried-over.ts';
import { mayDropWithAnyTable } from '../operations/dropped-with-any-table.ts';
import { isOfTableCreatedByUnparsedSql } from '../operations/created-by-unparsed-sql.ts';
import type { OperationStep, Step } from '../operations/operation.ts';
import { judgedUpgrades, stepsOf } from '../analysis/migration-step.ts';
import { renamedPairs } from '../analysis/renamed-pair.ts';
import { mayChangeRows } from '../operations/rows-changed.ts';
import { undoings } from '../analysis/reversibility/undoings.ts';
import { readBefore, shownPlace } from '../analysis/values/values-read.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const irreversibleUpgrade = defineRule({
  id: 'migrations/irreversible-upgrade',
  summary: 'Do not lose data that the downgrade promises to restore.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    rows: 'The upgrade loses {what}, and downgrade() does not restore them. Let downgrade() raise an error that says so, or keep them for one more release.',
    read: 'The upgrade drops {what}, and downgrade() restores it empty. Let downgrade() move the data back or raise an error that says so, or keep it for one more release ({place} reads it, and may have moved it).',
    gone: 'The upgrade loses {what}, and downgrade() does not restore it. Let downgrade() raise an error that says so, or keep the data for one more release.',
    lost: 'The upgrade loses {what}, and downgrade() restores it empty. Let downgrade() raise an error that says so, or keep the data for one more release.',
  },

  *check(_get, migration) {
    const upgrades = new Map(judgedUpgrades(migration).map((upgrade) => [upgrade.path, upgrade]));
    for (const { path, text, revision, span } of judgedRevisions(migration)) {
      const { upgrade, downgrade } = revision;
      const pairs = renamedPairs(migration).get(path) ?? [];
      const isOfPair = (step: OperationStep) => pairs.some(({ drop: { at } }) => isSameStart(at, span(step)));
      const { steps } = upgrade;
      const carried = carriedOver(upgrades.get(path));
      const losing = losingSteps(upgrade).filter(
        (step) =>
          !isOfTableCreatedByUnparsedSql(step.operation, { text, steps }) &&
          !mayDropWithAnyTable(step.operation, operationSteps(downgrade)) &&
          !carried.includes(step),
      );
      const first = losing.find((step) => !isOfPair(step)) ?? losing[0];
      if (first === undefined || downgrade.kind !== 'runs' || mayFill(downgrade, first)) continue;
      const upgraded = upgrades.get(path);
      yield {
        kind: 'violation',
        ...loss(first, {
          isLeft: isLeft(revision, first),
          read: upgraded && readBeforeStep(upgraded, first),
        }),
        at: span(first),
        supersededBy: isOfPair(first) ? 'migrations/possible-rename' : undefined,
        related:
          downgrade.name === undefined
            ? []
            : [{ message: 'downgrade() runs as if it undid this.', at: span(downgrade.name) }],
      };
    }
  },
});

/** Drops of columns whose values are not lost. */
function carriedOver(upgrade: JudgedUpgrade | undefined): readonly (Step | undefined)[] {
  if (upgrade === undefined) return [];
  const drops = stepsOf(upgrade, 'drop-column').filter((drop) => isCarriedOver(upgrade, drop));
  return drops.map(({ index }) => upgrade.steps[index]);
}

/** Not even its shape comes back. */
function isLeft({ upgrade, downgrade }: JudgedRevision['revision'], step: OperationStep): boolean {
  return undoings(upgrade, downgrade).steps.some(
    ({ step: one, undoing }) =>
      one === step && (undoing.kind === 'left' || (undoing.kind === 'data-lost' && undoing.by.length === 0)),
  );
}

interface Way {
  readonly isLeft: boolean;
  /** The place that read before what is lost. */
  readonly read: string | undefined;
}

interface Loss {
  readonly messageId: 'rows' | 'read' | 'gone' | 'lost';
  readonly data: Readonly<Record<string, string>>;
}

/** What is told of a step. */
function loss(step: OperationStep, { isLeft, read }: Way): Loss {
  const what = changedThing(step.operation);
  if (isAboutRows(step)) return { messageId: 'rows', data: { what } };
  if (isLeft) return { messageId: 'gone', data: { what } };
  return read === undefined
    ? { messageId: 'lost', data: { what } }
    : { messageId: 'read', data: { what, place: read } };
}

function readBeforeStep(upgrade: JudgedUpgrade, step: OperationStep): string | undefined {
  const index = upgrade.steps.indexOf(step);
  const drop = stepsOf(upgrade, 'drop-column', 'drop-table').find((one) => one.index === index);
  const read = drop && readBefore(drop);
  return read && shownPlace(read, upgrade.path);
}

function isSameStart({ start: one }: SourceSpan, { start: other }: SourceSpan): boolean {
  return one.line === other.line && one.character === other.character;
}

/** Rows and values may come back: an INSERT into the table, an UPDATE of it, or what nobody can read. */
function mayFill({ steps }: Direction, { operation }: OperationStep): boolean {
  const table = operationTable(operation);
  return table !== undefined && steps.some((step) => mayChangeRows(step, table) && !isDelete(step));
}

function isDelete(step: Step): boolean {
  return (
    step.kind === 'operation' && step.operation.kind === 'change-rows' && step.operation.verb === 'delete'
  );
}

function isAboutRows({ operation }: OperationStep): boolean {
  return operation.kind === 'change-rows' || operation.kind === 'truncate';
}
