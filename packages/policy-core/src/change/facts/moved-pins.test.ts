import { describe, expect, test } from 'vitest';

import { onlyPinsMoved } from './moved-pins.ts';

const WORKFLOW = `on: [push]
jobs:
  call:
    uses: shop/flows/.github/workflows/a.yml@v1
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@8ade135a41bc03ea155e62e844d188df1ea18608 # v4.1.0
      - name: Node
        uses: "actions/setup-node@v4"
      - run: |
          cat > other.yml <<END
          uses: actions/cache@v3
          END
          npm test
`;
const HOOKS = `repos:
  - repo: https://github.com/psf/black
    rev: 24.1.0
    hooks: [{ id: black, args: [--check] }]
`;
const ACTION = 'runs:\n  using: composite\n  steps:\n    - uses: actions/cache@v3\n';

describe('only versions move', () => {
  test.each([
    [WORKFLOW, /@8ade.*4\.1\.0/, '@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2'],
    [WORKFLOW, 'setup-node@v4', 'setup-node@v5'],
    [WORKFLOW, 'a.yml@v1', 'a.yml@v2'],
    [WORKFLOW, '"actions/setup-node@v4"', '"actions/setup-node@v5" # pinned'],
    [HOOKS, '24.1.0', '24.2.0 # frozen: 24.2.0'],
    [ACTION, 'cache@v3', 'cache@v4'],
    [WORKFLOW.replaceAll('\n', '\r\n'), 'setup-node@v4', 'setup-node@v5'],
  ])('%#', (before, from, to) => {
    expect(onlyPinsMoved(before, before.replace(from, to))).toBe(true);
  });
});

describe('more changes than versions', () => {
  test.each<readonly [string, string, string | RegExp, string]>([
    ['nothing at all', WORKFLOW, '', ''],
    ['another action', WORKFLOW, 'actions/setup-node@v4', 'evil/setup-node@v4'],
    ['another path in it', WORKFLOW, 'a.yml@v1', 'b.yml@v2'],
    ['a local action instead', WORKFLOW, 'actions/setup-node@v4', './setup-node@v4'],
    ['a line in a script', WORKFLOW, 'uses: actions/cache@v3', 'uses: actions/cache@v4'],
    ['a command', WORKFLOW, 'npm test', 'true'],
    ['a command beside a version', WORKFLOW, /checkout@[^]*npm test/, 'checkout@v9'],
    ['a remark elsewhere', WORKFLOW, 'runs-on: ubuntu-24.04', 'runs-on: ubuntu-24.04 # x'],
    ['another step', WORKFLOW, '      - name: Node\n', '      - uses: a/b@v1\n      - name: Node\n'],
    ['a key behind a quote', WORKFLOW, '"actions/setup-node@v4"', '"actions/setup-node@v5", with: {}'],
    ['a step that is taken away', WORKFLOW, '        uses: "actions/setup-node@v4"', '        # gone'],
    ['another repository of hooks', HOOKS, 'psf/black', 'evil/black'],
    ['the arguments of a hook', HOOKS, '[--check]', '[]'],
    ['a `uses` where none runs', 'with:\n  uses: a/b@v1\n', 'v1', 'v2'],
    ['a `rev` where none runs', 'rev: v1\n', 'v1', 'v2'],
    ['a commit that becomes a name', WORKFLOW, /checkout@8ade.*/, 'checkout@main'],
    ['a version that is worked out', WORKFLOW, 'a.yml@v1', 'a.yml@${{github.head_ref}}'],
    ['a version that is an option', HOOKS, '24.1.0', '--upload-pack=x'],
    ['an owner in other letters', WORKFLOW, 'shop/flows', 'Shop/flows'],
    ['a second `@`', WORKFLOW, 'a.yml@v1', 'a.yml@v1@v2'],
    ['no YAML', 'jobs: [\n    uses: a/b@v1\n', 'v1', 'v2'],
    [
      'a version that stands in two places by an alias',
      'jobs:\n  a:\n    uses: &x a/b@v1\n    with: { tag: *x }\n',
      'v1',
      'v2',
    ],
  ])('%s', (_, ...[before, from, to]) => {
    expect(onlyPinsMoved(before, before.replace(from, to))).toBe(false);
  });
});
