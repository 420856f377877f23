import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Environment } from '../../system/environment.ts';

/**
 * Where a service is asked: an address that may begin with `${NAME}`, where a variable holds its beginning. Only https, and
 * http of this machine. No reason repeats the address: it may hold a password.
 */
export function serviceAddress(url: string, env: Environment): Known<URL> {
  const [reference = '', name] = /^\$\{([^}]+)\}/.exec(url) ?? [];
  const beginning = name === undefined ? '' : (env[name] ?? '').trim();
  if (name !== undefined && beginning === '') return unobserved(`${name} is not set`);
  const whole = beginning.replace(/\/$/, '') + url.slice(reference.length);
  if (!URL.canParse(whole)) return unobserved('its address is none');
  const address = new URL(whole);
  return mayBeAsked(address) ? observed(address) : unobserved('its address is not one of https');
}

function mayBeAsked({ protocol, hostname }: URL): boolean {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}
