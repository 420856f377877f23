import type { Database } from '../operations/lock-mode.ts';
import type { Step, Operation } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { upgradeSteps, type RevisionHistory } from '../history/revision-history.ts';
import type { RevisionRuns, SqlHistory } from './migrations.ts';

/** What one migration under judgement does when it is applied: the upgrade of a revision, or a SQL file. */
export interface JudgedUpgrade {
  readonly path: string;
  readonly text: string;
  readonly steps: readonly Step[];
  readonly span: (range: TextRange) => SourceSpan;
  /** The statements of `upgrade()`, its docstring included; left out for SQL, and where the file does not define it. */
  readonly body?: TextRange;
  /** `undefined` for SQL, and for a revision without an id. */
  readonly revision: string | undefined;
  /** `undefined` for SQL, and where the environment cannot be seen. */
  readonly history: RevisionHistory | undefined;
  /** What it runs on; left out where nothing tells, and it is judged as on PostgreSQL. */
  readonly database?: Database;
  /** As in `MigrationScript`. */
  readonly environmentSets?: readonly string[];
  /** As in `MigrationScript`. */
  readonly environmentRuns?: RevisionRuns;
  /** As in `MigrationScript`. */
  readonly sqlHistory?: SqlHistory;
}

/** One operation of it, in its place. */
export interface MigrationStep<Op extends Operation = Operation> {
  readonly upgrade: JudgedUpgrade;
  readonly operation: Op;
  /** Among the steps of the upgrade. */
  readonly index: number;
  readonly isCertain: boolean;
  readonly at: SourceSpan;
}

/** One of that kind: `StepOf<'drop-table'>`. */
export type StepOf<Kind extends Operation['kind']> = MigrationStep<Extract<Operation, { kind: Kind }>>;

/** What a migration of the same history does; nothing where that cannot be read. */
export function stepsOfMigration({ history, sqlHistory }: JudgedUpgrade, id: string): readonly Step[] {
  if (sqlHistory !== undefined) return sqlHistory.line.find(({ revision }) => revision === id)?.steps ?? [];
  return history === undefined ? [] : upgradeSteps(history, id);
}
