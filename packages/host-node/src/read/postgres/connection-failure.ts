import type { UnseenDatabase } from '@lockkeeper/policy-core/database';

import { errorCode } from '../../system/error-code.ts';

/** Where something went wrong, in words that let nobody in. */
export interface FailedConnection {
  /** As `hostText` writes it. */
  readonly host: string;
  readonly user: string;
  readonly database: string;
  readonly seconds: number;
}

/**
 * What an error means. Nothing that the server or a library wrote is repeated, so that no password and nothing that
 * looks like our own words comes in that way.
 */
export function connectionFailure(error: unknown, place: FailedConnection): UnseenDatabase {
  const code = errorCode(error) ?? '';
  const told = BY_CODE.get(code) ?? BY_CODE.get(code.slice(0, 2)) ?? byMessage(error) ?? UNKNOWN;
  const reason = told.reason(place);
  return { kind: told.kind, reason: code === '' ? reason : `${reason} (${code})` };
}

interface FailureMeaning {
  readonly kind: UnseenDatabase['kind'];
  readonly reason: (place: FailedConnection) => string;
}

const silent: FailureMeaning = {
  kind: 'unreachable',
  reason: ({ host }) => `no server listens at ${host}`,
};
const slow: FailureMeaning = {
  kind: 'slow',
  reason: ({ host, seconds }) => `the server at ${host} did not answer within ${seconds} s`,
};
const lost: FailureMeaning = {
  kind: 'lost',
  reason: ({ host }) => `the connection to ${host} was lost on the way`,
};
const wrongPassword: FailureMeaning = {
  kind: 'refused',
  reason: ({ host, user }) => `the server at ${host} refuses the password of ${user}`,
};
const notTrusted: FailureMeaning = {
  kind: 'refused',
  reason: ({ host }) => `the certificate of ${host} is not one that its sslmode trusts`,
};
const UNKNOWN: FailureMeaning = {
  kind: 'failed',
  reason: ({ host }) => `the server at ${host} could not be asked`,
};

/** Codes of Node, of TLS and of PostgreSQL; of the last the first two characters stand for their class. */
const BY_CODE: ReadonlyMap<string, FailureMeaning> = new Map<string, FailureMeaning>([
  ['ECONNREFUSED', silent],
  ['ENOENT', silent],
  ['EHOSTUNREACH', silent],
  ['ENETUNREACH', silent],
  ['EACCES', { kind: 'unreachable', reason: ({ host }) => `the socket in ${host} may not be opened` }],
  ['ENOTFOUND', { kind: 'unreachable', reason: ({ host }) => `the name of ${host} is not known` }],
  ['EAI_AGAIN', { kind: 'unreachable', reason: ({ host }) => `the name of ${host} cannot be looked up` }],
  ['ETIMEDOUT', slow],
  ['ECONNRESET', lost],
  ['EPIPE', lost],
  ['57P01', lost],
  ['57P02', lost],
  ['08', lost],
  ['57P03', { kind: 'unreachable', reason: ({ host }) => `the server at ${host} is starting or stopping` }],
  ['53300', { kind: 'unreachable', reason: ({ host }) => `the server at ${host} has no connection left` }],
  ['57014', { ...slow, reason: ({ host, seconds }) => `a query at ${host} took longer than ${seconds} s` }],
  [
    '55P03',
    { kind: 'slow', reason: ({ host }) => `somebody holds a lock at ${host} that is needed to look` },
  ],
  ['28P01', wrongPassword],
  ['28', { kind: 'refused', reason: ({ host, user }) => `the server at ${host} does not let ${user} in` }],
  [
    '3D000',
    { kind: 'refused', reason: ({ host, database }) => `the server at ${host} has no database ${database}` },
  ],
  ['42501', { kind: 'refused', reason: ({ host, user }) => `${user} may not look at ${host}` }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', notTrusted],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', notTrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', notTrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', notTrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', notTrusted],
  ['CERT_HAS_EXPIRED', notTrusted],
]);

/** What pg says without a code. */
function byMessage(error: unknown): FailureMeaning | undefined {
  const message = error instanceof Error ? error.message : '';
  return BY_MESSAGE.find(([words]) => message.includes(words))?.[1];
}

const BY_MESSAGE: readonly (readonly [words: string, told: FailureMeaning])[] = [
  ['timeout expired', slow],
  ['read timeout', slow],
  ['Connection terminated', lost],
  [
    'client password must be a string',
    {
      kind: 'refused',
      reason: ({ host, user }) => `the server at ${host} asks for a password of ${user}, and there is none`,
    },
  ],
  ['SASL', wrongPassword],
  [
    'does not support SSL',
    {
      kind: 'refused',
      reason: ({ host }) => `the server at ${host} speaks no TLS, and its sslmode wants it`,
    },
  ],
  [
    'establishing an SSL connection',
    {
      kind: 'failed',
      reason: ({ host }) => `what listens at ${host} answers as no PostgreSQL does`,
    },
  ],
];
