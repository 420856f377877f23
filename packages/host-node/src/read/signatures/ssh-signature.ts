import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { SignedText } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { runCommand, type CommandOutcome, type Conversation } from '../../system/run-command.ts';

/** What a signature is for: one that somebody made for git, or for another program, does not count here. */
export const SIGNATURE_NAMESPACE = 'lockkeeper';

const TIMEOUT_MS = 10_000;

/** A text, or its bytes where they are no text, and its signature in base64. */
interface SignedBytes {
  readonly text: string | Buffer;
  readonly sig: string;
}

/** Whether one of `signers` signed a text, as {@link signerOf} tells. */
export async function isSignedBy(signers: string, signed: SignedText): Promise<Known<boolean>> {
  const signer = await signerOf(signers, signed);
  return signer.known ? observed(signer.value !== undefined) : signer;
}

/**
 * Which of `signers`, a text in the form of `allowed_signers` of ssh-keygen, signed a text; `undefined`: none of them.
 * Unobserved where ssh-keygen cannot be asked.
 */
export async function signerOf(
  signers: string,
  { text, sig }: SignedBytes,
  namespace = SIGNATURE_NAMESPACE,
): Promise<Known<string | undefined>> {
  return await withSignature(sig, async ({ folder, signature }) => {
    const allowed = path.join(folder, 'signers');
    await writeFile(allowed, signers);
    const found = await keygen(['-Y', 'find-principals', '-f', allowed, '-s', signature]);
    if (found.kind !== 'exited') return unasked(found);
    const principals = found.code === 0 ? found.stdout.toString('utf8').split(/[\n,]/) : [];
    for (const principal of principals.filter((name) => name !== '')) {
      const options = ['-n', namespace, '-f', allowed, '-I', principal, '-s', signature];
      const verified = await keygen(['-Y', 'verify', ...options], text);
      if (verified.kind !== 'exited') return unasked(verified);
      if (verified.code === 0) return observed(principal);
    }
    return observed(undefined);
  });
}

/** Whether the key that a signature names made it, for this namespace and of this text, whoever has that key. */
export async function isIntact({ text, sig }: SignedBytes, namespace: string): Promise<Known<boolean>> {
  return await withSignature(sig, async ({ signature }) => {
    const checked = await keygen(['-Y', 'check-novalidate', '-n', namespace, '-s', signature], text);
    return checked.kind === 'exited' ? observed(checked.code === 0) : unasked(checked);
  });
}

async function withSignature<T>(
  sig: string,
  ask: (place: { readonly folder: string; readonly signature: string }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-signature-'));
  try {
    const signature = path.join(folder, 'signature');
    await writeFile(signature, armored(sig));
    return await ask({ folder, signature });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function armored(sig: string): string {
  const lines = sig.match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}

/** @param input What it reads; without it, what it prints is kept. */
async function keygen(args: readonly string[], input?: string | Buffer): Promise<CommandOutcome> {
  const command = { program: 'ssh-keygen', args, env: process.env, timeoutMs: TIMEOUT_MS };
  if (input === undefined) return await runCommand(command);
  const conversation: Conversation = {
    start: (stdin) => {
      stdin.write(input);
      stdin.end();
    },
    hear: () => undefined,
  };
  return await runCommand({ ...command, conversation });
}

function unasked(outcome: Exclude<CommandOutcome, { kind: 'exited' }>): Known<never> {
  return unobserved(
    outcome.kind === 'not-installed'
      ? 'ssh-keygen is not installed, and no signature can be verified'
      : `ssh-keygen could not be asked: ${outcome.problem}`,
  );
}
