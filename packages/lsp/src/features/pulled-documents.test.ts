import { describe, expect, test } from 'vitest';

import { trackPulledDocuments } from './pulled-documents.ts';

const URI = 'file:///work/shop/requirements.lock';

describe('a document that was asked for', () => {
  test('is told until the id is named that it got once nobody asked for it any more', async () => {
    const shown = trackPulledDocuments();
    await shown.asked(URI, () => Promise.resolve());
    for (const id of ['1', '2']) {
      expect([...shown.owed([{ uri: URI, value: '1' }])]).toEqual([URI]);
      shown.told(URI, id);
    }
    expect([...shown.owed([{ uri: URI, value: '2' }])]).toEqual([]);
  });

  test('is not taken for told while it is still asked for', async () => {
    const shown = trackPulledDocuments();
    let answer: () => void = () => undefined;
    const asked = shown.asked(URI, () => new Promise<void>((done) => (answer = done)));
    for (const _ of [1, 2, 3]) shown.told(URI, '1');
    answer();
    await asked;
    expect([...shown.owed([{ uri: URI, value: '1' }])]).toEqual([URI]);
  });

  test('is owed again when it was opened and asked for meanwhile, and when asking failed', async () => {
    const shown = trackPulledDocuments();
    await shown.asked(URI, () => Promise.resolve());
    for (const _ of [1, 2]) shown.told(URI, '1');
    await expect(shown.asked(URI, () => Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
    expect([...shown.owed([{ uri: URI, value: '1' }])]).toEqual([URI]);
  });
});
