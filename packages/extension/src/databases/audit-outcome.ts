import { l10n } from 'vscode';

import { cliAnswer, type CliAnswer } from '../cli/cli-answer.ts';
import type { CliEnding } from '../cli/cli-process.ts';
import { isRecord, listAt, parseJson, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** What `db audit` said, as far as it is shown. */
export interface DatabaseAudit {
  readonly verdict: AuditVerdict;
  /** Such as `⚠️ MISMATCH`; `undefined` where the verdict is open. */
  readonly diagnosis: string | undefined;
  readonly development: AuditedDatabase;
  readonly production: AuditedDatabase;
  /** How many tables more one of them has. */
  readonly distance: number | undefined;
  readonly differences: readonly AuditDifference[];
  /** Revisions that development has and production has not. */
  readonly pending: readonly string[];
  /** Sentences. */
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
}

export type AuditVerdict = 'pass' | 'fail' | 'undetermined';

export type AuditedDatabase =
  | {
      readonly seen: true;
      readonly variable: string;
      readonly database: string;
      readonly user: string;
      readonly host: string;
      readonly server: string;
      readonly searchPath: string;
      readonly tables: readonly string[];
      readonly versions: readonly string[];
      readonly fingerprint: string;
      /** Where it is not what its migrations make. */
      readonly drift: readonly AuditDifference[];
      /** Why that cannot be told, as a clause. */
      readonly driftUnknown: string | undefined;
    }
  /** `reason` is a clause. */
  | { readonly seen: false; readonly variable: string; readonly reason: string };

export interface AuditDifference {
  /** Such as `column`. */
  readonly kind: string;
  /** The table or view it belongs to. */
  readonly on: string | undefined;
  readonly text: string;
}

export type AuditOutcome = CliAnswer<DatabaseAudit>;

export function auditOutcome(ending: CliEnding): AuditOutcome {
  return cliAnswer(ending, {
    read: readAudit,
    tookTooLong: (seconds) =>
      l10n.t('The audit took longer than {0} s. Run `lockkeeper db audit` in a terminal.', seconds),
    broke: (problem) => l10n.t('The audit {0}. Run it again.', problem),
    unreadable: () => l10n.t('The audit gave an unreadable answer. See the log.'),
  });
}

const EXITS: Readonly<Record<AuditVerdict, number>> = { pass: 0, fail: 1, undetermined: 2 };

/** `undefined` for anything that is no answer, and for a pass with something against it. */
function readAudit(stdout: string, exitCode: number): DatabaseAudit | undefined {
  const output = parseJson(stdout);
  if (!isRecord(output) || output['schema_version'] !== 1) return undefined;
  const audit = auditIn(output);
  if (audit === undefined || EXITS[audit.verdict] !== exitCode) return undefined;
  return agreesWithItself(audit) ? audit : undefined;
}

function agreesWithItself({ verdict, reasons, development, production }: DatabaseAudit): boolean {
  return verdict !== 'pass' || (reasons.length === 0 && development.seen && production.seen);
}

const VERDICTS: readonly AuditVerdict[] = ['pass', 'fail', 'undetermined'];

function auditIn(output: JsonRecord): DatabaseAudit | undefined {
  const { distance } = output;
  const verdict = VERDICTS.find((one) => one === output['verdict']);
  const [development, production] = [databaseAt(output, 'development'), databaseAt(output, 'production')];
  const reasons = listAt(output, 'reasons')?.map((reason) => textAt(reason, 'text') ?? '');
  if (verdict === undefined || reasons === undefined) return undefined;
  if (development === undefined || production === undefined) return undefined;
  return {
    verdict,
    diagnosis: textAt(output, 'diagnosis'),
    development,
    production,
    distance: typeof distance === 'number' ? distance : undefined,
    differences: differencesAt(output, 'differences'),
    pending: textsAt(output, 'pending') ?? [],
    reasons,
    nextSteps: textsAt(output, 'next_steps') ?? [],
  };
}

function databaseAt(output: JsonRecord, name: string): AuditedDatabase | undefined {
  const entry = output[name];
  const variable = isRecord(entry) ? textAt(entry, 'variable') : undefined;
  if (!isRecord(entry) || variable === undefined) return undefined;
  if (entry['seen'] !== true) return { seen: false, variable, reason: textAt(entry, 'reason') ?? '' };
  const text = (key: string) => textAt(entry, key) ?? '';
  return {
    seen: true,
    variable,
    database: text('database'),
    user: text('user'),
    host: text('host'),
    server: text('server_version'),
    searchPath: text('search_path'),
    tables: textsAt(entry, 'tables') ?? [],
    versions: textsAt(entry, 'versions') ?? [],
    fingerprint: text('fingerprint'),
    drift: differencesAt(entry, 'drift'),
    driftUnknown: textAt(entry, 'drift_unknown'),
  };
}

function differencesAt(entry: JsonRecord, name: string): readonly AuditDifference[] {
  return (listAt(entry, name) ?? []).map((difference) => ({
    kind: textAt(difference, 'kind') ?? '',
    on: textAt(difference, 'on'),
    text: textAt(difference, 'text') ?? '',
  }));
}
