import path from 'node:path';

import { createReleaseReader, gitPlaceOf } from '@lockkeeper/host-node/read';
import { createReleaseTagger } from '@lockkeeper/host-node/write';
import { displayText } from '@lockkeeper/policy-core';
import { releaseNote } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
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
    const tagger = createReleaseTagger(repository.root);
    const signing = key === undefined ? {} : { key: path.resolve(world.cwd, key) };
    const failed = await tagger.sign({ version, commit: id, message: note.text, ...signing });
    if (failed !== undefined)
      throw new CliError('technical', `${version} was not signed, because ${displayText(failed)}.`);
    if (!(await isSigned(version, repository))) {
      await tagger.remove(version);
      throw new CliError(
        'technical',
        `Git signed ${version} in a way that no host can verify. It was taken back.`,
      );
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

/** As an updater looks at it, whoever it trusts. */
async function isSigned(version: string, { root }: Repository): Promise<boolean> {
  const place = await gitPlaceOf(root);
  if (!place.known) throw new CliError('not-judged', `The tag was not read again: ${place.reason}.`);
  const reader = createReleaseReader(place.value.commonDir, { signers: undefined, keyring: undefined });
  const release = await reader.look(`refs/tags/${version}`);
  if (!release.known || release.value.type !== 'tag') return false;
  const { signature } = release.value;
  return signature.known && signature.value.kind !== 'none' && signature.value.kind !== 'unsupported';
}
