import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { isRecord, listAt, parseJson, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** What `plan check` said of a plan, as far as it is shown. */
export interface PlanCheck {
  readonly verdict: PlanVerdict;
  /** How many statements of SQL were read. */
  readonly statements: number;
  readonly reasons: readonly PlanSubject[];
  readonly unjudged: readonly PlanSubject[];
  /** What to do, in the words of the CLI. */
  readonly recovery: readonly string[];
}

export type PlanVerdict = 'fail' | 'undetermined' | 'pass';

/** Something that stands against a plan. */
export interface PlanSubject {
  /** Such as `drop-table`; `undefined` of what cannot be judged. */
  readonly kind: string | undefined;
  /** A sentence. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly quote: string;
}

/** Anything that is no verdict is no pass. */
export type PlanOutcome = CliAnswer<PlanCheck>;

export function planOutcome(ending: CliEnding): PlanOutcome {
  return cliAnswer(ending, {
    read: (stdout, exitCode) => {
      const check = readPlanCheck(stdout);
      return check !== undefined && EXIT_CODES[check.verdict] === exitCode ? check : undefined;
    },
    tookTooLong: (seconds) =>
      l10n.t('The check of the plan took longer than {0} s. Check its parts.', seconds),
    broke: (problem) => l10n.t('The check of the plan {0}. Run it again.', problem),
    unreadable: () => l10n.t('The check of the plan gave an unreadable answer. See the log.'),
  });
}

const EXIT_CODES: Readonly<Record<PlanVerdict, number>> = { pass: 0, fail: 1, undetermined: 2 };

/** The same with the lines of the document in which the plan begins at a line, from 0. */
export function inDocument(check: PlanCheck, first: number): PlanCheck {
  const moved = (subjects: readonly PlanSubject[]) =>
    subjects.map((subject) => ({ ...subject, line: subject.line + first }));
  return { ...check, reasons: moved(check.reasons), unjudged: moved(check.unjudged) };
}

/** `undefined` for anything that is no answer, and for a pass with something against it. */
function readPlanCheck(stdout: string): PlanCheck | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const { statements } = output;
  const recovery = textsAt(output, 'recovery');
  const verdict = VERDICTS.find((one) => one === output['verdict']);
  const [reasons, unjudged] = [subjectsAt(output, 'reasons'), subjectsAt(output, 'unjudged')];
  if (verdict === undefined || reasons === undefined || unjudged === undefined) return undefined;
  if (typeof statements !== 'number' || recovery === undefined) return undefined;
  if (verdict === 'pass' && reasons.length + unjudged.length > 0) return undefined;
  return { verdict, statements, reasons, unjudged, recovery };
}

const VERDICTS: readonly PlanVerdict[] = ['fail', 'undetermined', 'pass'];

function subjectsAt(output: JsonRecord, name: string): readonly PlanSubject[] | undefined {
  const entries = listAt(output, name);
  const subjects = (entries ?? []).flatMap((entry): readonly PlanSubject[] => {
    const { line } = entry;
    const [text, quote] = [textAt(entry, 'text'), textAt(entry, 'quote')];
    if (text === undefined || quote === undefined || typeof line !== 'number') return [];
    return [{ kind: textAt(entry, 'kind'), text, line, quote }];
  });
  return subjects.length === entries?.length ? subjects : undefined;
}
