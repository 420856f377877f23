/** What came of one request, whatever came of it. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Headers;
      /** `undefined` when the bytes are no UTF-8. */
      readonly text: string | undefined;
    }
  | { readonly kind: 'timed-out'; readonly seconds: number }
  | { readonly kind: 'unreachable'; readonly code: string | undefined }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'sent-elsewhere' }
  /** So much time went into answers that did not come that no more is asked. */
  | { readonly kind: 'given-up' };

/** Tests pass their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Wire {
  readonly fetch: Fetch;
  /** For the whole answer, its last byte included. */
  readonly timeoutMs: number;
}

/** Far more than any answer to our questions takes, and far less than would fill the memory. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** Never rejects, and never leaves the host it was sent to. */
export async function exchange(url: string, init: RequestInit, wire: Wire): Promise<Exchange> {
  const signal = AbortSignal.timeout(wire.timeoutMs);
  try {
    return await follow(url, { ...init, redirect: 'manual', signal }, wire.fetch);
  } catch (error) {
    return signal.aborted
      ? { kind: 'timed-out', seconds: Math.ceil(wire.timeoutMs / 1000) }
      : { kind: 'unreachable', code: codeOf(error) };
  }
}

/** GitHub sends a request on where a repository got a new name. */
async function follow(url: string, init: RequestInit, fetch: Fetch): Promise<Exchange> {
  let target = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await fetch(target, init);
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return whole(response);
    await response.body?.cancel();
    const next = sameHost(location, target);
    if (next === undefined) return { kind: 'sent-elsewhere' };
    target = next;
  }
  return { kind: 'sent-elsewhere' };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function sameHost(location: string, from: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return target.origin === new URL(from).origin ? target.href : undefined;
}

async function whole(response: Response): Promise<Exchange> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  const { status, headers } = response;
  return { kind: 'answered', status, headers, text: decoded(Buffer.concat(chunks)) };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Such as `ENOTFOUND`. A message could repeat what was sent, so it is never passed on. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}
