/** An address as Python's `urlsplit` cuts it, as far as pip looks at it. */
export interface UrlParts {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  readonly host: string;
  /** Without query and fragment; `%20` still stands there. */
  readonly path: string;
}

/** `undefined` where Python refuses: square brackets in the host that do not hold an IPv6 address. */
export function urlParts(url: string): UrlParts | undefined {
  const cleaned = withoutControls(url);
  const scheme = first(/^[a-z][a-z\d+.-]*(?=:)/i, cleaned);
  const rest = scheme === '' ? cleaned : cleaned.slice(scheme.length + 1);
  const authority = first(/^\/\/[^/?#]*/, rest);
  const host = authority.slice(2);
  if (!isHost(host)) return undefined;
  return { scheme: scheme.toLowerCase(), host, path: first(/^[^?#]*/, rest.slice(authority.length)) };
}

/** Python drops them before the address, and tabs and line ends anywhere. */
function withoutControls(url: string): string {
  // oxlint-disable-next-line no-control-regex -- the control characters are what Python drops
  return url.replace(/^[\0- ]+/, '').replace(/[\t\r\n]/g, '');
}

function first(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[0] ?? '';
}

const VERSION_CONTROL_SCHEMES: ReadonlySet<string> = new Set(
  [
    'bzr+http bzr+https bzr+ssh bzr+sftp bzr+ftp bzr+lp bzr+file',
    'git+http git+https git+ssh git+git git+file',
    'hg+file hg+http hg+https hg+ssh hg+static-http',
    'svn+ssh svn+http svn+https svn+svn svn+file',
  ].flatMap((schemes) => schemes.split(' ')),
);

/** Whether pip takes it for an address, and not for the name of a project or a file. */
export function isAddress({ scheme }: UrlParts): boolean {
  return ['http', 'https', 'file', 'ftp'].includes(scheme) || isVersionControl({ scheme });
}

export function isVersionControl({ scheme }: Pick<UrlParts, 'scheme'>): boolean {
  return VERSION_CONTROL_SCHEMES.has(scheme);
}

function isHost(host: string): boolean {
  const [open, close] = [host.indexOf('['), host.indexOf(']')];
  if (open < 0 && close < 0) return !becomesSyntax(host);
  if (open < 0 || close < 0) return false;
  const inner = host.slice(open + 1);
  return isBracketedHost(inner.slice(0, Math.max(0, inner.indexOf(']')))) && !becomesSyntax(host);
}

/** IPv6, with a zone where there is one, or an address of a later kind (`v1.x`). */
function isBracketedHost(host: string): boolean {
  if (host.startsWith('v')) return /^v[\da-f]+\../i.test(host);
  const [address = '', zone] = host.split('%');
  if (zone === '' || host.split('%').length > 2) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const count = groups.length + (groups.at(-1)?.includes('.') === true ? 1 : 0);
  const isFull = halves.length === 1 ? count === 8 : count < 8;
  return isFull && groups.every((group, index) => isGroup(group, index === groups.length - 1));
}

function isGroup(group: string, isLast: boolean): boolean {
  if (!isLast || !group.includes('.')) return /^[\da-f]{1,4}$/i.test(group);
  const parts = group.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** A character that stands for `/` or `:` in disguise, such as a full-width one. */
function becomesSyntax(host: string): boolean {
  const plain = host.replace(/[@:#?]/g, '');
  const composed = plain.normalize('NFKC');
  return composed !== plain && /[/?#@:]/.test(composed);
}
