import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Deals the files to shards in turn, as cards are dealt. Neighbours in a folder take about as long, so each shard
 * gets its part of them, and the slow tier, whose files take longest, is dealt first.
 */
export class InTurn extends BaseSequencer {
  override shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { shard } = this.ctx.config;
    if (shard === undefined) return Promise.resolve(files);
    const order = ({ moduleId }: TestSpecification) => `${isSlow(moduleId) ? 0 : 1} ${moduleId}`;
    const sorted = files.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
    return Promise.resolve(sorted.filter((_, index) => index % shard.count === shard.index - 1));
  }
}

function isSlow(file: string): boolean {
  return file.endsWith('.slow.test.ts');
}
