import { z } from 'zod';

import { readJson } from '../../model/json-text.ts';
import { sha256 } from '../../model/sha256.ts';
import { schemaProblems } from '../policy-problems.ts';
import type { PolicyProblem } from '../policy.ts';
import { COPIES_FOLDER } from './base-reference.ts';

/** What `lockkeeper policy update` wrote, and where it had it from. */
export const COPY_RECORDS = `${COPIES_FOLDER}/copies.json`;

export interface CopyRecord {
  /** As under `extends`, with the commit or the version. */
  readonly source: string;
  readonly path: string;
  /** Of the text with `\n` at the end of each line, which a checkout may have changed. */
  readonly sha256: string;
}

const schema = z.strictObject({
  version: z.literal(1),
  copies: z.array(z.strictObject({ source: z.string(), path: z.string(), sha256: z.string() })),
});

export type CopyRecords =
  | { readonly kind: 'records'; readonly copies: readonly CopyRecord[] }
  | { readonly kind: 'broken'; readonly problems: readonly PolicyProblem[] };

export function readCopyRecords(text: string): CopyRecords {
  const json = readJson(COPY_RECORDS, text);
  if (json.kind === 'malformed')
    return {
      kind: 'broken',
      problems: [{ message: `${COPY_RECORDS} is not valid JSON. ${ADVICE}`, at: json.at }],
    };
  const source = { ...json, kind: 'value' } as const;
  const parsed = schema.safeParse(source.value, { jitless: true });
  if (parsed.success) return { kind: 'records', copies: parsed.data.copies };
  const form = { name: 'The record of copies', schema: () => z.toJSONSchema(schema) };
  return { kind: 'broken', problems: schemaProblems(parsed.error, source, form) };
}

export const NO_RECORDS: CopyRecords = { kind: 'records', copies: [] };

const ADVICE = 'Run `lockkeeper policy update` to write it anew.';

/** In an order of its own, so that writing it again changes nothing. */
export function copyRecordsText(copies: readonly CopyRecord[]): string {
  const sorted = copies.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const written = sorted.map(({ source, path, sha256: digest }) => ({ source, path, sha256: digest }));
  return `${JSON.stringify({ version: 1, copies: written }, undefined, 2)}\n`;
}

export function copyDigest(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n'));
}

/** What is wrong with the copy of a source, as sentences; `undefined` where it is as it was fetched. */
export function copyProblem(
  { source, path }: Pick<CopyRecord, 'source' | 'path'>,
  text: string | undefined,
  copies: readonly CopyRecord[],
): string | undefined {
  const record = copies.find((one) => one.path === path);
  if (text === undefined) return `There is no copy of ${source}. ${UPDATE}`;
  if (record === undefined) return `Nothing records where ${path} comes from. ${UPDATE}`;
  if (record.source !== source) return `${path} is a copy of ${record.source}. ${UPDATE}`;
  return record.sha256 === copyDigest(text)
    ? undefined
    : `${path} was edited after it was copied. Run \`lockkeeper policy update\` to restore it.`;
}

const UPDATE = 'Run `lockkeeper policy update` and commit what it writes.';
