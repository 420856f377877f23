import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { SignatureSight } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { runCommand } from '../../system/run-command.ts';
import { pinnedNamespaces, signatureParts } from '../signatures/ssh-key.ts';
import { isIntact, signerOf } from '../signatures/ssh-signature.ts';
import { gitProblem, type RunGitCommand } from './git-command.ts';
import type { SignedObject } from './signed-object.ts';

/** The keys that count. */
export interface TrustedKeys {
  /** A text in the form of `allowed_signers`; `undefined`: nobody is named. */
  readonly signers: string | undefined;
  /** Absolute path of a file of OpenPGP public keys; `undefined`: there are none. */
  readonly keyring: string | undefined;
}

interface SignedRef extends SignedObject {
  readonly type: 'tag' | 'commit';
  readonly id: string;
}

/** What is to be known of the signature of a tag or a commit. No key counts but those that are given, whatever the user trusts. */
export async function objectSignature(
  git: RunGitCommand,
  object: SignedRef,
  keys: TrustedKeys,
): Promise<Known<SignatureSight>> {
  const { signature } = object;
  if (signature === undefined) return observed({ kind: 'none' });
  const isSsh = signature.startsWith('-----BEGIN SSH ');
  if (!isSsh && !signature.startsWith('-----BEGIN PGP ')) return observed({ kind: 'unsupported' });
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-verify-'));
  try {
    const sight = isSsh
      ? await sshSight(git, { ...object, folder }, keys)
      : await gpgSight(git, { ...object, folder }, keys);
    return sight;
  } catch (error) {
    return unobserved(`its signature could not be looked at (${errorCode(error) ?? String(error)})`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Question extends SignedRef {
  /** Only for this question. */
  readonly folder: string;
}

/** Settings of a user could name other programs, which say what they like. */
const OWN_PROGRAMS = ['gpg.program=gpg', 'gpg.openpgp.program=gpg', 'gpg.ssh.program=ssh-keygen'].flatMap(
  (setting) => ['-c', setting],
);

/** By git for the time that the object gives itself, and by ssh-keygen for now. */
async function sshSight(
  git: RunGitCommand,
  { type, id, payload, signature = '', folder }: Question,
  { signers = '' }: TrustedKeys,
): Promise<Known<SignatureSight>> {
  const signed = { text: payload, sig: signature.replaceAll(/-----[A-Z ]+-----|\s/g, '') };
  const parts = signatureParts(signed.sig);
  if (parts === undefined) return observed({ kind: 'unsupported' });
  const allowed = path.join(folder, 'signers');
  await writeFile(allowed, signers);
  const [intact, now, then] = await Promise.all([
    isIntact(signed, parts.namespace),
    signerOf(signers, signed, 'git'),
    git([...OWN_PROGRAMS, '-c', `gpg.ssh.allowedSignersFile=${allowed}`, `verify-${type}`, '--raw', id]),
  ]);
  if (!intact.known) return intact;
  if (!now.known) return now;
  if (then.kind !== 'exited') return unobserved(gitProblem(then));
  return observed({
    kind: 'ssh',
    ...parts,
    isIntact: intact.value,
    pinnedFor: pinnedNamespaces(signers, parts.key),
    signerThen: then.code === 0 ? signerIn(then.stderr) : null,
    signerNow: now.value ?? null,
  });
}

function signerIn(stderr: string): string | null {
  return /^Good "git" signature for (.+) with \S+ key SHA256:\S+$/mu.exec(stderr)?.[1] ?? null;
}

const GPG_CONFIG =
  'batch\nno-tty\nno-autostart\ntrust-model always\nno-auto-key-locate\nno-auto-key-import\n';
const GPG_TIMEOUT_MS = 30_000;

/** Over a home of its own: what the user's keyring holds does not count. */
async function gpgSight(
  git: RunGitCommand,
  { type, id, folder }: Question,
  { keyring }: TrustedKeys,
): Promise<Known<SignatureSight>> {
  const home = path.join(folder, 'gnupg');
  await mkdir(home, { mode: 0o700 });
  await writeFile(path.join(home, 'gpg.conf'), GPG_CONFIG);
  if (keyring !== undefined) {
    const imported = await runCommand({
      program: 'gpg',
      args: ['--homedir', home, '--quiet', '--import', '--', keyring],
      env: process.env,
      timeoutMs: GPG_TIMEOUT_MS,
    });
    if (imported.kind === 'not-installed') return unobserved('gpg is not installed');
    if (imported.kind === 'stopped') return unobserved(`gpg could not be asked: ${imported.problem}`);
    if (imported.code !== 0) return unobserved(`gpg cannot read the keys in ${keyring}`);
  }
  const outcome = await git([...OWN_PROGRAMS, `verify-${type}`, '--raw', id], { env: { GNUPGHOME: home } });
  if (outcome.kind !== 'exited') return unobserved(gitProblem(outcome));
  return observed({ kind: 'gpg', status: outcome.stderr });
}
