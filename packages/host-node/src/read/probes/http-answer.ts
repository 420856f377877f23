import type { IncomingMessage } from 'node:http';

import { errorCode } from '../../system/error-code.ts';
import { within } from '../../system/time-limit.ts';

export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** `undefined`: it is no UTF-8. */
      readonly text: string | undefined;
      readonly latencyMs: number;
    }
  /** `why` is a clause without the address. */
  | { readonly kind: 'failed'; readonly why: string };

export interface HttpPatience {
  /** For the whole answer, from the name to the last byte. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const MOST_BYTES = 64 * 1024;

/**
 * Asks a service once, over a connection of its own: an old one leads to who answered it then. The address is asked as it is,
 * since a small service may know no other; a cache is told not to answer. Redirects are not followed. Never rejects.
 */
export async function httpAnswer(address: URL, { timeoutMs, signal }: HttpPatience): Promise<HttpAnswer> {
  const began = performance.now();
  return await within(timeoutMs, [signal], async (limit) => {
    try {
      const response = await asked(address, limit.signal);
      if (Number(response.headers.age ?? 0) > 0) {
        response.destroy();
        return { kind: 'failed', why: 'a cache answered for it' };
      }
      const body = await bodyOf(response);
      if (body === undefined) return { kind: 'failed', why: 'its answer is larger than 64 KiB' };
      const latencyMs = Math.round(performance.now() - began);
      return { kind: 'answered', status: response.statusCode ?? 0, text: decoded(body), latencyMs };
    } catch (error) {
      if (!limit.signal.aborted) return { kind: 'failed', why: failure(error) };
      const why = signal.aborted ? 'it was stopped' : `it did not answer within ${timeoutMs / 1000} s`;
      return { kind: 'failed', why };
    }
  });
}

async function asked(address: URL, signal: AbortSignal): Promise<IncomingMessage> {
  // A hook of an agent asks no service, and would wait for these to be loaded.
  const { request } = address.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return await new Promise((resolve, reject) => {
    request(address, {
      agent: false,
      signal,
      headers: {
        accept: 'application/json, */*;q=0.5',
        'cache-control': 'no-cache',
        'user-agent': 'lockkeeper',
      },
    })
      .once('response', resolve)
      // Any later one is heard where the body is read.
      .on('error', reject)
      .end();
  });
}

/** `undefined`: it is too large. */
async function bodyOf(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is left early is closed with it.
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function failure(error: unknown): string {
  const code = errorCode(error) ?? '';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name of its host is not known';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'the connection to it was lost';
  if (code.startsWith('HPE_')) return 'it does not answer as HTTP does';
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code)
    ? 'its certificate is not trusted'
    : 'it could not be reached';
}
