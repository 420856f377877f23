import { createDatabases } from '@lockkeeper/host-node/read';
import { observeDatabases } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import type { DatabaseAudit } from '@lockkeeper/policy-core/database';
import { databaseAuditDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { documentText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openRepository } from '../../repository/repository.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { DbAuditOptions } from './options.ts';
import { auditPolicy } from '../../policy/audit-policy.ts';
import { writeSummaries } from './write-summaries.ts';

/** `lockkeeper db audit`. It stands before a deploy: what was not seen is no pass, on any machine. */
export function runDbAudit(options: DbAuditOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const repository = await openRepository(options, world);
    const audit = await observeDatabases(
      { policy: await auditPolicy(repository), loadParsers: parsersFor(world.installation) },
      { ...repository.observers, databases: createDatabases(world.env) },
    );
    const remarks = await writeSummaries(audit, { repository, outputDir: options.outputDir, world });
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(audit, null, 2)}\n`
        : `${documentText(databaseAuditDocument(audit), options, world)}\n${remarks.map(displayText).join('\n')}\n`,
    );
    return EXITS[audit.verdict];
  });
}

const EXITS: Readonly<Record<DatabaseAudit['verdict'], ExitCode>> = {
  pass: EXIT.ok,
  fail: EXIT.findings,
  undetermined: EXIT.notJudged,
};
