export interface RemoteParts {
  /** Lower case and without port. */
  readonly host: string;
  readonly path: string;
  /** Of an address that a browser opens, such as `https://git.acme.test:8443`; without user and password. */
  readonly origin: string | undefined;
}

/** What the address of a git remote says of where it points; `undefined` for a folder, and for what no site is reached by. */
export function remoteParts(url: string): RemoteParts | undefined {
  return urlParts(url) ?? scpParts(url);
}

function urlParts(text: string): RemoteParts | undefined {
  if (!/^(https?|ssh|git):\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, pathname, protocol, host } = new URL(text);
  const origin = /^https?:$/.test(protocol) ? `${protocol}//${host.toLowerCase()}` : undefined;
  return { host: hostname.toLowerCase(), path: pathname, origin };
}

/** The short form of ssh: `git@github.com:acme/shop.git`. */
function scpParts(text: string): RemoteParts | undefined {
  const [, host, path] = /^(?:[^@/\\]+@)?([A-Za-z0-9.-]{2,}):(?!\/\/)(.+)$/.exec(text) ?? [];
  if (host === undefined || path === undefined) return undefined;
  return { host: host.toLowerCase(), path, origin: undefined };
}
