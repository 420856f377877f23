import { createHash } from 'node:crypto';

/**
 * The fingerprint of the key that made a signature of SSH, as ssh-keygen prints it; `undefined`: it is none. It is what the
 * signature says: only whoever verifies it knows that the key made it.
 */
export function keyOfSignature(sig: string): string | undefined {
  const bytes = Buffer.from(sig, 'base64');
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC || bytes.length < KEY_AT) return undefined;
  const end = KEY_AT + bytes.readUInt32BE(KEY_AT - LENGTH);
  return end > bytes.length ? undefined : fingerprint(bytes.subarray(KEY_AT, end));
}

const MAGIC = 'SSHSIG';
/** Of a number that says how long the next part is. */
const LENGTH = 4;
/** Behind the magic, the version, and the length of the key. */
const KEY_AT = MAGIC.length + 2 * LENGTH;

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
