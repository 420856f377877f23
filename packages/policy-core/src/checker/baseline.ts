import { z } from 'zod';

import type { Rule } from '../engine/rule.ts';
import { isBaselinable } from './baselinable.ts';
import type { Finding, Undetermined } from '../model/finding.ts';

/** What a baseline can hold: a finding, or something in a file that could not be decided about. */
export type Acceptable = Pick<Finding | Undetermined, 'rule' | 'at' | 'message' | 'fingerprint'>;

/** What was accepted when a repository adopted the policy. It only ever gets shorter by itself. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  /** What the finding said, for people who read the file. */
  readonly message: string;
  readonly fingerprint: string;
  /** How often it occurs in that file. */
  readonly count: number;
}

const schema = z.strictObject({
  // Version 1 knew findings again by their sentences, whose words have changed since.
  schema_version: z.literal(2),
  entries: z.array(
    z.strictObject({
      rule: z.string(),
      path: z.string(),
      message: z.string(),
      fingerprint: z.string(),
      count: z.int().positive(),
    }),
  ),
});

/** `undefined` when the text is not a baseline of version 2: then nothing is accepted. */
export function parseBaseline(text: string): Baseline | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (!parsed.success) return undefined;
    return { entries: parsed.data.entries };
  } catch {
    // Not JSON: the same answer as JSON of another form.
    return undefined;
  }
}

/**
 * What of a report may be accepted: an approval that is still missing never is, nor what was said of a change.
 *
 * @param rules those that judged; left out: all of ours
 */
export function acceptableIn(
  {
    findings,
    undetermined,
  }: { readonly findings: readonly Finding[]; readonly undetermined: readonly Undetermined[] },
  rules?: readonly Rule[],
): readonly (Finding | Undetermined)[] {
  return [
    ...findings.filter(({ rule }) => isBaselinable(rule, rules)),
    ...undetermined.filter(
      ({ rule, at, waitsFor }) =>
        isBaselinable(rule, rules) && at !== undefined && waitsFor === 'observation',
    ),
  ];
}

export function baselineOf(findings: readonly Acceptable[]): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const { rule, at, message, fingerprint } of findings) {
    const count = (entries.get(fingerprint)?.count ?? 0) + 1;
    entries.set(fingerprint, { rule, path: at?.path ?? '', message, fingerprint, count });
  }
  return { entries: [...entries.values()] };
}

/** Stable text: sorted, so that two runs and two people write the same file. */
export function baselineText({ entries }: Baseline): string {
  const key = ({ path, rule, message, fingerprint }: BaselineEntry) =>
    [path, rule, message, fingerprint].join('\0');
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return `${JSON.stringify({ schema_version: 2, entries: sorted }, undefined, 2)}\n`;
}

export interface BaselineSplit<T extends Acceptable> {
  readonly fresh: readonly T[];
  readonly accepted: readonly T[];
}

/** Of several equal findings as many are accepted as the baseline counts; of what was said of a change, none. */
export function splitByBaseline<T extends Acceptable>(
  findings: readonly T[],
  { entries }: Baseline,
  /** Those that judged; left out: all of ours. */
  rules?: readonly Rule[],
): BaselineSplit<T> {
  const left = new Map(entries.map(({ fingerprint, count }) => [fingerprint, count]));
  const fresh: T[] = [];
  const accepted: T[] = [];
  for (const finding of findings) {
    const { fingerprint } = finding;
    const count = isBaselinable(finding.rule, rules) ? (left.get(fingerprint) ?? 0) : 0;
    left.set(fingerprint, count - 1);
    (count > 0 ? accepted : fresh).push(finding);
  }
  return { fresh, accepted };
}
