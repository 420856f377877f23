/**
 * Number of the first line of a text in the form of `allowed_signers` that names nobody's key; `undefined`: there is none.
 * Where it names no key at all, that is the first one. See ALLOWED SIGNERS of ssh-keygen(1).
 */
export function faultySigner(text: string): number | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const isLine = (line: string) => line !== '' && !line.startsWith('#');
  const faulty = lines.findIndex((line) => isLine(line) && !SIGNER.test(line));
  if (faulty !== -1) return faulty + 1;
  return lines.some(isLine) ? undefined : 1;
}

/** Principals, perhaps options, the type of the key and the key: a line that begins with its type names nobody. */
const SIGNER =
  /^(?!(?:ssh-|ecdsa-|sk-)\S+\s+AAAA)(?:"[^"]+"|\S+)\s.*?(?:ssh-|ecdsa-|sk-)\S+\s+AAAA[A-Za-z0-9+/=]+/;
