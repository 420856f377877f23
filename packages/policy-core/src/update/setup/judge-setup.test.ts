import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { judgeSetup, type SetupSight } from './judge-setup.ts';

const KEY = { path: '/home/bot/.ssh/id_ed25519', uid: 1000, mode: 0o600 };
const SSH = { host: 'github.com', checking: 'yes', isPinned: true, keys: [KEY] };
const PINS = { path: '/etc/lockkeeper/allowed_signers', uid: 0, mode: 0o644 };
const SETTINGS = { path: '/srv/bot/config/update.toml', uid: 1000, mode: 0o644 };

/** A host as it should be. */
const GOOD: SetupSight = {
  git: observed('git version 2.39.5'),
  remote: 'git@github.com:example/bot.git',
  push: observed('refused'),
  ssh: observed(SSH),
  pins: observed([PINS]),
  settings: [SETTINGS],
  faultyPin: undefined,
  pinInTree: undefined,
  user: { uid: 1000, ofService: observed(1000) },
  units: observed({ wanted: new Map([['lockkeeper-update-live.timer', 'enabled']]), left: [] }),
  health: observed({ commit: 'c'.repeat(40), illness: undefined }),
  listening: observed([]),
};

function found(sight: Partial<SetupSight>) {
  return judgeSetup({ ...GOOD, ...sight })
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ id, verdict }) => `${id} ${verdict}`);
}

test('[row 3.05] [row 3.27] each tick names what it looked at, and nothing is left to do', () => {
  const checks = judgeSetup(GOOD);
  expect(checks.map(({ id }) => id)).toEqual([
    'git',
    'remote',
    'deploy-key',
    'host-key',
    'key-files',
    'pins',
    'settings',
    'user',
    'units',
    'health',
    'ports',
  ]);
  expect(checks.every(({ verdict, next }) => verdict === 'ok' && next === null)).toBe(true);
  expect(checks.map(({ says }) => says).join('\n')).toContain(KEY.path);
  expect(checks.map(({ says }) => says).join('\n')).toContain(PINS.path);
});

describe('what is not so', () => {
  test.each<readonly [string, Partial<SetupSight>, readonly string[]]>([
    ['a git that verifies no SSH signature', { git: observed('git version 2.25.1') }, ['git wrong']],
    ['no git', { git: unobserved('git is not installed') }, ['git unknown']],
    ['a git that says no version', { git: observed('git of my own') }, ['git unknown']],
    [
      'a unit of settings that were changed',
      { units: observed({ wanted: new Map(), left: ['lockkeeper-stop-live.path'] }) },
      ['units wrong'],
    ],
    ['pins that a version brings', { pinInTree: '/srv/bot/current/signers' }, ['pins wrong']],
    ['a remote without encryption', { remote: 'http://a/b.git', ssh: null }, ['remote wrong']],
    ['a remote of git alone', { remote: 'git://a/b.git', ssh: null }, ['remote wrong']],
    ['a name of the settings of ssh', { remote: 'forge:bot.git' }, []],
    ['https', { remote: 'https://a/b.git', ssh: null }, []],
    ['a password in the address', { remote: 'https://ada:s3cret@a/b.git', ssh: null }, ['remote wrong']],
    ['a key that may push', { push: observed('accepted') }, ['deploy-key wrong']],
    ['a remote that does not answer', { push: unobserved('it timed out') }, ['deploy-key unknown']],
    ['an unknown host', { ssh: observed({ ...SSH, isPinned: false }) }, ['host-key wrong']],
    ['any host key', { ssh: observed({ ...SSH, checking: 'no' }) }, ['host-key wrong']],
    ['the first host key', { ssh: observed({ ...SSH, checking: 'accept-new' }) }, ['host-key wrong']],
    ['no ssh', { ssh: unobserved('it is not installed') }, ['host-key unknown']],
    ['no key', { ssh: observed({ ...SSH, keys: [] }) }, ['key-files unknown']],
    [
      'a key that others read',
      { ssh: observed({ ...SSH, keys: [{ ...KEY, mode: 0o640 }] }) },
      ['key-files wrong'],
    ],
    ['no pins', { pins: unobserved('it is not there') }, ['pins wrong']],
    ['a pin of nobody', { faultyPin: `${PINS.path}:1` }, ['pins wrong']],
    ['pins of the service', { pins: observed([{ ...PINS, uid: 1000 }]) }, ['pins wrong']],
    ['pins that a group writes', { pins: observed([{ ...PINS, mode: 0o664 }]) }, ['pins wrong']],
    ['pins of another user', { pins: observed([{ ...PINS, uid: 1001 }]) }, ['pins wrong']],
    ['settings of root', { settings: [{ ...SETTINGS, uid: 0 }] }, []],
    ['settings of another user', { settings: [{ ...SETTINGS, uid: 1001 }] }, ['settings wrong']],
    ['settings that everybody writes', { settings: [{ ...SETTINGS, mode: 0o646 }] }, ['settings wrong']],
    ['no settings', { settings: [] }, []],
    ['root', { user: { uid: 0, ofService: observed(1000) } }, ['settings wrong', 'user wrong']],
    ['another user', { user: { uid: 1001, ofService: observed(1000) } }, ['settings wrong', 'user wrong']],
    ['nobody knows whose', { user: { uid: 1000, ofService: unobserved('x') } }, ['user unknown']],
    [
      'a timer that is off',
      { units: observed({ wanted: new Map([['a.timer', 'disabled']]), left: [] }) },
      ['units wrong'],
    ],
    ['no systemd', { units: unobserved('x') }, ['units unknown']],
    ['no health check', { health: null }, ['health wrong']],
    ['no version', { health: unobserved('x') }, ['health unknown']],
    [
      'an answer of nobody',
      { health: observed({ commit: 'c', illness: 'it answered 404' }) },
      ['health wrong'],
    ],
    ['an open port', { listening: observed(['every address, port 22']) }, ['ports told']],
    ['no list of what listens', { listening: unobserved('x') }, ['ports unknown']],
  ])('%s', (_, ...[sight, wanted]) => {
    expect(found(sight)).toEqual(wanted);
    expect(
      judgeSetup({ ...GOOD, ...sight }).every(({ verdict, next }) => (verdict === 'ok') === (next === null)),
    ).toBe(true);
  });
});
