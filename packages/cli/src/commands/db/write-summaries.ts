import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { DatabaseAudit } from '@lockkeeper/policy-core/database';
import { databaseSummary } from '@lockkeeper/policy-core/report';

import { failureReason } from '../../errors/failure-reason.ts';
import { writeOutputFile } from '../../io/output-file.ts';
import type { Repository } from '../../repository/repository.ts';
import { writeAtomically } from '../../repository/repository-writer.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';

interface Place {
  readonly repository: Repository;
  /** As the user named it; `undefined`: the usual folder of the repository. */
  readonly outputDir: string | undefined;
  readonly world: Pick<World, 'cwd'>;
}

const USUAL_FOLDER = 'ops/db_audit';
const FILES = { development: 'dev-summary.txt', production: 'prod-summary.txt' } as const;

/** Writes what was seen of each database, each file whole. What was written, as sentences. */
export async function writeSummaries(audit: DatabaseAudit, place: Place): Promise<readonly string[]> {
  const now = place.repository.observers.clock.now();
  const remarks: string[] = [];
  for (const role of ['development', 'production'] as const) {
    const file = `${place.outputDir ?? USUAL_FOLDER}/${FILES[role]}`;
    // Nobody asked for production: the file of an earlier audit stays, and says when that was.
    if (role === 'production' && isUnset(audit.production)) continue;
    await writeOne({ file, text: databaseSummary(audit, { role, now }) }, place);
    remarks.push(`Wrote ${file}.`);
  }
  return remarks;
}

function isUnset(audited: DatabaseAudit['production']): boolean {
  return !audited.seen && audited.state === 'unset';
}

async function writeOne(
  { file, text }: { readonly file: string; readonly text: string },
  { repository, outputDir, world }: Place,
): Promise<void> {
  if (outputDir === undefined) return writeAtomically(repository, { path: file, text });
  try {
    await mkdir(path.resolve(world.cwd, outputDir), { recursive: true });
  } catch (error) {
    throw new CliError('technical', `The folder ${outputDir} could not be made: ${failureReason(error)}.`);
  }
  return writeOutputFile({ file, cwd: world.cwd, text });
}
