import type { Attack } from './attack.ts';

const CORE = 'approved-core-change';
const UPGRADE = 'approved-dependency-upgrade';
const AUTH = 'backend/app/core/auth.py';

type Told = readonly [id: string, rules: readonly string[], deed: Attack['deed'], more?: Partial<Attack>];

const agent = (...[id, rules, deed, more = {}]: Told): readonly [string, Attack] => [
  id,
  { branch: `auto/${id}`, by: 'agent', verdict: rules.length === 0 ? 'pass' : 'block', rules, deed, ...more },
];
const human = (...[id, rules, deed, more = {}]: Told): readonly [string, Attack] =>
  agent(id, rules, deed, { by: 'human', branch: `feature/${id}`, ...more });
const upgrade = (...[id, rules, deed, more = {}]: Told): readonly [string, Attack] =>
  agent(id, rules, deed, {
    branch: `auto/dependency-upgrade-20250101-${id}`,
    label: { name: UPGRADE, by: 'reviewer' },
    ...more,
  });
const pins =
  (source: string, lock = source): Attack['deed'] =>
  (repository) => {
    repository.write('backend/requirements.txt', source);
    repository.write('backend/requirements.lock', lock);
  };
const edit =
  (path: string): Attack['deed'] =>
  (repository) =>
    repository.append(path, '# changed\n');
const add =
  (path: string): Attack['deed'] =>
  (repository) =>
    repository.write(path, 'x = 1\n');

/** Every attack of the list, by its id there. */
export const ATTACKS: ReadonlyMap<string, Attack> = new Map([
  agent('ok-docs', [], edit('docs/guide.md')),
  agent('ok-router', [], edit('backend/app/routers/users.py')),
  agent('direct', ['paths/protected', 'scope/ai-denied'], edit(AUTH)),
  agent('direct-labelled', [], edit(AUTH), { label: { name: CORE, by: 'reviewer' } }),
  agent('self-label', ['paths/label-untrusted'], edit(AUTH), { label: { name: CORE, by: 'agent' } }),
  agent('stale-label', ['paths/label-stale'], edit(AUTH), {
    label: { name: CORE, by: 'reviewer', isBeforePush: true },
  }),
  agent('rename-out', ['paths/protected'], (repository) =>
    repository.move(AUTH, 'backend/app/routers/auth.py'),
  ),
  agent('rename-rewrite', ['paths/protected'], (repository) => {
    repository.remove(AUTH);
    repository.write('backend/app/routers/auth.py', 'def entirely():\n    return "different"\n');
  }),
  agent('rename-in', ['paths/protected', 'scope/ai-not-allowed'], (repository) =>
    repository.move('backend/app/routers/users.py', 'backend/app/core/users.py'),
  ),
  agent('out-edit-back', ['paths/protected'], (repository) => {
    repository.move(AUTH, 'backend/app/routers/auth.py');
    repository.save('Move it out');
    repository.append('backend/app/routers/auth.py', '# weaker\n');
    repository.save('Edit it');
    repository.move('backend/app/routers/auth.py', AUTH);
  }),
  agent(
    'out-and-back',
    ['integrity/protected-touched'],
    (repository) => {
      repository.move(AUTH, 'backend/app/routers/auth.py');
      repository.save('Move it out');
      repository.move('backend/app/routers/auth.py', AUTH);
    },
    { verdict: 'warn' },
  ),
  agent('delete', ['paths/protected'], (repository) => repository.remove(AUTH)),
  agent('chmod', ['paths/protected'], (repository) => {
    repository.git('update-index', '--chmod=+x', AUTH);
    repository.git('config', 'core.fileMode', 'false');
  }),
  agent('typechange', ['paths/protected', 'paths/symlink'], (repository) => {
    repository.remove(AUTH);
    repository.link(AUTH, '../../../docs/guide.md');
  }),
  agent('symlink-into', ['paths/symlink'], (repository) =>
    repository.link('docs/latest.md', '../backend/app/core/auth.py'),
  ),
  agent('symlink-abs', ['paths/symlink'], (repository) => repository.link('docs/passwd.md', '/etc/passwd')),
  agent('symlink-traverse', ['paths/symlink'], (repository) =>
    repository.link('docs/out.md', '../../outside.md'),
  ),
  agent('dir-symlink', ['paths/protected', 'paths/symlink'], (repository) => {
    repository.move('backend/app/core', 'backend/app/routers/core');
    repository.link('backend/app/core', 'routers/core');
  }),
  agent('submodule-swap', ['paths/protected', 'paths/submodule'], (repository) => {
    repository.git('rm', '-r', '--quiet', 'backend/app/core');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},backend/app/core`);
  }),
  agent(
    'submodule-add',
    ['paths/submodule'],
    (repository) =>
      void repository.git(
        'update-index',
        '--add',
        '--cacheinfo',
        `160000,${'1'.repeat(40)},backend/app/services/vendored`,
      ),
  ),
  agent('case-dir', ['paths/case-collision'], add('backend/app/Core/auth.py')),
  agent('case-file', ['paths/case-collision'], add('Backend/App/Core/Auth.py')),
  agent(
    'payments-sub',
    ['paths/protected', 'scope/ai-denied'],
    add('backend/app/services/payments/stripe.py'),
  ),
  agent(
    'payments-prefix',
    ['paths/protected', 'scope/ai-denied'],
    add('backend/app/services/payments_v2/stripe.py'),
  ),
  agent('dotfile', ['paths/protected'], add('backend/app/core/.env')),
  agent('dotdir', ['paths/protected'], add('backend/app/core/.hidden/a.py')),
  agent('utf8', ['paths/protected'], add('backend/app/core/caf\u00e9.py')),
  agent('quote-tab', ['paths/protected'], add('backend/app/core/a\t"b.py')),
  agent('newline', ['paths/protected'], add('backend/app/core/a\ndocs/b.md')),
  agent('nonutf8', ['paths/protected'], (repository) => {
    const blob = repository.git('rev-parse', `HEAD:${AUTH}`);
    repository.cacheInfo(`100644 ${blob}\t`, Buffer.from('backend/app/core/caf\xe9.py', 'latin1'));
  }),
  agent('nfd-lookalike', ['scope/ai-not-allowed'], add('backend/app/co\u0308re/auth.py')),
  agent('homoglyph', ['scope/ai-not-allowed', 'paths/confusable'], add('backend/app/c\u043ere/auth.py')),
  agent('policy-edit', ['policy/self-protect'], (repository) =>
    repository.write('lockkeeper.yaml', 'version: 1\n'),
  ),
  agent('policy-rename', ['policy/self-protect', 'policy/missing'], (repository) =>
    repository.move('lockkeeper.yaml', 'docs/policy.md'),
  ),
  agent('workflow-edit', ['policy/self-protect'], edit('.github/workflows/guard.yml')),
  agent('workflow-shadow', ['policy/self-protect'], add('.github/workflows/another.yml')),
  agent('codeowners-edit', ['policy/self-protect'], edit('.github/CODEOWNERS')),
  agent('codeowners-shadow', ['policy/self-protect'], add('CODEOWNERS')),
  agent('gitattributes', ['policy/self-protect'], (repository) =>
    repository.write('.gitattributes', 'backend/** linguist-generated -diff\n'),
  ),
  agent('gitmodules', ['paths/submodule'], (repository) =>
    repository.write('.gitmodules', '[submodule "x"]\n\tpath = x\n\turl = https://example.com/x\n'),
  ),
  agent('agent-settings', ['policy/self-protect'], edit('.claude/settings.json')),
  agent('makefile', ['scope/ai-not-allowed'], edit('Makefile')),
  agent('wrong-branch', ['branches/ai-branch'], edit('docs/guide.md'), { branch: 'feature/x' }),
  human('wrong-branch-trailer', ['branches/ai-branch'], (repository) => {
    repository.append('docs/guide.md', 'More.\n');
    repository.save('Write more\n\nCo-authored-by: Claude <noreply@anthropic.com>');
  }),
  human('human-protected', ['paths/protected'], edit('backend/app/security/tokens.py')),
  human('human-protected-ok', [], edit('backend/app/security/tokens.py'), {
    label: { name: CORE, by: 'reviewer' },
  }),
  human('human-free', [], edit('frontend/app.ts')),
  agent('direct-main', ['branches/no-direct-push'], edit('docs/guide.md'), { branch: 'main', isPush: true }),
  upgrade('deps-nolabel', ['dependencies/label'], pins('flask==3.0.1\n'), { label: undefined }),
  upgrade('deps-ok', [], pins('flask==3.0.1\n')),
  upgrade(
    'deps-desync',
    ['dependencies/lock-in-sync'],
    pins('flask==3.0.1\n', 'flask==3.0.0\nclick==8.1.7\n'),
  ),
  upgrade('deps-unpinned', ['dependencies/requirements-pinned'], pins('flask>=3\n')),
  upgrade('deps-nolock', ['dependencies/lock-missing'], (repository) => {
    repository.write('backend/requirements.txt', 'flask==3.0.1\n');
    repository.remove('backend/requirements.lock');
  }),
  upgrade(
    'deps-u2028',
    ['dependencies/requirements-pinned', 'dependencies/suspicious-char'],
    pins('flask==3.0.1 # fine\u2028evil\n'),
  ),
  upgrade(
    'deps-abbrev',
    ['dependencies/option'],
    pins('--extra-index https://example.org/simple\nflask==3.0.1\n'),
  ),
  upgrade('deps-include', ['dependencies/include', 'dependencies/requirements-pinned'], (repository) => {
    pins('-r ../docs/more.txt\nflask==3.0.1\n')(repository);
    repository.write('docs/more.txt', 'evil\n');
  }),
  upgrade('deps-wild', ['dependencies/requirements-pinned'], pins('flask==3.0.*\n')),
  agent('deps-case', ['paths/case-collision'], add('backend/Requirements.txt')),
  agent('big-pr', ['paths/protected'], (repository) => {
    for (let index = 0; index < 3_200; index += 1) repository.write(`docs/reports/${index}.md`, 'x\n');
    repository.append(AUTH, '# hidden\n');
  }),
  agent('deploy-record', ['scope/ai-denied', 'scope/machine-owned'], (repository) =>
    repository.write(
      'infrastructure/LAST_PROD_DEPLOY.json',
      `{ "last_good_sha": "${'1'.repeat(40)}", "deployed_at": "2026-11-02T08:00:00Z" }\n`,
    ),
  ),
]);
