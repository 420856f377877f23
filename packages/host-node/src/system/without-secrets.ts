import type { Environment } from './environment.ts';

/** What takes the values of secret variables, and whatever stands before an `@` in an address, out of a text. */
export type Cover = (text: string) => string;

/** Shorter ones are words that stand everywhere. */
const SHORTEST = 4;

/**
 * Secret is what the name of a variable says so of, and an address that holds a password. Names are read widely: a word too
 * many that is covered does no harm.
 */
export function coverSecrets(env: Environment): Cover {
  const secrets = Object.entries(env)
    .flatMap(([name, value = '']) => (SECRET_NAME.test(name) ? formsOf(value) : passwordIn(value)))
    .filter((secret) => secret.length >= SHORTEST)
    // One may be the beginning of another.
    .sort((one, other) => other.length - one.length);
  return (text) => {
    let covered = text;
    for (const secret of secrets) covered = covered.replaceAll(secret, '****');
    return covered.replaceAll(CREDENTIALS, '$1****@');
  };
}

const SECRET_NAME =
  /TOKEN|SECRET|PASSW|PASSPHRASE|(?:^|_)(?:PASS|PWD|KEY|AUTH|COOKIE|DSN)(?:_|$)|KEY$|CREDENTIAL/i;
const CREDENTIALS = /(:\/\/)[^\s/?#@]+@/g;

/** As it is, and each line of it: programs print line by line. */
function formsOf(value: string): readonly string[] {
  return [value, value.trim(), ...value.split(/\r?\n/).map((line) => line.trim()), ...passwordIn(value)];
}

/** The whole address, and the password in it as written and as meant. */
function passwordIn(value: string): readonly string[] {
  const [, password] = /^[a-z][a-z0-9+.-]*:\/\/[^:@/?#\s]*:(.+)@[^@]*$/i.exec(value.trim()) ?? [];
  return password === undefined ? [] : [value.trim(), password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that is no more than that.
    return text;
  }
}
