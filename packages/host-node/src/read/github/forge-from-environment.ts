import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Environment } from '../../system/environment.ts';
import { apiAddress, PUBLIC_API } from './api-address.ts';
import { repositoryName, repositoryOfRemote, type RepositoryName } from './repository-name.ts';

/** What `createGitHub` needs to know. */
export interface GitHubPlace extends RepositoryName {
  readonly token: string;
  readonly apiUrl: string;
}

/**
 * Which repository to ask GitHub about, and as whom: `GITHUB_REPOSITORY`, else the remote `origin`;
 * `GITHUB_TOKEN`, else `GH_TOKEN`; `GITHUB_API_URL`, else github.com. Asks nobody.
 *
 * Unobserved where GitHub is not to be asked, with the reason as a clause. No reason repeats
 * the token or the remote, which may hold a password.
 */
export function forgeFromEnvironment(env: Environment, remoteUrl: string | undefined): Known<GitHubPlace> {
  const apiUrl = apiAddress(given(env, 'GITHUB_API_URL') ?? PUBLIC_API);
  if (!apiUrl.known) return apiUrl;
  const name = nameFrom(env, { remoteUrl, apiUrl: apiUrl.value });
  if (!name.known) return name;
  const token = tokenFrom(env);
  return token.known ? observed({ ...name.value, token: token.value, apiUrl: apiUrl.value }) : token;
}

function nameFrom(
  env: Environment,
  { remoteUrl, apiUrl }: { readonly remoteUrl: string | undefined; readonly apiUrl: string },
): Known<RepositoryName> {
  const stated = given(env, 'GITHUB_REPOSITORY');
  if (stated !== undefined) {
    const name = repositoryName(stated);
    return name === undefined
      ? unobserved('GITHUB_REPOSITORY is not of the form owner/name')
      : observed(name);
  }
  if (remoteUrl === undefined)
    return unobserved('this repository has no remote "origin"; set GITHUB_REPOSITORY to owner/name');
  const remote = repositoryOfRemote(remoteUrl.trim());
  const hosts = webHosts(given(env, 'GITHUB_SERVER_URL'), apiUrl);
  if (remote === undefined || !hosts.includes(remote.host))
    return unobserved(
      `the remote "origin" is no repository on ${hosts[0]}; set GITHUB_REPOSITORY to owner/name`,
    );
  return observed({ owner: remote.owner, repository: remote.repository });
}

function tokenFrom(env: Environment): Known<string> {
  const token = given(env, 'GITHUB_TOKEN') ?? given(env, 'GH_TOKEN');
  if (token === undefined)
    return unobserved('there is no token for GitHub; set GITHUB_TOKEN to one that may read the repository');
  return isToken(token)
    ? observed(token)
    : unobserved(
        'the token for GitHub holds a space or another character that no token has; set GITHUB_TOKEN',
      );
}

/** What fits into a header: anything else would make the request fail with the token in the message. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Repositories of another site may have the same name as one on this GitHub, and other labels. */
function webHosts(serverUrl: string | undefined, apiUrl: string): readonly string[] {
  if (serverUrl !== undefined && URL.canParse(serverUrl)) return withSshHost(new URL(serverUrl).hostname);
  return withSshHost(new URL(apiUrl).hostname.replace(/^api\./, ''));
}

function withSshHost(host: string): readonly string[] {
  return [host, `ssh.${host}`, `www.${host}`];
}

/** Workflows hand over an empty text for a secret that does not exist. */
function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
