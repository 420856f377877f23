import type {
  ExplainedAnswer,
  ExplainedDirection,
  ExplainedRollback,
  ExplainedStep,
  MigrationExplanation,
} from '../migrations/explain/migration-explanation.ts';
import {
  code,
  commaList,
  faint,
  headed,
  lines,
  section,
  strong,
  toned,
  type Document,
  type Text,
} from './document/document.ts';
import { revisionPlace, revisionHeading } from './revision-head.ts';

/** What a revision does step by step, what its downgrade does, and what kind of migration that makes it. */
export function migrationExplanationDocument(explanation: MigrationExplanation): Document {
  const { revision, environment, children, problem, findings } = explanation;
  const names = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : commaList(ids));
  return section(revisionHeading(revision), [
    ...lines(revisionPlace(revision, environment), [
      'builds on ',
      names(revision.parents),
      ', and on it builds ',
      names(children),
    ]),
    ...(problem === null
      ? told(explanation)
      : lines(toned('warning', ['It cannot be read, because ', code(problem), '.']))),
    ...findingLines(findings),
  ]);
}

function told({ upgrade, downgrade, ...explanation }: MigrationExplanation): Document {
  return [
    ...direction('upgrade', upgrade),
    ...direction('downgrade', downgrade),
    ...answer('trivial', explanation.trivial),
    ...answer('reversible', explanation.reversible),
    ...answer('destructive', explanation.destructive),
    ...rollback(explanation.rollback),
  ];
}

function direction(name: 'upgrade' | 'downgrade', seen: ExplainedDirection | null): Document {
  if (seen === null) return [];
  const note = NOTES[seen.kind];
  return headed([strong(`${name}()`), note === '' ? '' : ` ${note}`], seen.steps.map(stepText));
}

const NOTES: Readonly<Record<ExplainedDirection['kind'], string>> = {
  missing: 'is not there',
  elsewhere: 'is not defined in this file, so what it does is not known',
  empty: 'does nothing',
  raises: 'refuses to run',
  runs: '',
};

function stepText({ text, line, kind, autocommit }: ExplainedStep): Text {
  const step = [code(text), autocommit ? ', outside of the transaction' : ''];
  return [lineMark(line), kind === 'unclear' ? toned('warning', step) : step];
}

function lineMark(line: number | null): Text {
  return line === null ? '' : [faint(`${line}:`), ' '];
}

function answer(
  word: 'trivial' | 'reversible' | 'destructive',
  { answer: given, reasons }: ExplainedAnswer<string>,
): Document {
  return headed(
    [`${word}: `, strong(given === 'unknown' ? 'not known' : given)],
    reasons.map(({ text, line }) => [lineMark(line), code(text)]),
  );
}

function rollback({ kind, revisions, backup, blocked_by: blockedBy, why }: ExplainedRollback): Document {
  const by = blockedBy ?? '';
  const answers: Readonly<Record<ExplainedRollback['kind'], Text>> = {
    'code-only': 'the code alone',
    'downgrade-first': [
      'downgrade ',
      commaList(revisions),
      ` first${backup ? ', with a backup before' : ''}`,
    ],
    'roll-forward': `not past ${by}, so go forward with a new revision`,
    undetermined: `not known past ${by}`,
  };
  return headed(['to go back: ', strong(answers[kind])], why === null ? [] : [code(why)]);
}

function findingLines(findings: MigrationExplanation['findings']): Document {
  if (findings === null) return [];
  return headed(
    ['findings: ', strong(findings.length === 0 ? 'none' : String(findings.length))],
    findings.map(({ rule, severity, message, line }) => [
      lineMark(line),
      toned(severity, severity),
      ` ${rule}: ${message}`,
    ]),
  );
}
