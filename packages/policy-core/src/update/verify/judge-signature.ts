import type { SignatureSight } from './offered-release.ts';
import type { UpdateRefusal } from './update-refusal.ts';

export type SignatureVerdict =
  | { readonly kind: 'good'; readonly signer: string }
  | { readonly kind: 'refused'; readonly refusal: UpdateRefusal };

/** What signatures are for that git makes. */
const NAMESPACE = 'git';

/** Whether a pinned key signed it, valid when it was signed and now. What is neither is named by what it may be an attack with. */
export function judgeSignature(target: string, sight: SignatureSight): SignatureVerdict {
  switch (sight.kind) {
    case 'none':
      return refused({ id: 'unsigned', data: { target } });
    case 'unsupported':
      return refused({ id: 'signature-unsupported', data: { target } });
    case 'ssh':
      return judgeSsh(target, sight);
    case 'gpg':
      return judgeGpg(target, sight.status);
  }
}

/**
 * What every host says against a signature; `undefined`: nothing.
 *
 * @param knowsPins whether it was looked at with the pinned keys of its kind; without them nobody can say whether it is from one
 */
export function signatureRefusal(
  target: string,
  sight: SignatureSight,
  knowsPins: boolean,
): UpdateRefusal | undefined {
  const verdict = judgeSignature(target, sight);
  if (verdict.kind === 'good') return undefined;
  // Without a keyring gpg says nothing at all.
  const isAboutPins = sight.kind === 'gpg' || verdict.refusal.id === 'key-unpinned';
  return isAboutPins && !knowsPins ? undefined : verdict.refusal;
}

function judgeSsh(target: string, sight: Extract<SignatureSight, { kind: 'ssh' }>): SignatureVerdict {
  const { key, namespace, isIntact, pinnedFor, signerThen, signerNow } = sight;
  if (namespace !== NAMESPACE) return refused({ id: 'wrong-namespace', data: { target, namespace } });
  if (!isIntact) return refused({ id: 'tampered', data: { target } });
  if (signerThen !== null && signerNow !== null) return { kind: 'good', signer: signerNow };
  if (pinnedFor.length === 0) return refused({ id: 'key-unpinned', data: { target, key } });
  const others = pinnedFor.filter((names) => names !== null && !names.includes(NAMESPACE)).flat();
  return pinnedFor.some((names) => names === null || names.includes(NAMESPACE))
    ? refused({ id: 'key-expired', data: { target, key } })
    : refused({ id: 'pinned-otherwise', data: { target, key, namespaces: others.join(' or ') } });
}

/** By the words of gpg for programs: https://github.com/gpg/gnupg/blob/master/doc/DETAILS */
function judgeGpg(target: string, status: string): SignatureVerdict {
  const lines = status.split('\n').flatMap((line) => {
    const [, word = '', rest = ''] = /^\[GNUPG:\] ([A-Z_]+) ?(.*)$/.exec(line) ?? [];
    return word === '' ? [] : [{ word, args: rest.split(' ') }];
  });
  const key = keyIn(lines);
  const [end, ...others] = lines.filter(({ word }) => GPG_ENDS.has(word));
  if (end === undefined) return refused({ id: 'tampered', data: { target } });
  // It is not said which of them speaks for the whole.
  if (others.length > 0) return refused({ id: 'signature-unsupported', data: { target } });
  const isValid = lines.filter(({ word }) => word === 'VALIDSIG').length === 1;
  if (end.word === 'GOODSIG' && isValid) return { kind: 'good', signer: key };
  const id = GPG_ENDS.get(end.word) ?? 'key-unpinned';
  return id === 'tampered' ? refused({ id, data: { target } }) : refused({ id, data: { target, key } });
}

interface StatusLine {
  readonly word: string;
  readonly args: readonly string[];
}

/** How the look at one signature ended, and what it means where it is not a good one. */
const GPG_ENDS: ReadonlyMap<string, 'tampered' | 'key-expired' | 'key-revoked' | 'key-unpinned'> = new Map([
  ['GOODSIG', 'key-unpinned'],
  ['BADSIG', 'tampered'],
  ['EXPSIG', 'key-expired'],
  ['EXPKEYSIG', 'key-expired'],
  ['REVKEYSIG', 'key-revoked'],
  ['ERRSIG', 'key-unpinned'],
]);

/** The fingerprint of the main key where gpg has it, else what the signature says. */
function keyIn(lines: readonly StatusLine[]): string {
  const valid = lines.find(({ word }) => word === 'VALIDSIG')?.args;
  const other = lines.find(({ word }) => GPG_ENDS.has(word))?.args;
  return valid?.at(-1) ?? other?.[0] ?? 'an unknown key';
}

function refused(refusal: UpdateRefusal): SignatureVerdict {
  return { kind: 'refused', refusal };
}
