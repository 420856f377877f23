import type { RevisionFile } from '../history/revision-history.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import { tableKey, type TableName } from '../migrations/name.ts';
import type { Step } from '../migrations/operation.ts';
import { applyOperation } from './apply-operation.ts';
import { endTemporary } from './apply-table.ts';
import { meetUnclear, newUpgrade } from './fold.ts';
import type { SchemaHistory, SchemaMoment, TableState } from './schema-history.ts';
import { newSchemaLines, ownerAt, type SchemaLines } from './schema-lines.ts';
import { stateAt, type TableLine } from './table-line.ts';
import { valueAt } from './timeline.ts';

/** What one revision, or one script of SQL, does. */
export interface Upgrade {
  /** An id, or what stands for one. */
  readonly revision: string;
  readonly steps: readonly Step[];
  /** Of its file; what an unclear step may concern is looked for in it. */
  readonly text?: string;
}

/** Takes the upgrades in the order of the graph; files that cannot be read change nothing. */
export function foldSchema(graph: RevisionGraph, files: ReadonlyMap<string, RevisionFile>): SchemaHistory {
  const upgrades = graph.order.flatMap((revision): readonly Upgrade[] => {
    const path = graph.revisions.get(revision)?.path;
    const file = path === undefined ? undefined : files.get(path);
    if (file?.reading.kind !== 'revision') return [];
    return [{ revision, steps: file.reading.upgrade.steps, text: file.text }];
  });
  return foldUpgrades(upgrades);
}

/** One after the other, on a database that may hold anything before. */
export function foldUpgrades(upgrades: readonly Upgrade[]): SchemaHistory {
  const lines = newSchemaLines();
  const starts = new Map<string, number>();
  let position = 0;
  for (const upgrade of upgrades) {
    starts.set(upgrade.revision, position);
    foldUpgrade(upgrade, lines, position);
    position += upgrade.steps.length;
  }
  return historyOf(lines, ({ revision, step }) => {
    const start = starts.get(revision);
    return start === undefined ? undefined : start + step;
  });
}

/** A step at a position shows from the next one on. */
function foldUpgrade({ revision, steps, text = '' }: Upgrade, lines: SchemaLines, start: number): void {
  const upgrade = newUpgrade(revision, text);
  steps.forEach((step, index) => {
    const at = start + index + 1;
    if (step.kind === 'unclear') meetUnclear({ lines, upgrade, at });
    else applyOperation(step.operation, { lines, upgrade, at, isCertain: step.isCertain, via: step.via });
  });
  endTemporary({ lines, upgrade, at: start + steps.length });
}

function historyOf(
  lines: SchemaLines,
  positionOf: (moment: SchemaMoment) => number | undefined,
): SchemaHistory {
  return {
    tableAt: (table, moment) => {
      const position = positionOf(moment);
      return position === undefined ? undefined : stateOf(lines, lineAt(lines, table, position), position);
    },
    tablesAt: (moment) => {
      const position = positionOf(moment);
      if (position === undefined) return [];
      return [...lines.tables.values()].flatMap(
        (timeline) => stateOf(lines, valueAt(timeline, position), position) ?? [],
      );
    },
    tableOfIndex: (name, moment) => {
      const position = positionOf(moment);
      return position === undefined ? undefined : stateOf(lines, ownerAt(lines, name, position), position);
    },
  };
}

function lineAt({ tables }: SchemaLines, table: TableName, position: number): TableLine | undefined {
  const key = tableKey(table);
  const timeline = key === undefined ? undefined : tables.get(key);
  return timeline && valueAt(timeline, position);
}

function stateOf(lines: SchemaLines, line: TableLine | undefined, position: number): TableState | undefined {
  return line && stateAt(line, position, valueAt(lines.blurs, position));
}
