import type { ManualAnswer, ManualTask } from '@lockkeeper/operations/ports';
import { describe, expect, test } from 'vitest';

import { placeAt } from '../../testing/command-platform.ts';
import { orderOf } from '../../testing/driver-conformance.ts';
import { createDriver } from './create-driver.ts';

function driverWith(
  answer: ManualAnswer | 'never' | undefined,
  { checklist = ['Deploy {sha} of {service}.'], timeoutMs = 5000 } = {},
) {
  const tasks: ManualTask[] = [];
  const person = {
    work: async (task: ManualTask) => {
      tasks.push(task);
      return answer === 'never' || answer === undefined
        ? await new Promise<ManualAnswer>(() => undefined)
        : await Promise.resolve(answer);
    },
  };
  const place = { ...placeAt('/'), person: answer === undefined ? undefined : person };
  return { driver: createDriver({ kind: 'manual', checklist, timeoutMs }, place), tasks };
}

describe('the driver manual', () => {
  test.each([
    ['done', 'done'],
    ['failed', 'failed'],
    ['nobody', 'unknown'],
  ] as const)('where a person says %s comes to %s', async (answer, kind) => {
    const { driver, tasks } = driverWith(answer);
    expect((await driver.deploy(orderOf())).kind).toBe(kind);
    expect(tasks[0]?.checklist).toEqual([`Deploy ${orderOf().commit} of api.`]);
  });

  test('says what to do where the policy does not', async () => {
    const { driver, tasks } = driverWith('done', { checklist: [] });
    await driver.deploy(orderOf());
    expect(tasks[0]?.checklist).toEqual([expect.stringContaining(orderOf().commit)]);
  });

  test('is unknown where nobody answers in time, nobody is there, or nobody waits any longer', async () => {
    expect((await driverWith('never', { timeoutMs: 50 }).driver.deploy(orderOf())).kind).toBe('unknown');
    expect(await driverWith(undefined).driver.deploy(orderOf())).toEqual({
      kind: 'unknown',
      why: expect.stringContaining('run this again at a terminal'),
    });
    const stop = new AbortController();
    const waiting = driverWith('never').driver.deploy(orderOf({ signal: stop.signal }));
    stop.abort();
    expect((await waiting).kind).toBe('unknown');
  });

  test('knows nothing of what was done before', async () => {
    const { driver } = driverWith('done');
    expect((await driver.find(orderOf())).kind).toBe('unknown');
    const answers = [await driver.current(), await driver.list(), await driver.deploysByItself()];
    expect(answers.map(({ known }) => known)).toEqual([false, false, false]);
  });
});
