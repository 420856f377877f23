import { createHash } from 'node:crypto';

/**
 * The fingerprint of the key that made a signature of SSH, as ssh-keygen prints it; `undefined`: it is none. It is what the
 * signature says: only whoever verifies it knows that the key made it.
 */
export function keyOfSignature(sig: string): string | undefined {
  return signatureParts(sig)?.key;
}

/** What a signature of SSH says of itself: its key, and what it was made for; `undefined`: it is none. */
export function signatureParts(
  sig: string,
): { readonly key: string; readonly namespace: string } | undefined {
  const bytes = Buffer.from(sig, 'base64');
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return undefined;
  const key = partAt(bytes, MAGIC.length + LENGTH);
  const namespace = key && partAt(bytes, key.end);
  return namespace && { key: fingerprint(key.part), namespace: namespace.part.toString('utf8') };
}

const MAGIC = 'SSHSIG';
/** Of a number that says how long the next part is, and of the version behind the magic. */
const LENGTH = 4;

function partAt(bytes: Buffer, at: number): { readonly part: Buffer; readonly end: number } | undefined {
  const start = at + LENGTH;
  if (start > bytes.length) return undefined;
  const end = start + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : { part: bytes.subarray(start, end), end };
}

/** For which namespaces each line of `allowed_signers` names this key; `null`: for all. */
export function pinnedNamespaces(signers: string, key: string): readonly (readonly string[] | null)[] {
  return signers.split('\n').flatMap((line) => {
    if (principalsOfKeys(line, [key]).length === 0) return [];
    const [, names] = /\snamespaces="([^"]*)"/i.exec(line) ?? [];
    return [names?.split(',') ?? null];
  });
}

/** Whom a file in the form of `allowed_signers` of ssh-keygen names for one of these keys, in lower case. */
export function principalsOfKeys(signers: string, keys: readonly string[]): readonly string[] {
  return signers.split('\n').flatMap((line) => {
    const key = /\s(?:ssh-|ecdsa-|sk-)\S+\s+([A-Za-z0-9+/=]+)/.exec(line)?.[1];
    if (line.startsWith('#') || key === undefined) return [];
    if (!keys.includes(fingerprint(Buffer.from(key, 'base64')))) return [];
    const [, quoted, plain = ''] = /^(?:"([^"]*)"|(\S+))/.exec(line) ?? [];
    return (quoted ?? plain).toLowerCase().split(',');
  });
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
