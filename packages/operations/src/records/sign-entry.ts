import {
  dataOf,
  signedText,
  type LogEntry,
  type LogProblem,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { FileHistory, LogSigner, LogSigners } from '../ports/index.ts';
import { observeSignatures, signerFiles } from './log-signatures.ts';

/** What a writer needs where the policy names signers. */
export interface TrailSigning {
  readonly signers: LogSigners;
  readonly signer: LogSigner;
  /** Of the file of the signers. */
  readonly history: FileHistory;
  /** SHA-256 of the UTF-8 bytes of a text, 64 hex digits. */
  readonly sha256: (text: string) => string;
}

/**
 * What stands against signing behind these entries: who signs one vouches for all before, so that nobody signs behind what no
 * signer signed. Rejects where that cannot be told.
 */
export async function objectionsToSigning(
  entries: readonly LogEntry[],
  signing: TrailSigning,
): Promise<readonly LogProblem[]> {
  const seen = await observeSignatures(entries, signing);
  if (!seen.known) throw new Error(`${sentence(seen.reason)}.`);
  return seen.value.problems;
}

/** SHA-256 of the file of the signers. Rejects where it cannot be read. */
export async function signersDigest({ signers, sha256 }: TrailSigning): Promise<string> {
  const file = await signers.read();
  if (!file.known) throw new Error(`The signers are not known: ${file.reason}.`);
  return sha256(file.value);
}

/** The entry with a signature that counts behind these entries. Rejects where the key is of nobody who may sign. */
export async function signEntry(
  entry: LogEntry,
  before: readonly LogEntry[],
  signing: TrailSigning,
): Promise<LogEntry> {
  const { signers, signer } = signing;
  const files = await signerFiles(signers, signing);
  const file = await signers.read();
  if (!files.known || !file.known) throw new Error('The signers are not known.');
  const named = lastNamedSigners(before);
  const those = named === undefined ? file.value : files.value.get(named);
  if (those === undefined)
    throw new Error('The file of the signers that the log names is not in the history.');
  const text = signedText(entry);
  const sig = await signer.sign(text);
  const isGood = await signers.verify({ text, sig }, those);
  if (!isGood.known) throw new Error(`${sentence(isGood.reason)}.`);
  if (!isGood.value) throw new Error('The key that signs is none of a signer whom the log names.');
  return { ...entry, sig };
}

/** SHA-256 of the file of those who count at the end of these entries; `undefined`: no entry names any. */
export function lastNamedSigners(entries: readonly LogEntry[]): string | undefined {
  return entries.flatMap((entry) => dataOf('records.signers', entry)?.sha256 ?? []).at(-1);
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
