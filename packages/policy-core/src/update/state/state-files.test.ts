import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import { readBanner, type Banner } from './banner.ts';
import { profilePlace } from './profile-place.ts';
import { readProfile } from './profile.ts';
import { readStagedVersion } from './staged-version.ts';
import { stateFaultText, stateText, type StateReading } from './state-file.ts';
import { NO_UPDATES, readUpdateState, type UpdateState } from './update-state.ts';
import { afterAttempt, readVersionFile, type Attempt, type VersionFile } from './version-file.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const AT = '2026-11-24T03:00:00.000Z';

const VERSION: VersionFile = {
  schema_version: 1,
  version: 'v1.0.0',
  commit: OLD,
  updated_at: AT,
  previous: null,
  floor: 'v1.0.0',
  last_attempt: null,
};

const STATE: UpdateState = {
  ...NO_UPDATES,
  last_run: { id: 'u-1', at: AT, result: 'failed', why: 'the tests failed' },
  failure_count: 1,
  today: { day: '2026-11-24', attempts: 1, failures: 1 },
  not_before: AT,
  clock: { at: AT, boot_id: 'boot-1', uptime_ms: 5 },
  blocked: [{ version: 'v1.1.0', commit: NEW, at: AT, why: 'the tests failed' }],
  disabled: { reason: 'too-many-failures', at: AT, run: 'u-1' },
};

const BANNER: Banner = {
  schema_version: 1,
  level: 'critical',
  code: 'rolled-back',
  title: 'v1.1.0 was rolled back. v1.0.0 runs again.',
  why: 'health: it answered 503',
  since: AT,
  run: 'u-1',
  version_from: { version: 'v1.0.0', commit: OLD },
  version_to: { version: 'v1.1.0', commit: NEW },
  next_window: AT,
};

interface StateFile {
  readonly name: string;
  readonly value: object;
  readonly read: (content: FileContent) => StateReading<unknown>;
}

const FILES: readonly StateFile[] = [
  {
    name: 'version.json',
    value: VERSION,
    read: (content) => readVersionFile('bot_persistence/live/meta/version.json', content),
  },
  {
    name: 'update_state.json [row 3.43]',
    value: STATE,
    read: (content) => readUpdateState('bot_persistence/live/meta/update_state.json', content),
  },
  {
    name: 'banner.json',
    value: BANNER,
    read: (content) => readBanner('bot_persistence/live/meta/banner.json', content),
  },
];

function faultOf(reading: StateReading<unknown>) {
  return reading.kind === 'unusable' ? reading.fault : reading.kind;
}

describe.each(FILES)('$name', ({ value, read }) => {
  const ofText = (text: string) => read({ kind: 'text', text });

  test('is read as it was written', () => {
    expect(ofText(stateText(value))).toEqual({ kind: 'read', value });
    expect(read({ kind: 'absent' })).toEqual({ kind: 'absent' });
  });

  test('is not believed where it was cut, at whatever place', () => {
    const text = stateText(value).trimEnd();
    for (let length = 0; length < text.length; length += 1)
      expect(faultOf(ofText(text.slice(0, length))), `${length}`).toMatchObject({ id: 'malformed' });
  });

  test.each([
    ['of an older form', { ...value, schema_version: 0 }, 'older'],
    ['of a newer form', { ...value, schema_version: 2 }, 'newer'],
    ['of no form at all', { ...value, schema_version: undefined }, 'unversioned'],
    ['of a form that is a text', { ...value, schema_version: '1' }, 'unversioned'],
    ['that is a list', [value], 'unversioned'],
    ['that is null', null, 'unversioned'],
    ['with a key that nobody knows', { ...value, hint: 1 }, 'wrong-shape'],
  ])('is not believed %s', (_, written, id) => {
    expect(faultOf(ofText(JSON.stringify(written)))).toMatchObject({ id });
  });

  test('is not believed without one of its keys, or with another type there', () => {
    for (const key of Object.keys(value).filter((one) => one !== 'schema_version')) {
      expect(faultOf(ofText(JSON.stringify({ ...value, [key]: undefined }))), key).toMatchObject({
        id: 'wrong-shape',
      });
      const fault = faultOf(ofText(JSON.stringify({ ...value, [key]: true })));
      expect(fault, key).toMatchObject({ id: 'wrong-shape', problem: `${key} is not what it has to be` });
    }
  });

  test('is not believed where it cannot be read, holds a key twice, or is far too large', () => {
    expect(faultOf(read({ kind: 'unreadable', problem: 'it is not valid UTF-8' }))).toMatchObject({
      id: 'unreadable',
    });
    expect(faultOf(ofText('{"schema_version":1,"schema_version":1}'))).toMatchObject({ id: 'malformed' });
    expect(faultOf(ofText(`${stateText(value)}${' '.repeat(300_000)}`))).toMatchObject({ id: 'too-large' });
  });

  test('is never read without an answer, and what cannot be used says what to do', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const reading = ofText(text);
        if (reading.kind === 'unusable')
          expect(stateFaultText(reading.fault)).toMatch(/cannot be used: .+\. .+\.$/);
      }),
    );
  });
});

test('only a file that the next run writes anew may be removed where it is broken', () => {
  const broken: FileContent = { kind: 'text', text: '{' };
  const place = { folder: 'm', version: 'm/version.json', state: 'm/state.json', banner: 'm/banner.json' };
  const reading = readProfile(place, { version: broken, state: broken, banner: broken });
  const [version = '', state = '', banner = ''] = reading.kind === 'unusable' ? reading.faults : [];
  for (const told of [version, state]) expect(told).toContain('Restore it from a backup');
  expect(banner).toMatch(
    /^m\/banner\.json cannot be used: .*\. Remove it: the next update writes it anew\.$/,
  );
  const staged = readStagedVersion('m/staged.json', broken);
  expect(staged.kind === 'unusable' && staged.problem).toMatch(
    /\. Remove it, then run lockkeeper update acquire\.$/,
  );
});

describe('version.json after a try', () => {
  const attempt = (more: Partial<Attempt>): Attempt => ({
    version: 'v1.1.0',
    commit: NEW,
    at: AT,
    result: 'updated',
    why: null,
    ...more,
  });

  test('names what runs, what ran, and the new floor [row 3.09]', () => {
    expect(afterAttempt(VERSION, attempt({}))).toMatchObject({
      version: 'v1.1.0',
      commit: NEW,
      previous: { version: 'v1.0.0', commit: OLD },
      floor: 'v1.1.0',
    });
  });

  test('keeps what runs where the try was not confirmed [row 3.09]', () => {
    for (const result of [
      'staged',
      'skipped',
      'failed',
      'rolled-back',
      'rollback-failed',
      'given-up',
    ] as const)
      expect(afterAttempt(VERSION, attempt({ result }))).toEqual({
        ...VERSION,
        last_attempt: attempt({ result }),
      });
  });

  test('never lowers the floor', () => {
    const high = { ...VERSION, floor: 'v1.9.0' };
    expect(afterAttempt(high, attempt({})).floor).toBe('v1.9.0');
    expect(afterAttempt(high, attempt({ version: null })).floor).toBe('v1.9.0');
  });

  test('can be read again', () => {
    const text = stateText(afterAttempt(VERSION, attempt({})));
    expect(readVersionFile('version.json', { kind: 'text', text }).kind).toBe('read');
  });
});

test('the folder of a profile is below bot_persistence, and no name leads elsewhere', () => {
  expect(profilePlace('live')?.folder).toBe('bot_persistence/live/meta');
  for (const name of ['', '.', '..', '../live', 'a/b', 'a\\b', 'a..b', '/etc', 'a\n', ' live'])
    expect(profilePlace(name), JSON.stringify(name)).toBeUndefined();
});
