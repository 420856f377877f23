import path from 'node:path';

import { createDatabases, readBackup } from '@lockkeeper/host-node/read';
import { displayText } from '@lockkeeper/policy-core';
import type { MadeBackup } from '@lockkeeper/policy-core/deployment';

import type { RecordBackupOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { noPolicy } from '../../policy/no-policy.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { selectedReleaseRecord } from '../../records/selected-record.ts';
import { logRecordEvent } from './record-event.ts';

/** `lockkeeper record backup` */
export function runRecordBackup(file: string, options: RecordBackupOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = (await worktreePolicy(repository)) ?? noPolicy();
    selectedReleaseRecord(policy, { environment: options.environment });
    const { production: variable } = policy.databases;
    const place = path.resolve(world.cwd, file);
    const [backup, sight] = await Promise.all([
      readBackup(place, world.env),
      createDatabases(world.env).look({ variable, schemas: policy.databases.schemas }),
    ]);
    if (!backup.known)
      throw new CliError(
        'not-judged',
        `${displayText(file)} was not written down: ${displayText(backup.reason)}.`,
      );
    if (sight.kind === 'unseen')
      throw new CliError('not-judged', `Production was not seen because ${displayText(sight.why.reason)}.`);
    const { name: database, host } = sight.database;
    const { sha256, bytes, madeAt, database: dumped } = backup.value;
    if (dumped !== undefined && dumped !== database)
      throw new CliError(
        'not-judged',
        `${displayText(file)} is of the database ${displayText(dumped)}, and ${variable} leads to ${displayText(database)}. Make a backup of production.`,
      );
    const inside = path.relative(repository.root, place).split(path.sep).join('/');
    const made: MadeBackup = {
      made_at: madeAt,
      sha256,
      bytes,
      database,
      host,
      file: inside.startsWith('../') || path.isAbsolute(inside) ? null : inside,
    };
    const { where, rest } = await logRecordEvent(
      { event: 'backup.made', env: options.environment, data: { kind: 'pg_dump', ...made } },
      { repository, policy, world },
    );
    world.stdout.write(`Wrote into ${where} the backup of ${displayText(database)} of ${madeAt}.${rest}\n`);
    return EXIT.ok;
  });
}
