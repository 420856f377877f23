import { secretsIn } from './connection-address.ts';

/** A text in which nothing of these addresses that must stay secret can be read any more. */
export function withoutSecrets(text: string, addresses: readonly string[]): string {
  const secrets = addresses.flatMap(secretsIn).toSorted((one, other) => other.length - one.length);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
