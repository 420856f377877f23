import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { policyOf } from '../testing/any-repository.ts';
import { RECORD_PATH } from './record-workflow.ts';
import { generateWorkflows } from './workflows.ts';

const workflow = z.object({
  on: z.object({ workflow_call: z.object({ inputs: z.record(z.string(), z.unknown()) }) }),
  permissions: z.strictObject({}),
  jobs: z.strictObject({
    record: z.object({
      permissions: z.record(z.string(), z.string()),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.looseObject({}).optional(),
        }),
      ),
    }),
  }),
});

function generated(mode: 'file' | 'branch' | 'contents') {
  const policy = policyOf({ deployment: { records: { mode } } });
  const generation = generateWorkflows(policy, { version: '1.2.3', sarif: false });
  if (generation.kind === 'problem') throw new Error(generation.problem);
  return generation;
}

const textOf = () => generated('branch').files.find(({ path }) => path === RECORD_PATH)?.text ?? '';

describe('record_deployed.yml', () => {
  test('is written where records lie on a branch, and is unwanted elsewhere', () => {
    for (const mode of ['branch', 'contents'] as const) {
      const { files, unwanted = [], next } = generated(mode);
      expect([files.map(({ path }) => path), unwanted]).toMatchObject([
        expect.arrayContaining([RECORD_PATH]),
        expect.not.arrayContaining([RECORD_PATH]) as unknown,
      ]);
      expect(next.join('\n')).toContain(RECORD_PATH);
    }
    expect(generated('file').unwanted).toContain(RECORD_PATH);
  });

  test('calls `record deployed` in one exact version, and may write contents and nothing else', () => {
    const { on, jobs } = workflow.parse(parse(textOf()));
    expect(Object.keys(on.workflow_call.inputs)).toEqual(['commit', 'environment', 'service']);
    expect(jobs.record.permissions).toEqual({ contents: 'write' });
    const scripts = jobs.record.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.join('\n')).toContain('npx --yes lockkeeper@1.2.3 record deployed');
  });

  test('has actions at whole commits, no expression in a script, and leaves no token on the disk', () => {
    const { steps } = workflow.parse(parse(textOf())).jobs.record;
    for (const { uses, run } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
      expect(run ?? '').not.toContain('${{');
    }
    expect(steps[0]?.with).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0 });
  });
});
