import { expect, test } from 'vitest';

import { diagnosticInformation } from './diagnostic-information.ts';

const SURROUNDINGS = {
  extension: '1.2.3',
  editor: 'Visual Studio Code 1.139.1',
  runtime: 'Node v24.21.0',
  platform: 'linux-x64',
  remote: 'ssh-remote',
  trusted: true,
  phase: 'running',
  status: {
    version: '1.2.3',
    folders: [
      {
        folder: 'file:///home/ada/secret-project',
        policy: { uri: 'file:///home/ada/secret-project/lockkeeper.yaml', problems: 0 },
        branch: 'ada/secret-feature',
        findings: 4,
        errors: 3,
        warnings: 1,
        waiting: [
          { rule: 'paths/protected', reason: 'GitHub is not asked yet', count: 2 },
          { rule: 'branches/name', reason: 'GitHub is not asked yet', count: 1 },
        ],
      },
      {
        folder: 'file:///home/ada/notes',
        policy: null,
        branch: null,
        findings: 0,
        errors: 0,
        warnings: 0,
        waiting: [],
      },
    ],
  },
} as const;

test('a report has versions, platform and state', () => {
  expect(diagnosticInformation(SURROUNDINGS)).toBe(`Lockkeeper 1.2.3
Editor: Visual Studio Code 1.139.1
Runtime: Node v24.21.0 on linux-x64
Remote: ssh-remote
Trusted: yes
Server: running, version 1.2.3
Folder 1: lockkeeper.yaml with 0 problems, 4 findings, 3 waiting, on a branch
Folder 2: no policy, no branch
`);
});

test('a report does not say what the projects and their branches are called', () => {
  expect(diagnosticInformation(SURROUNDINGS)).not.toContain('secret');
});

test('a report can be made while the server is down', () => {
  const text = diagnosticInformation({
    ...SURROUNDINGS,
    remote: undefined,
    trusted: false,
    phase: 'crashed',
    status: undefined,
  });
  expect(text).toContain('Remote: none\nTrusted: no\nServer: crashed\n');
});
