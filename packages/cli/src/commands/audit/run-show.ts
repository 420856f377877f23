import { displayText } from '@lockkeeper/policy-core';
import { auditListing, readLog, type LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import type { AuditShowOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { wantsColors } from '../../command-line/options.ts';
import { worktreePolicy } from '../../policy/worktree-policy.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import { openRecordsForDisplay } from '../../records/records-for-display.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';

/** `lockkeeper audit show` */
export function runAuditShow(options: AuditShowOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const repository = await openRepository({ ...options, git: true }, world);
    const policy = await worktreePolicy(repository);
    const { logs } = await openRecordsForDisplay(repository, policy, world);
    const part = await logs.since(AUDIT_LOG_PATH, 0);
    if (!part.known)
      throw new CliError(
        'not-judged',
        `${displayText(displayedRecordPath(policy, AUDIT_LOG_PATH))} was not read: ${displayText(part.reason)}.`,
      );
    const { entries, problems } = readLog(part.value?.text ?? '');
    const shown = chosen(entries, options);
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ schema_version: 1, entries: shown }, null, 2)}\n`
        : auditListing(shown, { colors: wantsColors(options, world) }),
    );
    if (problems.length > 0)
      world.stderr.write('Not all of this can be believed. Run `lockkeeper audit verify`.\n');
    if (entries.length === 0 && problems.length === 0) world.stderr.write('Nothing was written down yet.\n');
    return EXIT.ok;
  });
}

function chosen(entries: readonly LogEntry[], { environment, last }: AuditShowOptions): readonly LogEntry[] {
  const meant = entries.filter(({ env }) => environment === undefined || env === environment);
  return last === undefined ? meant : meant.slice(-last);
}
