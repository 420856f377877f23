/** Why a value must be a secret, as a clause after it: "begins as a secret key of Stripe does". `undefined`: nothing shows it. */
export function secretSign(value: string): string | undefined {
  const text = value.trim();
  const begun = BEGINNINGS.find(({ form }) => form.test(text));
  if (begun !== undefined) return `begins as ${begun.what} does`;
  if (/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text)) return 'is a private key';
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s@:]*:[^/?#\s@]+@/i.test(text)) return 'is an address with a password';
  return claimsOf(text)?.['role'] === 'service_role' ? 'is a token of the role service_role' : undefined;
}

/** Whether a text is long and without order, as keys are; so are many that anybody may know. */
export function looksRandom(value: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{32,}$/.test(value) || UUID.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  return bitsPerCharacter(value) >= 3;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = [...counts.values()].map((count) => count / text.length);
  return parts.reduce((bits, part) => bits - part * Math.log2(part), 0);
}

const BEGINNINGS: readonly { readonly form: RegExp; readonly what: string }[] = [
  { form: /^(?:sk|rk)_(?:live|test)_/, what: 'a secret key of Stripe or Clerk' },
  { form: /^whsec_/, what: 'a secret of a webhook' },
  { form: /^(?:gh[pousr]_|github_pat_)/, what: 'a token of GitHub' },
  { form: /^glpat-/, what: 'a token of GitLab' },
  { form: /^xox[abeprs]-/, what: 'a token of Slack' },
  { form: /^(?:AKIA|ASIA)[A-Z0-9]{12,}$/, what: 'an access key of AWS' },
  { form: /^SG\.[\w-]{16,}\./, what: 'a key of SendGrid' },
  { form: /^sk-(?:ant-|proj-|svcacct-)?[\w-]{20,}$/, what: 'a key of a language model' },
  { form: /^npm_[A-Za-z0-9]{30,}$/, what: 'a token of npm' },
  { form: /^GOCSPX-/, what: 'a client secret of Google' },
  { form: /^sb_secret_/, what: 'a secret key of Supabase' },
  { form: /^SK[0-9a-f]{32}$/, what: 'a key of Twilio' },
];

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
