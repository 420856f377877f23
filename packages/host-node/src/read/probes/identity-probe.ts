import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

export interface IdentityQuestion {
  /** Begins with `${NAME}` where a variable holds its beginning. */
  readonly url: string;
  /** The keys that lead to what is asked for. */
  readonly identity: readonly string[];
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/**
 * What a running service says it is. Redirects are not followed, and nothing that is kept on the way counts. The address is not
 * repeated: it may hold a password.
 */
export async function askIdentity(
  { url, identity }: IdentityQuestion,
  env: NodeJS.ProcessEnv,
): Promise<Known<string>> {
  const address = addressOf(url, env);
  if (!address.known) return address;
  try {
    const response = await fetch(address.value, {
      redirect: 'manual',
      headers: { accept: 'application/json', 'cache-control': 'no-cache' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status !== 200) return unobserved(`it answered ${response.status}`);
    const text = await response.text();
    if (text.length > MAX_BYTES) return unobserved('its answer is larger than 64 KiB');
    const said = identity.reduce<unknown>(member, JSON.parse(text));
    return typeof said === 'string' ? observed(said) : unobserved(`its answer has no ${identity.join('.')}`);
  } catch (error) {
    return unobserved(error instanceof SyntaxError ? 'its answer is not JSON' : 'it could not be reached');
  }
}

function addressOf(url: string, env: NodeJS.ProcessEnv): Known<string> {
  const [reference = '', name] = /^\$\{([^}]+)\}/.exec(url) ?? [];
  const beginning = name === undefined ? '' : (env[name] ?? '');
  if (name !== undefined && beginning === '') return unobserved(`${name} is not set`);
  const whole = URL.parse(beginning.replace(/\/$/, '') + url.slice(reference.length));
  if (whole === null) return unobserved('its address is none');
  return mayBeAsked(whole) ? observed(whole.href) : unobserved('its address is not one of https');
}

function mayBeAsked({ protocol, hostname }: URL): boolean {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
