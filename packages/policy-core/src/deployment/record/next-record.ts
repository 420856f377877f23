import type { z } from 'zod';

import {
  MAX_RECORD_UNITS,
  readDeployRecord,
  sayingOf,
  type DeployRecordReading,
} from '../facts/deploy-record.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { recordV0, recordV1 } from '../facts/deploy-record-schema.ts';
import type { FileContent } from '../../model/file-content.ts';
import { sha256 } from '../../model/sha256.ts';

type RecordV1 = z.infer<typeof recordV1>;

/** A deploy that was proved healthy, in the words of the record. */
export type HealthyDeploy = Pick<RecordV1, 'last_good_sha' | 'deployed_at' | 'environment' | 'service'> &
  Partial<Pick<RecordV1, DeployKey>>;

/** What the record says of one deploy and of no other: all but what every record says of itself. */
type DeployKey = Exclude<
  keyof typeof recordV1.shape,
  'schema_version' | 'seq' | 'previous' | 'audit_head' | 'record_hash'
>;

export type NextRecord =
  | {
      readonly kind: 'record';
      readonly text: string;
      readonly seq: number;
      readonly hash: string;
      readonly saying: string;
    }
  /** `problem` is a sentence and says what to do. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface RecordChange {
  readonly path: string;
  /** The record as it is. */
  readonly before: FileContent;
  readonly deploy: HealthyDeploy;
  /** `hash` of the entry of the audit log that says the deploy is healthy. */
  readonly auditHead: string;
}

/** In this order they stand in the file; keys that this version does not know follow as they stood. */
const KEYS: readonly string[] = Object.keys(recordV1.shape);

/**
 * The record after a deploy: version 1, whatever it was before. It carries on what it does not know, and
 * builds on no record that is damaged.
 */
export function nextRecord(change: RecordChange): NextRecord {
  const old = oldRecord(change);
  if (old.kind === 'refused') return old;
  const { path, deploy, auditHead } = change;
  if (Date.parse(deploy.deployed_at) < Date.parse(old.deployedAt ?? deploy.deployed_at))
    return refused(
      `The deploy is older than the one that ${path} records. Look at the clock of this machine.`,
    );
  const seq = old.seq + 1;
  const known = { ...deploy, schema_version: 1, seq, previous: old.previous, audit_head: auditHead };
  const body = { ...inOrder(known), ...old.unknown };
  const issue = recordV1.safeParse(body).error?.issues[0];
  if (issue) return refused(`The new record would not be valid. ${issue.path.join('.')}: ${issue.message}.`);
  const hash = `sha256:${sha256(canonicalJson(body))}`;
  const text = `${JSON.stringify({ ...body, record_hash: hash }, undefined, 2)}\n`;
  if (text.length > MAX_RECORD_UNITS)
    return refused(`${path} would be larger than 64 KiB. Record less of the checks.`);
  return { kind: 'record', text, seq, hash, saying: sayingOf(body) };
}

/** What the next record takes from the one before. */
interface OldRecord {
  readonly kind: 'old';
  /** 0 where there is none, or one that did not count. */
  readonly seq: number;
  readonly deployedAt: string | undefined;
  readonly previous: RecordV1['previous'];
  readonly unknown: object;
}

type Refusal = Extract<NextRecord, { kind: 'refused' }>;

function oldRecord({ path, before }: RecordChange): OldRecord | Refusal {
  const reading = readDeployRecord(path, before);
  if (reading.kind === 'absent')
    return { kind: 'old', seq: 0, deployedAt: undefined, previous: undefined, unknown: {} };
  const problem = problemOf(reading);
  if (problem !== undefined || before.kind !== 'text')
    return refused(
      `${path} ${problem ?? 'was not read'}. Restore the last version of it from git, then record again.`,
    );
  const record: unknown = JSON.parse(before.text.replace(/^\uFEFF/, ''));
  const { last_good_sha, deployed_at, seq, record_hash } = recordV0
    .extend({ seq: recordV1.shape.seq.default(0), record_hash: recordV1.shape.record_hash })
    .parse(record);
  return {
    kind: 'old',
    seq,
    deployedAt: deployed_at,
    previous: { last_good_sha, deployed_at, record_hash },
    unknown: Object.fromEntries(Object.entries(Object(record)).filter(([key]) => !KEYS.includes(key))),
  };
}

/** A clause after the path. */
function problemOf(reading: Exclude<DeployRecordReading, { kind: 'absent' }>): string | undefined {
  if (reading.kind === 'unreadable') return `cannot be read: ${reading.problem}`;
  const [first] = reading.problems;
  if (first) return `is not valid: ${first.field} ${first.problem}`;
  return reading.hash?.matches === false ? 'was edited by hand: its record_hash does not match' : undefined;
}

function inOrder(record: Readonly<Record<string, unknown>>): object {
  const present = KEYS.filter((key) => record[key] !== undefined);
  return Object.fromEntries(present.map((key) => [key, record[key]]));
}

function refused(problem: string): Refusal {
  return { kind: 'refused', problem };
}
