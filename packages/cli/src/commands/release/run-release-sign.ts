import path from 'node:path';

import { createReleaseReader, gitPlaceOf, readTrustedFile } from '@lockkeeper/host-node/read';
import { createReleaseTagger } from '@lockkeeper/host-node/write';
import { displayText } from '@lockkeeper/policy-core';
import { refusedAt, releaseNote, signatureRefusal } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import { updateSettings } from '../update/update-settings.ts';
import type { SignOptions } from './options.ts';

/** `lockkeeper release sign VERSION` */
export function runReleaseSign(version: string, options: SignOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { root: given, commit = 'HEAD', key, message = version } = options;
    const note = releaseNote(version, { title: message, terms: options });
    if (note.kind === 'problem') throw new CliError('usage', note.problem);
    const repository = await openRepository(
      { git: true, ...(given !== undefined && { root: given }) },
      world,
    );
    const id = await commitOf(commit, repository);
    // Before there is a tag: settings that cannot be used leave none.
    const pins = await knownPins(repository, world);
    const tagger = createReleaseTagger(repository.root);
    const signing = key === undefined ? {} : { key: path.resolve(world.cwd, key) };
    const failed = await tagger.sign({ version, commit: id, message: note.text, ...signing });
    if (failed !== undefined)
      throw new CliError('technical', `${version} was not signed, because ${displayText(failed)}.`);
    const refusal = await refusalOf(version, repository, pins);
    if (refusal !== undefined) {
      await tagger.remove(version);
      throw new CliError('technical', `${displayText(refusal)} The tag was taken back.`);
    }
    const document = { schema_version: 1, version, commit: id, message: note.text };
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(document, undefined, 2)}\n`
        : `Signed ${version} for ${id.slice(0, 12)}.\n\nNext:\n  git push origin refs/tags/${version}\n`,
    );
    return EXIT.ok;
  });
}

async function commitOf(name: string, { observers: { git } }: Repository): Promise<string> {
  const found = await git?.resolve(name);
  if (found?.known === true) return found.value;
  throw new CliError('usage', `${displayText(name)} names no commit here.`);
}

type Pins = Parameters<typeof createReleaseReader>[1];

/** The keys that hosts trust, where this machine has them as well. */
async function knownPins(repository: Repository, world: World): Promise<Pins> {
  const { allowed_signers: ssh, gpg_keyring: gpg } = (await updateSettings(repository, world)).reading
    .settings;
  const signers = await readTrustedFile(ssh, repository.root);
  const keyring = gpg === undefined ? undefined : await readTrustedFile(gpg, repository.root);
  return {
    signers: signers.kind === 'pinned' ? signers.text : undefined,
    keyring: keyring?.kind === 'pinned' ? gpg : undefined,
  };
}

/** What hosts would say against the signature; `undefined`: nothing, as far as is known here. */
async function refusalOf(version: string, { root }: Repository, pins: Pins): Promise<string | undefined> {
  const place = await gitPlaceOf(root);
  if (!place.known) throw new CliError('not-judged', `The tag was not read again: ${place.reason}.`);
  const release = await createReleaseReader(place.value.commonDir, pins).look(`refs/tags/${version}`);
  if (!release.known) return `${version} was not read again: ${release.reason}.`;
  const { signature } = release.value;
  if (!signature.known) return `The signature of ${version} was not verified: ${signature.reason}.`;
  const knowsPins = (signature.value.kind === 'gpg' ? pins.keyring : pins.signers) !== undefined;
  const refusal = signatureRefusal(version, signature.value, knowsPins);
  return refusal && refusedAt('verify', [refusal])[0]?.message;
}
