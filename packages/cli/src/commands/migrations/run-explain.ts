import { explainMigration, revisionFindings } from '@lockkeeper/policy-core/migrations';
import { migrationExplanationDocument } from '@lockkeeper/policy-core/report';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { answerText } from '../../command-line/answer-text.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import type { MigrationsExplainOptions } from './options.ts';
import { namedRevision, unreadableRevision, type NamedRevision } from './named-revision.ts';
import { observeHistories, type ObservedHistories } from './observed-histories.ts';

interface Call {
  readonly options: MigrationsExplainOptions;
  readonly world: World;
}

/** `lockkeeper migrations explain REVISION`; `undefined` where nobody named one. */
export function runMigrationsExplain(
  wanted: string | undefined,
  { options, world }: Call,
): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const seen = await observeHistories(options, world);
    const explanation = explained(namedRevision(wanted, { seen, world, command: 'explain' }), seen);
    if (explanation === undefined) throw unreadableRevision(wanted);
    world.stdout.write(
      answerText(explanation, migrationExplanationDocument(explanation), { options, world }),
    );
    return EXIT.ok;
  });
}

/** Judged by the rules that judge it in the editor, so that nothing is said here that they do not say there. */
function explained(
  found: NamedRevision,
  { policy, sources, parsers, now }: ObservedHistories,
): ReturnType<typeof explainMigration> {
  const path = found.history.graph.revisions.get(found.id)?.path;
  const findings =
    path === undefined ? [] : revisionFindings(policy, { path, revisions: sources, parsers, now });
  return explainMigration(found, findings);
}
