import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import {
  signaturesToVerify,
  type LogEntry,
  type LogProblem,
  type LogVerdict,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { LogReader, LogSigners } from '../ports/index.ts';

/** What stands against the signatures of a log; it is signed where nothing does and the policy names signers. */
export interface SeenSignatures extends Pick<LogVerdict, 'isSigned'> {
  readonly problems: readonly LogProblem[];
}

type Reader = Pick<LogReader, 'signers' | 'history' | 'sha256'>;

/** @param entries All of the log. */
export async function observeSignatures(
  entries: readonly LogEntry[],
  reader: Reader,
): Promise<Known<SeenSignatures>> {
  const { signers, sha256 } = reader;
  const named = signers === undefined ? observed(undefined) : await signers.read();
  if (!named.known) return unobserved(`the signers are not known: ${named.reason}`);
  const demand = signaturesToVerify(entries, named.value === undefined ? undefined : sha256(named.value));
  if (demand.kind === 'problem') return observed({ problems: [demand.problem], isSigned: false });
  if (signers === undefined) return observed({ problems: [], isSigned: false });
  const files = await signerFiles(signers, reader);
  if (!files.known) return files;
  for (const signature of demand.signatures) {
    const isGood = await isSigned(signature, { signers, files: files.value });
    if (!isGood.known) return isGood;
    if (!isGood.value) return observed({ problems: [signature.otherwise], isSigned: false });
  }
  return observed({ problems: [], isSigned: entries.length > 0 });
}

/** Every text that the file of the signers had, by its digest. */
export async function signerFiles(
  signers: LogSigners,
  { history, sha256 }: Omit<Reader, 'signers'>,
): Promise<Known<ReadonlyMap<string, string>>> {
  const [now, earlier] = await Promise.all([
    signers.read(),
    history.versions(signers.path, ({ text }) => text),
  ]);
  if (!now.known) return now;
  if (!earlier.known) return earlier;
  return observed(new Map([...earlier.value, now.value].map((text) => [sha256(text), text])));
}

async function isSigned(
  { text, sig, signers: digest }: Readonly<Record<'text' | 'sig' | 'signers', string>>,
  { signers, files }: { readonly signers: LogSigners; readonly files: ReadonlyMap<string, string> },
): Promise<Known<boolean>> {
  const file = files.get(digest);
  if (file === undefined || sig === '') return observed(false);
  return await signers.verify({ text, sig }, file);
}
