import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { openReleases, serviceAt } from './open-place.ts';
import type { NoteOptions } from './options.ts';
import { resolvedCommit } from './run-deploy.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper hold ENVIRONMENT` */
export function runHold(environment: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const at = serviceAt(opened.policy, { environment, service: options.service });
    const sha = options.commit === undefined ? null : await resolvedCommit(options.commit, opened);
    const { reason } = options;
    await writeNote(opened, {
      event: 'environment.held',
      env: at.environment.name,
      data: { service: at.service.name, sha, reason },
    });
    world.stdout.write(`${sha ?? 'Everything'} is held back from ${at.environment.name}: ${reason}\n`);
    return EXIT.ok;
  });
}

/** `lockkeeper release ENVIRONMENT` */
export function runReleaseHold(environment: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const at = serviceAt(opened.policy, { environment, service: options.service });
    const { reason } = options;
    await writeNote(opened, {
      event: 'environment.released',
      env: at.environment.name,
      data: { service: at.service.name, reason },
    });
    world.stdout.write(`Nothing is held back from ${at.environment.name} any more: ${reason}\n`);
    return EXIT.ok;
  });
}

/** `lockkeeper block COMMIT` */
export function runBlock(commit: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const sha = await resolvedCommit(commit, opened);
    const { reason, undo } = options;
    await writeNote(opened, {
      event: undo === true ? 'commit.unblocked' : 'commit.blocked',
      data: { sha, reason },
    });
    world.stdout.write(
      `${sha} ${undo === true ? 'may be deployed again' : 'is blocked everywhere'}: ${reason}\n`,
    );
    return EXIT.ok;
  });
}
