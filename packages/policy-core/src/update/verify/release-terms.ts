import { z } from 'zod';

import { readRollout, type RolloutStage } from '../eligibility/rollout.ts';
import { isRelease } from '../state/release-order.ts';

/** What a signed tag asks of those who take it. */
export interface ReleaseTerms {
  /** From then on it is not taken any more; `null`: always. */
  readonly expires: string | null;
  /** The oldest release that it can follow; `null`: any. */
  readonly minFrom: string | null;
  /** None: for everybody at once. */
  readonly rollout: readonly RolloutStage[];
  /** Releases that nobody shall take any more. */
  readonly withdraws: readonly string[];
}

export type TermsReading =
  | { readonly kind: 'terms'; readonly terms: ReleaseTerms }
  /** A line that says something nobody here can follow may be one that forbids. */
  | { readonly kind: 'unreadable'; readonly trailer: string };

const NO_TERMS: ReleaseTerms = { expires: null, minFrom: null, rollout: [], withdraws: [] };

type ReadTerm = (value: string) => Partial<ReleaseTerms> | undefined;

const READERS: ReadonlyMap<string, ReadTerm> = new Map<string, ReadTerm>([
  ['expires', (value) => (INSTANT.safeParse(value).success ? { expires: value } : undefined)],
  ['min-from', (value) => (isRelease(value) ? { minFrom: value } : undefined)],
  [
    'rollout',
    (value) => {
      const rollout = readRollout(value);
      return rollout && { rollout };
    },
  ],
  [
    'blocked',
    (value) => {
      const withdraws = value.split(/[\s,]+/);
      return withdraws.every(isRelease) ? { withdraws } : undefined;
    },
  ],
]);

const INSTANT = z.iso.datetime({ offset: true });

/** Whatever begins so is meant for us, however it is spelt: what nobody can follow may be one that forbids. */
const LINE = /^\s*(?<line>lockkeeper[-_ ].*)$/gim;

const TERM = /^lockkeeper-(?<key>[a-z-]+)\s*:(?<value>.*)$/i;

/** Reads every line `Lockkeeper-...:` of a message, wherever it is: what is said behind it does not take it back. */
export function readReleaseTerms(message: string): TermsReading {
  let terms = NO_TERMS;
  const seen = new Set<string>();
  for (const { groups } of message.matchAll(LINE)) {
    const line = groups?.['line'] ?? '';
    const { key, value } = termIn(line);
    const read = READERS.get(key)?.(value);
    if (read === undefined || seen.has(key)) return { kind: 'unreadable', trailer: trailerOf(line) };
    seen.add(key);
    terms = { ...terms, ...read };
  }
  return { kind: 'terms', terms };
}

/** With an empty key where it is none. */
function termIn(line: string): { readonly key: string; readonly value: string } {
  const { key = '', value = '' } = TERM.exec(line)?.groups ?? {};
  return { key: key.toLowerCase(), value: value.trim() };
}

/** What stands before its value. */
function trailerOf(line: string): string {
  return line.split(/[:=]/, 1)[0]?.trimEnd() ?? line;
}
