import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { LogSigner } from '@lockkeeper/operations/ports';

import { SIGNATURE_NAMESPACE } from '../../read/signatures/ssh-signature.ts';
import { runCommand } from '../../system/run-command.ts';

/** Names the file of the key: a private one, or a public one whose private half an agent has. */
export const SIGNING_KEY = 'LOCKKEEPER_SIGNING_KEY';

const TIMEOUT_MS = 30_000;

/** Signs with ssh-keygen. Nobody is asked for a passphrase: a key that has one is given by an agent. */
export function createSshSigner(env: NodeJS.ProcessEnv): LogSigner {
  return {
    sign: async (text) => {
      const key = env[SIGNING_KEY];
      if (key === undefined || key === '')
        throw new Error(
          `The policy names signers, and ${SIGNING_KEY} names no key. Set it to the file of an SSH key that is one of theirs.`,
        );
      const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-sign-'));
      try {
        const file = path.join(folder, 'text');
        await writeFile(file, text);
        const signed = await runCommand({
          program: 'ssh-keygen',
          args: ['-Y', 'sign', '-n', SIGNATURE_NAMESPACE, '-f', path.resolve(key), file],
          env: { ...env, SSH_ASKPASS_REQUIRE: 'never' },
          timeoutMs: TIMEOUT_MS,
        });
        if (signed.kind !== 'exited' || signed.code !== 0)
          throw new Error(`ssh-keygen did not sign with the key that ${SIGNING_KEY} names. Try it by hand.`);
        const armored = await readFile(`${file}.sig`, 'utf8');
        return armored.replace(/-----[A-Z ]+-----|\s/g, '');
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
