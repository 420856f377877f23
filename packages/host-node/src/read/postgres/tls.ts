import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

/** What `sslmode` may be. pg gives most of them another meaning than libpq; here they mean what libpq says. */
export const TLS_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

export type TlsMode = (typeof TLS_MODES)[number];

/** Paths of files; those that go without saying may be missing. */
export interface TlsFiles {
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** `~/.postgresql`; `undefined` where there is no home. */
  readonly folder: string | undefined;
}

/** `false`: without TLS. The function knows the host that was asked for. */
export type TlsAttempt = false | ((host: string) => ConnectionOptions);

/** What to try, one after the other; unobserved where a file that is needed cannot be read. */
export async function tlsAttempts(mode: TlsMode, files: TlsFiles): Promise<Known<readonly TlsAttempt[]>> {
  if (mode === 'disable') return observed([false]);
  const material = await readMaterial(files);
  if (!material.known) return material;
  const { root, own } = material.value;
  const unverified: TlsAttempt = () => ({ ...own, rejectUnauthorized: false });
  if (mode === 'allow') return observed([false, unverified]);
  if (mode === 'prefer') return observed([unverified, false]);
  // So does libpq: who lays down a root certificate wants it to count, also for `require`.
  if (root === undefined) return mode === 'require' ? observed([unverified]) : unobserved(NO_ROOT);
  const options = { ...own, ...root };
  return observed([mode === 'verify-full' ? withIdentity(options) : withAuthority(options)]);
}

const NO_ROOT =
  'its sslmode asks for a root certificate and there is none; name one with sslrootcert, or write sslrootcert=system';

function withAuthority(options: ConnectionOptions): TlsAttempt {
  return () => ({ ...options, rejectUnauthorized: true, checkServerIdentity: () => undefined });
}

function withIdentity(options: ConnectionOptions): TlsAttempt {
  return (host) => ({
    ...options,
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
}

interface Material {
  /** Empty: those that Node brings. `undefined`: none is laid down. */
  readonly root: Pick<ConnectionOptions, 'ca'> | undefined;
  readonly own: Pick<ConnectionOptions, 'cert' | 'key'>;
}

async function readMaterial(files: TlsFiles): Promise<Known<Material>> {
  const root =
    files.rootCertificate === 'system' ? SYSTEM : await readOne(files.rootCertificate, 'root.crt', files);
  const certificate = await readOne(files.certificate, 'postgresql.crt', files);
  const key = await readOne(files.key, 'postgresql.key', files);
  for (const one of [root, certificate, key]) if (!one.known) return one;
  const [ca, cert, ownKey] = [root, certificate, key].map((one) => (one.known ? one.value : undefined));
  return observed({
    root: root === SYSTEM ? {} : ca && { ca },
    own: { ...(cert !== undefined && ownKey !== undefined && { cert, key: ownKey }) },
  });
}

const SYSTEM = observed(undefined);

/** `undefined` where nobody names a file and the usual one is not there. */
async function readOne(
  named: string | undefined,
  usual: string,
  { folder }: TlsFiles,
): Promise<Known<Buffer | undefined>> {
  const file = named ?? (folder && path.join(folder, usual));
  if (file === undefined) return observed(undefined);
  try {
    return observed(await readFile(file));
  } catch {
    return named === undefined
      ? observed(undefined)
      : unobserved('a certificate or a key that its parameters name cannot be read');
  }
}
