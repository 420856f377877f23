import { secretsIn } from './connection-address.ts';

/**
 * A text in which nothing of these addresses that must stay secret can be read any more. A short password is taken out
 * where it stands as a word: within others it is no secret, and cutting it out of them would tell what it is.
 */
export function withoutSecrets(text: string, addresses: readonly string[]): string {
  const secrets = addresses.flatMap(secretsIn).toSorted((one, other) => other.length - one.length);
  return secrets.reduce((shown, secret) => shown.replaceAll(wherever(secret), '***'), text);
}

const SHORT = 8;

function wherever(secret: string): string | RegExp {
  if (secret.length >= SHORT) return secret;
  const before = /^\w/.test(secret) ? String.raw`(?<!\w)` : '';
  const after = /\w$/.test(secret) ? String.raw`(?!\w)` : '';
  // A key or a number of a report in JSON is not the password, and without it the report could not be read.
  const bare = IN_JSON.test(secret) ? String.raw`(?<!":\s*|[[,]\s*)` : '';
  return new RegExp(String.raw`${bare}${before}${literally(secret)}${after}(?!"\s*:)`, 'g');
}

/** What JSON has without quotes. */
const IN_JSON = /^(?:\d+|true|false|null)$/;

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
