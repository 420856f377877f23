import { remoteParts } from './remote-parts.ts';

export interface RepositoryName {
  readonly owner: string;
  readonly repository: string;
}

/** `acme/shop`; `undefined` for anything GitHub would not take as a name. */
export function repositoryName(text: string): RepositoryName | undefined {
  const [, owner, repository] = /^([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (owner === undefined || repository === undefined || /^\.\.?$/.test(repository)) return undefined;
  return { owner, repository };
}

/** The repository a git remote points at, with the host it lies on, lower case and without port. */
export function repositoryOfRemote(url: string): (RepositoryName & { readonly host: string }) | undefined {
  const { host, path } = remoteParts(url) ?? {};
  const name = repositoryName((path ?? '').replace(/^\/+|\/+$/g, '').replace(/\.git$/i, ''));
  return host === undefined || host === '' || name === undefined ? undefined : { ...name, host };
}

/** To GitHub, names are the same in any case. */
export function isSameRepository(one: RepositoryName, other: RepositoryName): boolean {
  return (
    one.owner.toLowerCase() === other.owner.toLowerCase() &&
    one.repository.toLowerCase() === other.repository.toLowerCase()
  );
}
