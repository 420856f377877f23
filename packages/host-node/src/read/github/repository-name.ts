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
  const { host, path } = urlParts(url) ?? scpParts(url) ?? {};
  const name = repositoryName((path ?? '').replace(/^\/+|\/+$/g, '').replace(/\.git$/i, ''));
  return host === undefined || host === '' || name === undefined ? undefined : { ...name, host };
}

interface Parts {
  readonly host: string;
  readonly path: string;
}

function urlParts(text: string): Parts | undefined {
  if (!/^(https?|ssh|git):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, pathname } = new URL(text);
  return { host: hostname.toLowerCase(), path: pathname };
}

/** The short form of ssh: `git@github.com:acme/shop.git`. */
function scpParts(text: string): Parts | undefined {
  const [, host, path] = /^(?:[^@/\\]+@)?([A-Za-z0-9.-]{2,}):(?!\/\/)(.+)$/.exec(text) ?? [];
  return host === undefined || path === undefined ? undefined : { host: host.toLowerCase(), path };
}
