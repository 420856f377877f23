import { displayText } from '../model/display-text.ts';
import type {
  ExplainedAnswer,
  ExplainedDirection,
  ExplainedRollback,
  ExplainedStep,
  MigrationExplanation,
} from '../migrations/explain/migration-explanation.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { revisionHead } from './revision-head.ts';

/** For people: what a revision does step by step, what its downgrade does, and what kind of migration that makes it. */
export function migrationExplanationText(
  explanation: MigrationExplanation,
  { colors }: { readonly colors: boolean },
): string {
  const paint = paintFor(colors);
  const { upgrade, downgrade, problem } = explanation;
  const body =
    problem === null
      ? [
          ...directionLines('upgrade', upgrade, paint),
          ...directionLines('downgrade', downgrade, paint),
          ...answerLines('trivial', explanation.trivial, paint),
          ...answerLines('reversible', explanation.reversible, paint),
          ...answerLines('destructive', explanation.destructive, paint),
          ...rollbackLines(explanation.rollback, paint),
        ]
      : [paint.warning(`  It cannot be read, because ${shown(problem)}.`)];
  const lines = [...headLines(explanation, paint), ...body, ...findingLines(explanation.findings, paint)];
  return `${lines.join('\n')}\n`;
}

function headLines(
  { environment, revision, children }: MigrationExplanation,
  paint: Paint,
): readonly string[] {
  const names = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.map(displayText).join(', '));
  return [
    ...revisionHead(revision, environment, paint),
    `  builds on ${names(revision.parents)}, and on it builds ${names(children)}`,
  ];
}

function directionLines(
  name: 'upgrade' | 'downgrade',
  direction: ExplainedDirection | null,
  paint: Paint,
): readonly string[] {
  if (direction === null) return [];
  const note = NOTES[direction.kind];
  return [
    `  ${paint.strong(`${name}()`)}${note === '' ? '' : ` ${note}`}`,
    ...direction.steps.map((step) => stepLine(step, paint)),
  ];
}

const NOTES: Readonly<Record<ExplainedDirection['kind'], string>> = {
  missing: 'is not there',
  elsewhere: 'is not defined in this file, so what it does is not known',
  empty: 'does nothing',
  raises: 'refuses to run',
  runs: '',
};

function stepLine({ text, line, kind, autocommit }: ExplainedStep, paint: Paint): string {
  const outside = autocommit ? ', outside of the transaction' : '';
  const told = `${shown(text)}${outside}`;
  return `    ${paint.faint(`${line}:`)} ${kind === 'unclear' ? paint.warning(told) : told}`;
}

function answerLines(
  what: 'trivial' | 'reversible' | 'destructive',
  { answer, reasons }: ExplainedAnswer<string>,
  paint: Paint,
): readonly string[] {
  return [
    `  ${what}: ${paint.strong(answer === 'unknown' ? 'not known' : answer)}`,
    ...reasons.map(
      ({ text, line }) => `    ${line === null ? '' : `${paint.faint(`${line}:`)} `}${shown(text)}`,
    ),
  ];
}

function rollbackLines(
  { kind, revisions, backup, blocked_by: blockedBy, why }: ExplainedRollback,
  paint: Paint,
): readonly string[] {
  const taken = revisions.map(displayText).join(', ');
  const before = backup ? ', with a backup before' : '';
  const by = displayText(blockedBy ?? '');
  const answers: Readonly<Record<ExplainedRollback['kind'], string>> = {
    'code-only': 'the code alone',
    'downgrade-first': `downgrade ${taken} first${before}`,
    'roll-forward': `not past ${by}, so go forward with a new revision`,
    undetermined: `not known past ${by}`,
  };
  const reason = why === null ? [] : [`    ${shown(why)}`];
  return [`  to go back: ${paint.strong(answers[kind])}`, ...reason];
}

function findingLines(findings: MigrationExplanation['findings'], paint: Paint): readonly string[] {
  if (findings === null) return [];
  const count = findings.length === 0 ? 'none' : String(findings.length);
  return [
    `  findings: ${paint.strong(count)}`,
    ...findings.map(({ rule, severity, message, line }) => {
      const place = line === null ? '' : `${paint.faint(`${line}:`)} `;
      return `    ${place}${paint[severity](severity)} ${rule}: ${message}`;
    }),
  ];
}

function shown(text: string): string {
  return displayText(shortenedText(text));
}
