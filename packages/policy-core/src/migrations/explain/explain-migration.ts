import type { Direction } from '../operations/direction.ts';
import type { Finding } from '../../model/finding.ts';
import type { RevisionFile } from '../history/revision-history.ts';
import { classify } from './classify.ts';
import type { Judgement } from '../operations/judgement.ts';
import type { Step } from '../operations/operation.ts';
import { stepText } from '../analysis/reasons.ts';
import { schemaBefore } from '../schema/schema-before.ts';
import { PG_VERSIONS } from '../../policy/schema/migrations-schema.ts';
import type { TextRange } from '../../model/text-range.ts';
import { explainedRollback } from './explained-rollback.ts';
import type { FoundRevision } from './find-revision.ts';
import { listedRevision } from './listed-revision.ts';
import type {
  ExplainedAnswer,
  ExplainedDirection,
  ExplainedFinding,
  ExplainedStep,
  MigrationExplanation,
} from './migration-explanation.ts';

/** What a revision does in its history, with what was found in it; `undefined` where the history does not have it. */
export function explainMigration(
  { history, id }: FoundRevision,
  findings?: readonly Finding[],
): MigrationExplanation | undefined {
  const revision = listedRevision(history, id);
  const file = revision && history.files.get(revision.path);
  if (revision === undefined || file === undefined) return undefined;
  const children = [...history.graph.revisions.values()]
    .filter(({ parents }) => parents.some((parent) => parent.id === id))
    .map((child) => child.id);
  const about = {
    schema_version: 1,
    environment: history.name,
    revision,
    children: children.toSorted(),
    rollback: explainedRollback(history, id),
    findings: findings?.map(explainedFinding) ?? null,
  } as const;
  const { reading } = file;
  if (reading.kind === 'unanalyzable') return { ...about, ...unread(reading.problem) };
  const { path, text, span } = file;
  const { database } = history;
  const steps = reading.upgrade.steps;
  const upgrade = { path, text, span, steps, revision: id, history, ...(database && { database }) };
  const { trivial, reversible, destructive } = classify(reading, schemaBefore(history.schema, id), {
    upgrade,
    // The question comes without a policy that could name a newer one.
    pgVersion: PG_VERSIONS[0],
  });
  return {
    ...about,
    problem: null,
    upgrade: explainedDirection(reading.upgrade, file),
    downgrade: explainedDirection(reading.downgrade, file),
    trivial: explainedAnswer(trivial, file),
    reversible: explainedAnswer(reversible, file),
    destructive: explainedAnswer(destructive, file),
  };
}

function unread(problem: string) {
  const nobodyKnows = { answer: 'unknown', reasons: [] } as const;
  return {
    problem,
    upgrade: null,
    downgrade: null,
    trivial: nobodyKnows,
    reversible: nobodyKnows,
    destructive: nobodyKnows,
  };
}

function explainedFinding({ rule, severity, message, at }: Finding): ExplainedFinding {
  return { rule, severity, message, line: at === undefined ? null : at.start.line + 1 };
}

function explainedDirection({ kind, steps }: Direction, file: RevisionFile): ExplainedDirection {
  return { kind, steps: steps.map((step) => explainedStep(step, file)) };
}

function explainedStep(step: Step, file: RevisionFile): ExplainedStep {
  return {
    text: stepText(step),
    kind: step.kind === 'unclear' ? 'unclear' : step.operation.kind,
    line: lineOf(step, file),
    is_certain: step.isCertain,
    autocommit: step.autocommit,
  };
}

function explainedAnswer<Answer extends string>(
  { answer, reasons }: Judgement<Answer>,
  file: RevisionFile,
): ExplainedAnswer<Answer> {
  return {
    answer,
    reasons: reasons.map(({ text, direction, at }) => ({
      text,
      direction,
      line: at === undefined ? null : lineOf(at, file),
    })),
  };
}

function lineOf({ start, end }: TextRange, file: RevisionFile): number {
  return file.span({ start, end }).start.line + 1;
}
