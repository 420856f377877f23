import type { Finding, MissingFact, Undetermined } from '../model/finding.ts';
import { allRules } from './all-rules.ts';
import { sentence } from '../engine/sentence.ts';
import { sha256 } from '../model/sha256.ts';

/** A finding, or an undetermined subject, by what its sentence is made of. */
type Worded = Pick<Finding | Undetermined, 'rule' | 'at' | 'messageId' | 'data'> & {
  readonly missing?: readonly MissingFact[];
};

/**
 * What a baseline of version 1 remembers: the whole sentence, in the words the rules have today. A rule that changes
 * its words is not found again in one.
 */
export function sentenceFingerprint({ rule, at, messageId, data, missing }: Worded): string {
  const template = MESSAGES.get(rule)?.[messageId] ?? messageId;
  const told = [rule, at?.path ?? '', sentence(template, data)];
  const parts =
    missing === undefined ? told : ['undetermined', ...told, ...missing.map(({ reason }) => reason)];
  return sha256(parts.join('\n')).slice(0, 32);
}

const MESSAGES = new Map(allRules.map(({ id, messages }) => [id, messages]));
