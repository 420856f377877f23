/** An object of git, apart from its signature. */
export interface SignedObject {
  /** The bytes that were signed. */
  readonly payload: Buffer;
  /** As it stands there; `undefined`: it has none. */
  readonly signature: string | undefined;
}

const BEGINNINGS = [
  '-----BEGIN PGP SIGNATURE-----',
  '-----BEGIN PGP MESSAGE-----',
  '-----BEGIN SIGNED MESSAGE-----',
  '-----BEGIN SSH SIGNATURE-----',
];

/** A tag is signed up to the last line that begins a signature, as git has it. */
export function signedTag(bytes: Buffer): SignedObject {
  const text = bytes.toString('latin1');
  const at = Math.max(
    ...BEGINNINGS.map((line) => (text.startsWith(line) ? 0 : text.lastIndexOf(`\n${line}`) + 1 || -1)),
  );
  if (at < 0) return { payload: bytes, signature: undefined };
  return { payload: bytes.subarray(0, at), signature: text.slice(at) };
}

/** A commit is signed without its headers that hold a signature. */
export function signedCommit(bytes: Buffer): SignedObject {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\n\n') + 1;
  const headers = end === 0 ? text : text.slice(0, end);
  const [, folded] = /^gpgsig (.*\n(?: .*\n)*)/m.exec(headers) ?? [];
  const plain = headers.replaceAll(/^gpgsig(?:-sha256)? .*\n(?: .*\n)*/gm, '');
  return {
    payload: Buffer.from(plain + text.slice(headers.length), 'latin1'),
    signature: folded?.replaceAll(/^ /gm, ''),
  };
}
