import { describe, expect, test } from 'vitest';

import { recordDeploy, type DeployToRecord } from './record-deploy.ts';
import { fakeLogs, MachineStopped } from '../testing/fake-log-store.ts';

const LOG = 'infrastructure/deploys/audit.jsonl';
const RECORD = 'infrastructure/last-good-deploy.json';
const deployOf = (sha: string): DeployToRecord => ({
  record: RECORD,
  deploy: {
    last_good_sha: sha.repeat(40),
    deployed_at: '2026-11-21T08:00:00Z',
    environment: 'production',
    service: 'api',
  },
});

function written() {
  const logs = fakeLogs();
  const trail = {
    path: LOG,
    logs: logs.store,
    clock: { now: () => '2026-11-21T08:00:01Z' },
    actor: 'ci',
  };
  return { logs, record: async (deploy: DeployToRecord) => await recordDeploy(trail, deploy) };
}

describe('a healthy deploy', () => {
  test('is an entry of the log and a record that names it', async () => {
    const { logs, record } = written();
    const recorded = await record(deployOf('a'));
    if (recorded.kind !== 'recorded') throw new Error(recorded.kind);
    expect(JSON.parse(logs.files.get(LOG) ?? '')).toMatchObject({
      event: 'deploy.healthy',
      env: 'production',
      data: { sha: 'a'.repeat(40), service: 'api' },
      hash: recorded.head.hash,
    });
    expect(logs.files.get(RECORD)).toBe(recorded.text);
    expect(JSON.parse(recorded.text)).toMatchObject({
      last_good_sha: 'a'.repeat(40),
      seq: 1,
      audit_head: recorded.head.hash,
    });
    const next = await record(deployOf('b'));
    expect(JSON.parse(next.kind === 'recorded' ? next.text : '{}')).toMatchObject({
      seq: 2,
      previous: { last_good_sha: 'a'.repeat(40) },
    });
  });

  test('leaves the log as it was where the record cannot be built on', async () => {
    const { logs, record } = written();
    logs.files.set(RECORD, '{"last_good_sha": "no commit"}');
    expect(await record(deployOf('a'))).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('is not valid') as unknown,
    });
    expect([...logs.files.keys()]).toEqual([RECORD]);
  });

  test('is not recorded beside a log that somebody else has changed', async () => {
    const { logs, record } = written();
    logs.files.set(LOG, '{}\n');
    expect((await record(deployOf('a'))).kind).toBe('not-believed');
    expect(logs.files.has(RECORD)).toBe(false);
  });

  test('keeps the record of before where the machine stops behind the entry', async () => {
    const { logs, record } = written();
    await record(deployOf('a'));
    const before = logs.files.get(RECORD);
    logs.stopIn(3);
    await expect(record(deployOf('b'))).rejects.toThrow(MachineStopped);
    expect(logs.files.get(RECORD)).toBe(before);
    expect(logs.files.get(LOG)?.split('\n')).toHaveLength(3);
  });
});
