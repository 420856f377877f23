import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

export const PUBLIC_API = 'https://api.github.com';

/**
 * Where the token may be sent: `https`, or this very machine. Without a slash at the end.
 * The text is not repeated in the reason, because an address may hold a password.
 */
export function apiAddress(text: string): Known<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return unobserved(`the address of GitHub's API is no URL; ${HINT}`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return unobserved(`the address of GitHub's API holds more than a host and a path; ${HINT}`);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
    return observed(`${url.origin}${url.pathname}`.replace(/\/+$/, ''));
  return unobserved(`the address of GitHub's API is not https; ${HINT}`);
}

const HINT = 'set GITHUB_API_URL to an address such as https://api.github.com';

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
