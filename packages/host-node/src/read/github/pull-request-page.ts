import type { Environment } from '../../system/environment.ts';
import { repositoryOfRemote } from './repository-name.ts';
import { remoteParts } from './remote-parts.ts';

interface Branches {
  readonly from: string;
  readonly into: string;
}

/**
 * Where a browser opens a pull request of one branch into another; `undefined` where the site of the remote is not known.
 * GitHub is github.com and `GITHUB_SERVER_URL`; GitLab is gitlab.com, a host called gitlab and `CI_SERVER_URL`. Nothing of a user or password in
 * the address of the remote comes along.
 */
export function pullRequestPage(url: string, branches: Branches, env: Environment): string | undefined {
  return onGitHub(url, branches, env) ?? onGitLab(url, branches, env);
}

function onGitHub(url: string, { from, into }: Branches, env: Environment): string | undefined {
  const site = siteOf(env['GITHUB_SERVER_URL']) ?? new URL('https://github.com');
  const name = repositoryOfRemote(url);
  const hosts = ['', 'www.', 'ssh.'].map((prefix) => prefix + site.hostname);
  if (name === undefined || !hosts.includes(name.host)) return undefined;
  const range = `${inPath(into)}...${inPath(from)}`;
  return `${site.origin}/${name.owner}/${name.repository}/compare/${range}?expand=1`;
}

function onGitLab(url: string, { from, into }: Branches, env: Environment): string | undefined {
  const parts = remoteParts(url);
  if (parts === undefined) return undefined;
  const site = siteOf(env['CI_SERVER_URL']);
  if (parts.host !== site?.hostname && !parts.host.startsWith('gitlab.')) return undefined;
  const project = parts.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  if (!/^[\w.-]+(\/[\w.-]+)+$/.test(project)) return undefined;
  const origin = parts.host === site?.hostname ? site.origin : (parts.origin ?? `https://${parts.host}`);
  const asked = new URLSearchParams({
    'merge_request[source_branch]': from,
    'merge_request[target_branch]': into,
  });
  return `${origin}/${project}/-/merge_requests/new?${asked.toString()}`;
}

function siteOf(url: string | undefined): URL | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return /^https?:$/.test(new URL(url).protocol) ? new URL(url) : undefined;
}

/** A branch as it stands in the path of an address. */
function inPath(branch: string): string {
  return branch.split('/').map(encodeURIComponent).join('/');
}
