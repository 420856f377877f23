import { stat } from 'node:fs/promises';
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
    const { root: given, message = version } = options;
    const repository = await openRepository(
      { git: true, ...(given !== undefined && { root: given }) },
      world,
    );
    // Before there is a tag: settings that cannot be used leave none.
    const place = await signingPlace(repository, world);
    const moment = { now: new Date().toISOString(), tags: await tagsOf(place) };
    const note = releaseNote(version, { title: message, terms: options }, moment);
    if (note.kind === 'problem') throw new CliError('usage', note.problem);
    const id = await commitOf(options.commit, repository);
    const signing = await keyOf(options, world);
    const tagger = createReleaseTagger(repository.root);
    const failed = await tagger.sign({ version, commit: id, message: note.text, ...signing });
    if (failed !== undefined)
      throw new CliError(
        'technical',
        `${version} was not signed, because ${displayText(failed)}.${options.key === undefined ? NAME_KEY : ''}`,
      );
    const refusal = await refusalOf(version, place);
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

const NAME_KEY = ' Name a key with --key ~/.ssh/releases, or set user.signingkey of git.';

/** Whoever names no commit means what lies there, all of it. */
async function commitOf(named: string | undefined, { observers: { git } }: Repository): Promise<string> {
  const name = named ?? 'HEAD';
  const found = await git?.resolve(name);
  if (git === undefined || found?.known !== true)
    throw new CliError('usage', `${displayText(name)} names no commit here.`);
  if (named !== undefined) return found.value;
  const changes = await git.changes({ from: found.value, to: 'worktree' });
  if (!changes.known) throw new CliError('not-judged', `Nothing was signed: ${displayText(changes.reason)}.`);
  const [first] = changes.value;
  if (first === undefined) return found.value;
  throw new CliError(
    'usage',
    `The release would not have ${displayText(first.path)} as it is here. Commit it, or name a commit with --commit HEAD.`,
  );
}

/** Git says of a missing one only that it could not load it. */
async function keyOf({ key }: SignOptions, { cwd }: World): Promise<{ readonly key?: string }> {
  if (key === undefined) return {};
  const file = path.resolve(cwd, key);
  if ((await stat(file).catch(() => undefined))?.isFile() === true) return { key: file };
  throw new CliError('usage', `${displayText(file)} is no file. Name an SSH key with --key.`);
}

type Pins = Parameters<typeof createReleaseReader>[1];

interface SigningPlace {
  readonly reader: ReturnType<typeof createReleaseReader>;
  readonly pins: Pins;
}

async function signingPlace(repository: Repository, world: World): Promise<SigningPlace> {
  const { root, withoutGit } = repository;
  if (withoutGit !== undefined) throw new CliError('usage', `There is no commit to sign: ${withoutGit}.`);
  const pins = await knownPins(repository, world);
  const place = await gitPlaceOf(root);
  if (!place.known) throw new CliError('not-judged', `Nothing was signed: ${displayText(place.reason)}.`);
  return { reader: createReleaseReader(place.value.commonDir, pins), pins };
}

const TAGS = 'refs/tags/';

async function tagsOf({ reader }: SigningPlace): Promise<readonly string[]> {
  const refs = await reader.refs();
  if (!refs.known) throw new CliError('not-judged', `Nothing was signed: ${displayText(refs.reason)}.`);
  return [...refs.value.keys()].filter((ref) => ref.startsWith(TAGS)).map((ref) => ref.slice(TAGS.length));
}

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
async function refusalOf(version: string, { reader, pins }: SigningPlace): Promise<string | undefined> {
  const release = await reader.look(`refs/tags/${version}`);
  if (!release.known) return `${version} was not read again: ${release.reason}.`;
  const { signature } = release.value;
  if (!signature.known) return `The signature of ${version} was not verified: ${signature.reason}.`;
  const knowsPins = (signature.value.kind === 'gpg' ? pins.keyring : pins.signers) !== undefined;
  const refusal = signatureRefusal(version, signature.value, knowsPins);
  return refusal && refusedAt('verify', [refusal])[0]?.message;
}
