import type { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { RecordedCommit } from '../../model/observations.ts';
import type { RecordPlace } from '../../policy/record-places.ts';
import { sha256 } from '../../model/sha256.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { recordV0, recordV1 } from './deploy-record-schema.ts';
import { recordedDigests, type RecordedDigest } from './recorded-digests.ts';
import { readJson, type JsonText } from '../../model/json-text.ts';
import type { RecordField, RecordedFile } from './record-field.ts';

type ReadJson = Extract<JsonText, { kind: 'json' }>;

/** The record of the last good production deploy, as far as it could be seen. */
export interface DeployRecordFile {
  readonly path: string;
  /** Where the policy has a record at this path. */
  readonly place: RecordPlace | undefined;
  readonly reading: Known<DeployRecordReading>;
  /** The change that is judged deletes it. */
  readonly isTakenAway: boolean;
  /** What git says of `last_good_sha`. */
  readonly commit: Known<RecordedCommit>;
  /** Files of dependencies whose digests the record names. */
  readonly files: readonly RecordedFile[];
}

export type DeployRecordReading =
  | { readonly kind: 'absent' }
  /** Not JSON, or not a text at all; `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly at: SourceSpan }
  | {
      readonly kind: 'read';
      readonly version: 0 | 1;
      /** Counts the deploys; `undefined` in version 0. */
      readonly seq: number | undefined;
      readonly problems: readonly RecordProblem[];
      readonly lastGoodSha: RecordField | undefined;
      /** What it says it is the record of; one of version 0 says nothing. */
      readonly environment: RecordField | undefined;
      readonly service: RecordField | undefined;
      readonly deployedAt: RecordField | undefined;
      readonly previousDeployedAt: RecordField | undefined;
      /** The entry of the audit log that says the deploy is healthy. */
      readonly auditHead: RecordField | undefined;
      readonly digests: readonly RecordedDigest[];
      /** `undefined` when the record carries no hash of itself. */
      readonly hash: (RecordField & { readonly matches: boolean }) | undefined;
      /** Digest of all that it says besides its entry of the log and its hash. */
      readonly saying: string;
      /** Spaces and line ends, too, are those that our writer makes; CRLF line ends are no difference. */
      readonly isAsWritten: boolean;
    };

export interface RecordProblem {
  /** Dotted, such as `source.tree`; empty for the record as a whole. */
  readonly field: string;
  /** Reads well after the field: "must be 1". */
  readonly problem: string;
  readonly at: SourceSpan;
}

/** A record never grows past this, in UTF-16 units. */
export const MAX_RECORD_UNITS = 64 * 1024;

export function readDeployRecord(path: string, content: FileContent): DeployRecordReading {
  if (content.kind === 'absent') return content;
  if (content.kind === 'unreadable') return { ...content, at: startOf(path) };
  if (content.text.length > MAX_RECORD_UNITS) {
    return { kind: 'unreadable', problem: 'it is larger than 64 KiB', at: startOf(path) };
  }
  const json = readJson(path, content.text.replace(/^\uFEFF/, ''));
  if (json.kind === 'malformed') return { kind: 'unreadable', problem: json.problem, at: json.at };
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', problem: 'it does not hold an object', at: json.spanOf([]) };
  }
  return readFields(value, { json, text: content.text });
}

function readFields(
  value: object,
  { json, text }: { readonly json: ReadJson; readonly text: string },
): DeployRecordReading {
  const version = 'schema_version' in value ? 1 : 0;
  const result = (version === 1 ? recordV1 : recordV0).safeParse(value);
  const field = (...steps: readonly string[]): RecordField | undefined => {
    const found = steps.reduce<unknown>(member, value);
    return typeof found === 'string' ? { value: found, at: json.spanOf(steps) } : undefined;
  };
  return {
    kind: 'read',
    version,
    seq: 'seq' in value && typeof value.seq === 'number' ? value.seq : undefined,
    problems: (result.error?.issues ?? []).map((issue) => recordProblem(issue, value, json)),
    lastGoodSha: field('last_good_sha'),
    environment: field('environment'),
    service: field('service'),
    deployedAt: field('deployed_at'),
    previousDeployedAt: field('previous', 'deployed_at'),
    auditHead: field('audit_head'),
    digests: recordedDigests(value, field),
    isAsWritten: text.replaceAll('\r\n', '\n') === `${JSON.stringify(value, undefined, 2)}\n`,
    saying: sayingOf(value),
    hash: withMatch(field('record_hash'), value),
  };
}

function recordProblem(issue: z.core.$ZodIssue, value: object, json: ReadJson): RecordProblem {
  const isMissing = issue.path.reduce<unknown>(member, value) === undefined;
  return {
    field: issue.path.join('.'),
    problem: isMissing ? 'is missing' : lowerFirst(issue.message),
    at: json.spanOf(issue.path.filter((step) => typeof step !== 'symbol')),
  };
}

function withMatch(hash: RecordField | undefined, record: object) {
  return hash && { ...hash, matches: hashMatches(record) };
}

/** `record_hash` covers the canonical form of every other key. */
function hashMatches(record: object): boolean {
  const { record_hash: written, ...rest } = { record_hash: undefined, ...record };
  return written === `sha256:${sha256(canonicalJson(rest))}`;
}

/** The entry of the log holds it, and is no part of it. */
export function sayingOf(record: object): string {
  const { record_hash: _hash, audit_head: _head, ...said } = { record_hash: '', audit_head: '', ...record };
  return `sha256:${sha256(canonicalJson(said))}`;
}

function member(value: unknown, step: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
