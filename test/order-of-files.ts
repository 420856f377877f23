import { readFileSync } from 'node:fs';
import path from 'node:path';

import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ROOT = path.join(import.meta.dirname, '..');

/** Seconds, as `pnpm durations` wrote them down; only how they compare counts. */
const DURATIONS: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'durations.json'), 'utf8'),
);

/**
 * Begins with the files that take longest, so that none of them is left over when all others are done, and deals the
 * files to shards in turn, as cards are dealt. Neighbours in a folder take about as long, so each shard gets its part
 * of them, and the slow tier, whose files take longest, is dealt first.
 */
export class OrderOfFiles extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // A worker serves one project: what comes in between has another one start.
    const projects = sorted.map(({ project }) => project.name);
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return sorted.toSorted((one, other) => place(one) - place(other) || secondsOf(other) - secondsOf(one));
  }

  override shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shard } = this.ctx.config;
    if (shard === undefined) return Promise.resolve(files);
    const order = ({ moduleId }: TestSpecification) => `${isSlow(moduleId) ? 0 : 1} ${moduleId}`;
    const sorted = files.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
    return Promise.resolve(sorted.filter((_, index) => index % shard.count === shard.index - 1));
  }
}

/** One that nobody has measured may be the longest. Of unit tests only the long ones are written down. */
function secondsOf({ moduleId }: TestSpecification): number {
  const file = path.relative(ROOT, moduleId).replaceAll('\\', '/');
  return DURATIONS[file] ?? (file.endsWith('.integration.test.ts') ? Number.MAX_SAFE_INTEGER : 0);
}

function isSlow(file: string): boolean {
  return file.endsWith('.slow.test.ts');
}
