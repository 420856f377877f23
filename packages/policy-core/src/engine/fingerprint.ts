import type { Finding, MissingFact, Undetermined } from '../model/finding.ts';
import { sha256 } from '../model/sha256.ts';

type Identity = Pick<Finding | Undetermined, 'rule' | 'at' | 'messageId' | 'data'>;

/**
 * By what a finding is known again when lines move and when the words of its rule change: the rule, the file, which
 * of the rule's messages it is, and what that names. Credentials must have been taken out of the data.
 */
export function findingFingerprint({ rule, at, messageId, data }: Identity): string {
  return digest(['finding', rule, at?.path ?? '', messageId, sortedEntries(data)]);
}

/** The reasons belong to it: they alone tell one statement that nobody can read from the next. */
export function undeterminedFingerprint(
  { rule, at, messageId, data }: Identity,
  missing: readonly MissingFact[],
): string {
  const reasons = missing.map(({ reason }) => reason);
  return digest(['undetermined', rule, at?.path ?? '', messageId, sortedEntries(data), reasons]);
}

/** 128 bits of a SHA-256: enough to tell findings of one repository apart, short enough to read. */
function digest(parts: unknown): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

function sortedEntries(data: Identity['data']): readonly (readonly [string, string])[] {
  const entries = Object.entries(data);
  return entries.length < 2 ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
