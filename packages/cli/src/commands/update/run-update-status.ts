import { displayText } from '@lockkeeper/policy-core';
import {
  NO_UPDATES,
  readUpdateState,
  readVersionFile,
  stateFaultText,
  stateFolder,
  type UpdateState,
  type VersionFile,
} from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { seenFile } from './seen-file.ts';

/** `lockkeeper update status` */
export function runUpdateStatus(
  { format, profile, root }: UpdateStatusOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(format, world, async () => {
    const folder = stateFolder(profile);
    if (folder === undefined)
      throw new CliError(
        'usage',
        `${JSON.stringify(profile)} is no name of a profile. Name a folder below bot_persistence.`,
      );
    const repository = await openRepository({ ...(root !== undefined && { root }), git: true }, world);
    const [versionPath, statePath] = [`${folder}/version.json`, `${folder}/update_state.json`];
    const version = readVersionFile(versionPath, await seenFile(repository, versionPath));
    const state = readUpdateState(statePath, await seenFile(repository, statePath));
    const faults = [version, state].flatMap((one) => (one.kind === 'unusable' ? [one.fault] : []));
    if (faults.length > 0)
      throw new CliError('not-judged', faults.map((fault) => displayText(stateFaultText(fault))).join('\n'));
    const seen = {
      profile,
      version: version.kind === 'read' ? version.value : undefined,
      state: state.kind === 'read' ? state.value : NO_UPDATES,
    };
    world.stdout.write(format === 'json' ? jsonOf(seen) : `${linesOf(seen).map(displayText).join('\n')}\n`);
    return EXIT.ok;
  });
}

interface Seen {
  readonly profile: string;
  /** `undefined`: nothing was ever written. */
  readonly version: VersionFile | undefined;
  readonly state: UpdateState;
}

function jsonOf({ profile, version, state }: Seen): string {
  const document = { schema_version: 1, profile, version: version ?? null, state };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function linesOf({ profile, version, state }: Seen): readonly string[] {
  const { last_run: run, today, not_before: until, blocked, disabled } = state;
  const rows: readonly (readonly [string, string])[] = [
    ['profile', profile],
    ['running', version === undefined ? 'not known' : `${nameOf(version)} since ${version.updated_at}`],
    ['last run', run === null ? 'none' : `${run.result ?? 'not ended'} at ${run.at}${clause(run.why)}`],
    ['failures in a row', String(state.failure_count)],
    ...(today === null
      ? []
      : [
          [
            'last day counted',
            `${today.day}: ${today.attempts} attempts, ${today.failures} failures`,
          ] as const,
        ]),
    ...(until === null ? [] : [['waits until', until] as const]),
    ...blocked.map((one) => ['blocked', `${nameOf(one)} since ${one.at}${clause(one.why)}`] as const),
    ...(disabled === null ? [] : [['disabled', `${disabled.reason} since ${disabled.at}`] as const]),
  ];
  return rows.map(([name, text]) => `${name.padEnd(WIDTH)}${text}`);
}

const WIDTH = 'failures in a row'.length + 2;

function nameOf({ version, commit }: Pick<VersionFile, 'version' | 'commit'>): string {
  return version === null ? commit.slice(0, 12) : `${version} (${commit.slice(0, 12)})`;
}

function clause(why: string | null): string {
  return why === null ? '' : `: ${why}`;
}
