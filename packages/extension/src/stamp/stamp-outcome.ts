import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { isRecord, listAt, parseJson, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** What `db stamp` said, as far as it is shown. */
export interface StampPlan {
  readonly outcome: StampEnd;
  /** Name of the variable that leads to the database. */
  readonly variable: string;
  /** `undefined`: it was not seen. */
  readonly database:
    | { readonly name: string; readonly host: string; readonly fingerprint: string }
    | undefined;
  readonly revision: string | undefined;
  /** The rows of its version table now; `undefined`: nobody saw them, or whether there is a table. */
  readonly versions: readonly string[] | undefined;
  readonly pending: readonly string[];
  readonly statements: readonly string[];
  /** Sentences. */
  readonly reasons: readonly string[];
  readonly differences: readonly string[];
  readonly nextSteps: readonly string[];
}

export type StampEnd = keyof typeof EXITS;

/** How the program ends with each outcome; 3 where the audit log could not take down that it is done. */
const EXITS = {
  planned: [0],
  stamped: [0, 3],
  'nothing-to-do': [0],
  refused: [1],
  undetermined: [2],
  held: [4],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type StampOutcome = CliAnswer<StampPlan>;

export function stampOutcome(ending: CliEnding): StampOutcome {
  return cliAnswer(ending, {
    read: readPlan,
    tookTooLong: (seconds) =>
      l10n.t('The stamp took longer than {0} s. Check the database before you try again.', seconds),
    broke: (problem) => l10n.t('The stamp {0}. Check the database before you try again.', problem),
    unreadable: () => l10n.t('The stamp gave an unreadable answer. See the log.'),
  });
}

function readPlan(stdout: string, exitCode: number): StampPlan | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const outcome = outcomeIn(output);
  const [variable, statements] = [textAt(output, 'variable'), textsAt(output, 'statements')];
  if (outcome === undefined || !endsWith(outcome, exitCode)) return undefined;
  if (variable === undefined || statements === undefined) return undefined;
  return {
    outcome,
    variable,
    statements,
    database: databaseIn(output['database']),
    revision: textAt(output, 'revision'),
    versions: versionsIn(output['after']) ?? versionsIn(output),
    pending: textsAt(output, 'pending') ?? [],
    reasons: sentencesAt(output, 'reasons'),
    differences: sentencesAt(output, 'differences'),
    nextSteps: textsAt(output, 'next_steps') ?? [],
  };
}

/** Where it is known that there is no table, nothing says a revision. */
function versionsIn(output: unknown): StampPlan['versions'] {
  if (!isRecord(output)) return undefined;
  return textsAt(output, 'versions') ?? (isRecord(output['version_table']) ? [] : undefined);
}

function endsWith(outcome: StampEnd, exitCode: number): boolean {
  const exits: readonly number[] = EXITS[outcome];
  return exits.includes(exitCode);
}

function outcomeIn({ outcome }: JsonRecord): StampEnd | undefined {
  return ENDS.find((one) => one === outcome);
}

const ENDS: readonly StampEnd[] = ['planned', 'stamped', 'nothing-to-do', 'refused', 'undetermined', 'held'];

function databaseIn(value: unknown): StampPlan['database'] {
  if (!isRecord(value)) return undefined;
  const [name, host, fingerprint] = [
    textAt(value, 'name'),
    textAt(value, 'host'),
    textAt(value, 'fingerprint'),
  ];
  return name === undefined || fingerprint === undefined
    ? undefined
    : { name, host: host ?? '', fingerprint };
}

function sentencesAt(output: JsonRecord, name: string): readonly string[] {
  return (listAt(output, name) ?? []).map((entry) => textAt(entry, 'text') ?? '');
}
