/** What a JSON Web Token says; `undefined` of any other text. Nothing of it is verified. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, body] = /^eyJ[\w-]*\.(eyJ[\w-]*)\.[\w-]*$/.exec(token) ?? [];
  if (body === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(fromBase64Url(body));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    // No JSON: then it only looks like a token.
    return undefined;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** One character a byte, which leaves names and ASCII values as they are. */
function fromBase64Url(text: string): string {
  const bits = Array.from(text, (digit) => DIGITS.indexOf(digit).toString(2).padStart(6, '0')).join('');
  const bytes = bits.match(/[01]{8}/g) ?? [];
  return bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('');
}
