import { describe, expect, test } from 'vitest';

import { readDeployRecord } from '../facts/deploy-record.ts';
import { saysPlace } from './says-place.ts';

const PATH = 'infrastructure/last-good-deploy.json';

function said(of: object, here: Parameters<typeof saysPlace>[1]): boolean | undefined {
  const reading = readDeployRecord(PATH, { kind: 'text', text: JSON.stringify(of) });
  if (reading.kind !== 'read') throw new Error('It was not read.');
  return saysPlace(reading, here);
}

describe('a record says', () => {
  const WORKER = { environment: 'staging', service: 'worker' };

  test.each([
    ['that it is of its place', WORKER, true],
    ['so in other letters of the environment', { ...WORKER, environment: 'Staging' }, true],
    ['that it is of another service', { ...WORKER, service: 'api' }, false],
    ['that it is of one in other letters', { ...WORKER, service: 'Worker' }, false],
    ['that it is of another environment', { ...WORKER, environment: 'production' }, false],
  ])('%s', (_what, of, is) => {
    expect(said(of, WORKER)).toBe(is);
  });

  test.each([{}, { service: 'worker' }, { environment: 'staging' }, { environment: 1, service: ['worker'] }])(
    'nothing of it: %j',
    (of) => {
      expect(said(of, WORKER)).toBeUndefined();
    },
  );

  test('nothing that counts where there is no other place', () => {
    expect(said(WORKER, undefined)).toBeUndefined();
    expect(said(WORKER, { environment: 'production', service: undefined })).toBeUndefined();
  });
});
