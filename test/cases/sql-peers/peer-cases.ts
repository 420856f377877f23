import { caseRows } from '../case-files.ts';
import { ATLAS, EUGENE, PGLS, PGSAFE, SQUAWK, type Counterpart } from './peer-rules.ts';

/** What one rule of a linter says of some SQL. */
export interface PeerCase {
  /** `squawk adding_field_with_default::docs_example_ok`; unique. */
  readonly id: string;
  readonly counterpart: Counterpart;
  /** Migrations, one after the other; the last one is judged. */
  readonly scripts: readonly string[];
  readonly fires: boolean;
  /** Each script runs in a transaction that somebody else begins. */
  readonly isInTransaction: boolean;
  readonly pgVersion: number | undefined;
}

/** Empty where the case sets are not installed. */
export function peerCases(): readonly PeerCase[] {
  return [...squawkCases(), ...pgsafeCases(), ...pglsCases(), ...eugeneCases(), ...atlasCases()];
}

interface SquawkRow {
  readonly id: string;
  readonly rule: string;
  readonly sql: string;
  readonly kind: 'valid' | 'invalid' | 'fix';
  readonly expect: readonly string[];
  readonly assume_in_transaction?: boolean;
  readonly pg_version?: string;
}

function squawkCases(): readonly PeerCase[] {
  return caseRows<SquawkRow>('squawk-cases.jsonl').flatMap((row) => {
    const rules = row.kind === 'valid' ? [row.rule] : row.expect;
    return rules.map((rule) => ({
      id: `squawk ${row.id} ${rule}`,
      counterpart: counterpartOf(SQUAWK, rule),
      scripts: [row.sql],
      fires: row.kind !== 'valid',
      isInTransaction: row.assume_in_transaction === true,
      pgVersion: row.pg_version === undefined ? undefined : Number.parseInt(row.pg_version, 10),
    }));
  });
}

function pgsafeCases(): readonly PeerCase[] {
  const rows = caseRows<{ readonly rule: string; readonly sql: string; readonly expect: readonly string[] }>(
    'pgsafe-cases.jsonl',
  );
  return rows.map(({ rule, sql, expect }, index) => ({
    id: `pgsafe ${index} ${rule}`,
    counterpart: counterpartOf(PGSAFE, rule),
    scripts: [sql],
    fires: expect.length > 0,
    ...USUAL,
  }));
}

const USUAL = { isInTransaction: false, pgVersion: undefined } as const;

/** The linter takes each file for one transaction. */
function pglsCases(): readonly PeerCase[] {
  const rows = caseRows<{
    readonly id: string;
    readonly rule: string;
    readonly sql: string;
    readonly directive: string;
  }>('pgls-cases.jsonl');
  return rows.map(({ id, rule, sql, directive }) => ({
    id: `pgls ${id}`,
    counterpart: counterpartOf(PGLS, rule),
    scripts: [sql],
    fires: directive.startsWith('expect_lint') || directive.startsWith('expect_only_lint'),
    isInTransaction: true,
    pgVersion: undefined,
  }));
}

function eugeneCases(): readonly PeerCase[] {
  const rows = caseRows<{
    readonly id: string;
    readonly rule: string;
    readonly sql: string;
    readonly variant: string;
  }>('eugene-cases.jsonl');
  return rows.map(({ id, rule, sql, variant }) => ({
    id: `eugene ${id}`,
    counterpart: counterpartOf(EUGENE, rule),
    scripts: sql.split(/^-- \d+\.sql$/m).filter((script) => script.trim() !== ''),
    fires: variant === 'bad',
    isInTransaction: true,
    pgVersion: undefined,
  }));
}

/** Its cases of ignore comments are left out: the author of a change must not exempt it. */
function atlasCases(): readonly PeerCase[] {
  const rows = caseRows<{
    readonly id: string;
    readonly sql: string;
    readonly expect: readonly string[];
    readonly history: readonly string[];
  }>('atlas-cases.jsonl');
  return rows
    .filter(({ id }) => !id.startsWith('nolint'))
    .map(({ id, sql, expect, history }) => ({
      id: `atlas ${id}`,
      counterpart: counterpartOf(ATLAS, id.replace(/-.*$/, '')),
      scripts: [...history, sql],
      fires: expect.length > 0,
      ...USUAL,
    }));
}

function counterpartOf(rules: Readonly<Record<string, Counterpart>>, rule: string): Counterpart {
  const counterpart = rules[rule];
  if (counterpart === undefined) throw new Error(`The table does not know the rule ${rule}.`);
  return counterpart;
}
