import { dataOf } from './events.ts';
import { signedText, type LogEntry } from './log-entry.ts';
import type { LogProblem } from './read-log.ts';

/** A signature that has to be one of the signers whose file has this digest. */
export interface SignatureToVerify {
  readonly seq: number;
  readonly text: string;
  readonly sig: string;
  /** SHA-256 of the file of the signers, 64 hex digits. */
  readonly signers: string;
  /** What is wrong where it does not hold. */
  readonly otherwise: LogProblem;
}

export type SignatureDemand =
  /** Nothing is wrong so far; each of these has to hold as well. */
  { readonly kind: 'verify'; readonly signatures: readonly SignatureToVerify[] } | UnsignedLog;

export interface UnsignedLog {
  readonly kind: 'problem';
  readonly problem: LogProblem;
}

/**
 * What has to be verified so that a log counts as signed. Each entry carries the hash of the one before, and who signs one looked
 * at the signature of that first: so the last one vouches for all. Others take the place of the signers only where one of those
 * before says so, in an entry that he signed.
 *
 * @param signers SHA-256 of their file as it is; `undefined`: the policy names none.
 */
export function signaturesToVerify(
  entries: readonly LogEntry[],
  signers: string | undefined,
): SignatureDemand {
  const turns = entries.flatMap((entry) => {
    const named = dataOf('records.signers', entry)?.sha256;
    return named === undefined ? [] : [{ entry, named }];
  });
  if (signers === undefined)
    return turns.length > 0 || entries.some(({ sig }) => sig !== undefined)
      ? problem('The log is signed, and the policy names no signers any more.')
      : { kind: 'verify', signatures: [] };
  const [first] = turns;
  const [head, last] = [entries.at(-1), turns.at(-1)];
  if (head === undefined) return { kind: 'verify', signatures: [] };
  if (first === undefined || last === undefined)
    return problem(`The policy names signers, and the log is not signed. ${REPAIR}`);
  if (last.named !== signers)
    return problem(`The file of the signers is not the one that the log names. ${REPAIR}`);
  const unsigned = entries.find(({ seq, sig }) => seq >= first.entry.seq && sig === undefined);
  if (unsigned !== undefined) return problem(`Entry ${unsigned.seq} is not signed.`);
  const before = turns.map(({ entry }, index) => ({ entry, by: (turns[index - 1] ?? first).named }));
  // Whom an entry names signs only what comes behind it.
  const behind = head.seq === last.entry.seq ? [] : [{ entry: head, by: last.named }];
  return {
    kind: 'verify',
    signatures: [...before, ...behind].map(({ entry, by }) => ({
      seq: entry.seq,
      text: signedText(entry),
      sig: entry.sig ?? '',
      signers: by,
      otherwise: badSignature(entry.seq),
    })),
  };
}

function badSignature(seq: number): LogProblem {
  return { line: undefined, problem: `Entry ${seq} does not carry the signature of a signer.` };
}

const REPAIR =
  'Find out who changed that. Where it was meant, run `lockkeeper record repair --reason TEXT` with the key of a signer.';

function problem(sentence: string): UnsignedLog {
  return { kind: 'problem', problem: { line: undefined, problem: sentence } };
}
