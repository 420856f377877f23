import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { createCheckpointStore } from './checkpoint-store.ts';

afterAll(removeTemporaryFolders);

describe('what was verified of a log', () => {
  test('is kept for each log', () => {
    const folder = path.join(temporaryFolder(), 'cache');
    const store = createCheckpointStore(folder);
    expect(store.get('/a/audit.jsonl')).toBeUndefined();
    store.set('/a/audit.jsonl', 'one');
    store.set('/b/audit.jsonl', 'two');
    store.set('/a/audit.jsonl', 'three');
    expect(createCheckpointStore(folder).get('/a/audit.jsonl')).toBe('three');
    expect(store.get('/b/audit.jsonl')).toBe('two');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('is simply not kept where that is not possible', () => {
    const folder = path.join(temporaryFolder(), 'file');
    writeFileSync(folder, '');
    createCheckpointStore(folder).set('/a/audit.jsonl', 'one');
    expect(createCheckpointStore(folder).get('/a/audit.jsonl')).toBeUndefined();
  });
});
