import { displayText } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { NoteAnswer } from './answer/answer-schema.ts';
import { answering, type Answer } from './answering.ts';
import { serviceAt } from './open-place.ts';
import type { NoteOptions } from './options.ts';
import { resolvedCommit } from './resolved-commit.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper hold ENVIRONMENT` */
export function runHold(environment: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const { service, environment: place } = serviceAt(opened.policy, { ...options, environment });
    const sha = options.commit === undefined ? null : await resolvedCommit(options.commit, opened);
    const { reason } = options;
    const event = 'environment.held';
    await writeNote(opened, { event, env: place.name, data: { service: service.name, sha, reason } });
    return noted(
      { event, environment: place.name, service: service.name, commit: sha, reason },
      `${sha ?? 'Everything'} is held back from ${place.name}: ${reason}`,
    );
  });
}

/** `lockkeeper release ENVIRONMENT` */
export function runReleaseHold(environment: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const { service, environment: place } = serviceAt(opened.policy, { ...options, environment });
    const { reason } = options;
    const event = 'environment.released';
    await writeNote(opened, { event, env: place.name, data: { service: service.name, reason } });
    return noted(
      { event, environment: place.name, service: service.name, commit: null, reason },
      `Nothing is held back from ${place.name} any more: ${reason}`,
    );
  });
}

/** `lockkeeper block COMMIT` */
export function runBlock(commit: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const sha = await resolvedCommit(commit, opened);
    const { reason, undo } = options;
    const event = undo === true ? 'commit.unblocked' : 'commit.blocked';
    await writeNote(opened, { event, data: { sha, reason } });
    return noted(
      { event, environment: null, service: null, commit: sha, reason },
      `${sha} ${undo === true ? 'may be deployed again' : 'is blocked everywhere'}: ${reason}`,
    );
  });
}

/** The log says it now. */
function noted(note: Omit<NoteAnswer, 'schema_version' | 'verdict'>, text: string): Answer {
  return {
    exitCode: EXIT.ok,
    document: { schema_version: 1, verdict: 'noted', ...note },
    lines: [displayText(text)],
  };
}
