import type { FileClass, KnownTool } from './tool.ts';

/** What decides beside agents: CI systems, hooks of git, reviews, git itself. */
export const OTHER_TOOLS: readonly KnownTool[] = [
  of('Lockkeeper', 'lockkeeper', {
    patterns: [
      '.lockkeeper/**',
      'scripts/db_audit.sh',
      'scripts/deploy_guard.sh',
      'scripts/stamp_*baseline.sh',
      'scripts/start_migrations.sh',
    ],
    source: 'https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows',
  }),
  of('git', 'git', {
    patterns: ['**/.gitattributes', '.gitmodules', '.gitconfig'],
    source: 'https://git-scm.com/docs/gitattributes',
  }),
  of('Git LFS', 'git', {
    patterns: ['.lfsconfig'],
    source: 'https://github.com/git-lfs/git-lfs/blob/main/docs/man/git-lfs-config.adoc',
  }),

  of('GitHub Actions', 'ci', {
    patterns: ['.github/**', '**/action.yml', '**/action.yaml'],
    source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax',
  }),
  of('AppVeyor', 'ci', {
    patterns: ['appveyor.yml', '.appveyor.yml', '.appveyor/**'],
    source: 'https://www.appveyor.com/docs/build-configuration/',
  }),
  of('AWS CodeBuild', 'ci', {
    patterns: ['buildspec.yml', 'buildspec.yaml'],
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html',
  }),
  of('Azure Pipelines', 'ci', {
    patterns: ['azure-pipelines*.yml', 'azure-pipelines*.yaml', '.azure-pipelines/**', '.azuredevops/**'],
    source: 'https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/',
  }),
  of('Bamboo', 'ci', {
    patterns: ['bamboo-specs/**'],
    source: 'https://confluence.atlassian.com/bamboo/bamboo-specs-894743906.html',
  }),
  of('Bitbucket Pipelines', 'ci', {
    patterns: ['bitbucket-pipelines.yml'],
    source: 'https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/',
  }),
  of('Bitrise', 'ci', {
    patterns: ['bitrise.yml', '.bitrise/**'],
    source: 'https://docs.bitrise.io/en/bitrise-ci/configure-builds/configuration-yaml.html',
  }),
  of('Buildkite', 'ci', {
    patterns: ['.buildkite/**', 'buildkite/**', 'buildkite.yml', 'buildkite.yaml', 'buildkite.json'],
    source: 'https://buildkite.com/docs/agent/uploading-pipelines',
  }),
  of('CircleCI', 'ci', {
    patterns: ['.circleci/**'],
    source: 'https://circleci.com/docs/reference/configuration-reference/',
  }),
  of('Cirrus CI', 'ci', {
    patterns: ['.cirrus.yml', '.cirrus.star'],
    source: 'https://cirrus-ci.org/guide/writing-tasks/',
  }),
  of('Codefresh', 'ci', {
    patterns: ['codefresh.yml', '.codefresh/**'],
    source: 'https://codefresh.io/docs/docs/pipelines/what-is-the-codefresh-yaml/',
  }),
  of('Codemagic', 'ci', {
    patterns: ['codemagic.yaml'],
    source: 'https://docs.codemagic.io/yaml-basic/yaml-getting-started/',
  }),
  of('Drone', 'ci', {
    patterns: ['.drone.yml', '.drone.yaml', '.drone.star', '.drone.jsonnet'],
    source: 'https://docs.drone.io/pipeline/overview/',
  }),
  of('Forgejo and Gitea', 'ci', {
    patterns: ['.forgejo/**', '.gitea/**'],
    source: 'https://forgejo.org/docs/latest/user/actions/reference/',
  }),
  of('GitLab', 'ci', {
    patterns: ['.gitlab-ci.yml', '.gitlab/**'],
    source: 'https://docs.gitlab.com/ci/yaml/',
  }),
  of('Google Cloud Build', 'ci', {
    patterns: ['cloudbuild.yaml', 'cloudbuild.yml', 'cloudbuild.json'],
    source: 'https://cloud.google.com/build/docs/build-config-file-schema',
  }),
  of('Harness', 'ci', {
    patterns: ['.harness/**'],
    source: 'https://developer.harness.io/docs/platform/git-experience/git-experience-overview/',
  }),
  of('Jenkins', 'ci', {
    patterns: ['**/Jenkinsfile', '**/Jenkinsfile.*', '**/*.Jenkinsfile'],
    source: 'https://www.jenkins.io/doc/book/pipeline/jenkinsfile/',
  }),
  of('Semaphore', 'ci', {
    patterns: ['.semaphore/**'],
    source: 'https://docs.semaphore.io/reference/pipeline-yaml',
  }),
  of('SourceHut', 'ci', {
    patterns: ['.build.yml', '.builds/**'],
    source: 'https://man.sr.ht/builds.sr.ht/',
  }),
  of('TeamCity', 'ci', {
    patterns: ['.teamcity/**'],
    source: 'https://www.jetbrains.com/help/teamcity/kotlin-dsl.html',
  }),
  of('Tekton', 'ci', {
    patterns: ['.tekton/**'],
    source: 'https://pipelinesascode.com/docs/guide/running/',
  }),
  of('Travis CI', 'ci', {
    patterns: ['.travis.yml', '.travis/**'],
    source: 'https://docs.travis-ci.com/user/customizing-the-build/',
  }),
  of('Woodpecker', 'ci', {
    patterns: ['.woodpecker.yml', '.woodpecker.yaml', '.woodpecker/**'],
    source: 'https://woodpecker-ci.org/docs/usage/workflow-syntax',
  }),
  of('Zuul', 'ci', {
    patterns: ['.zuul.yaml', 'zuul.yaml', '.zuul.d/**', 'zuul.d/**'],
    source: 'https://zuul-ci.org/docs/zuul/latest/project-config.html',
  }),

  of('a folder of hooks', 'git-hooks', {
    patterns: ['.githooks/**', '.git-hooks/**'],
    source: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-corehooksPath',
  }),
  of('hk', 'git-hooks', {
    patterns: ['hk.pkl', 'hk.local.pkl', '.config/hk.pkl', '.config/hk.local.pkl'],
    source: 'https://hk.jdx.dev/configuration.html',
  }),
  of('Husky', 'git-hooks', {
    patterns: ['**/.husky/**', '.huskyrc', '.huskyrc.*', 'husky.config.js'],
    source: 'https://typicode.github.io/husky/how-to.html',
  }),
  of('Lefthook', 'git-hooks', {
    patterns: [
      'lefthook.*',
      '.lefthook.*',
      'lefthook-local.*',
      '.lefthook-local.*',
      '.lefthook/**',
      '.lefthook-local/**',
      '.config/lefthook.*',
    ],
    source: 'https://lefthook.dev/configuration/',
  }),
  of('lint-staged', 'git-hooks', {
    patterns: ['**/.lintstagedrc', '**/.lintstagedrc.*', '**/lint-staged.config.*'],
    source: 'https://github.com/lint-staged/lint-staged#configuration',
  }),
  of('Overcommit', 'git-hooks', {
    patterns: ['.overcommit.yml'],
    source: 'https://github.com/sds/overcommit#configuration',
  }),
  of('pre-commit', 'git-hooks', {
    patterns: ['.pre-commit-config.yaml', '.pre-commit-hooks.yaml'],
    source: 'https://pre-commit.com/#plugins',
  }),
  of('prek', 'git-hooks', {
    patterns: ['**/prek.toml', '**/.pre-commit-config.yaml', '**/.pre-commit-config.yml'],
    source: 'https://prek.j178.dev/workspace/',
  }),
  of('simple-git-hooks', 'git-hooks', {
    patterns: ['.simple-git-hooks.*', 'simple-git-hooks.*'],
    source: 'https://github.com/toplenboren/simple-git-hooks#usage',
  }),
  of('Trunk', 'git-hooks', {
    patterns: ['.trunk/**'],
    source: 'https://docs.trunk.io/code-quality/overview/getting-started/actions/git-hooks',
  }),

  of('npm', 'install', {
    // Where there is a `binding.gyp`, an install builds by it.
    patterns: ['**/.npmrc', '**/binding.gyp'],
    source: 'https://docs.npmjs.com/cli/using-npm/scripts',
  }),
  of('pnpm', 'install', {
    patterns: ['**/.pnpmfile.cjs', '**/.pnpmfile.mjs', '**/package.json5'],
    source: 'https://pnpm.io/pnpmfile',
  }),
  of('Yarn', 'install', {
    patterns: ['**/.yarnrc', '**/.yarnrc.yml', '**/.yarn/releases/**', '**/.yarn/plugins/**'],
    source: 'https://yarnpkg.com/configuration/yarnrc',
  }),
  of('Bun', 'install', {
    patterns: ['**/bunfig.toml'],
    source: 'https://bun.com/docs/runtime/bunfig',
  }),
  of('Cargo', 'install', {
    patterns: ['**/.cargo/config', '**/.cargo/config.toml'],
    source: 'https://doc.rust-lang.org/cargo/reference/config.html',
  }),

  of('code owners', 'review', {
    patterns: ['CODEOWNERS', 'docs/CODEOWNERS', '.bitbucket/CODEOWNERS'],
    source:
      'https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners',
  }),
  of('Prow', 'review', {
    patterns: ['**/OWNERS', 'OWNERS_ALIASES', '.prow.yaml', '.prow/**'],
    source: 'https://docs.prow.k8s.io/docs/components/plugins/approve/approvers/',
  }),
  of('Bors', 'review', { patterns: ['bors.toml'], source: 'https://github.com/bors-ng/bors-ng.github.io' }),
  of('rust-bors', 'review', { patterns: ['rust-bors.toml'], source: 'https://github.com/rust-lang/bors' }),
  of('CodeRabbit', 'review', {
    patterns: ['.coderabbit.yaml', '.coderabbit.yml'],
    source: 'https://docs.coderabbit.ai/getting-started/yaml-configuration',
  }),
  of('Kodiak', 'review', {
    patterns: ['.kodiak.toml'],
    source: 'https://kodiakhq.com/docs/config-reference',
  }),
  of('Mergify', 'review', {
    patterns: ['.mergify.yml', '.mergify.yaml', '.mergify/**'],
    source: 'https://docs.mergify.com/configuration/file-format/',
  }),
  of('policy-bot', 'review', {
    patterns: ['.policy.yml'],
    source: 'https://github.com/palantir/policy-bot#configuration',
  }),
  of('PullApprove', 'review', {
    patterns: ['.pullapprove.yml'],
    source: 'https://docs.pullapprove.com/',
  }),
  // It merges by itself, and says which versions move without a label.
  of('Renovate', 'review', {
    patterns: ['renovate.json', 'renovate.json5', '.renovaterc', '.renovaterc.json', '.renovaterc.json5'],
    source: 'https://docs.renovatebot.com/configuration-options/',
  }),
];

function of(
  name: string,
  kind: FileClass,
  files: { readonly patterns: readonly string[]; readonly source: string },
): KnownTool {
  return { name, files: [{ class: kind, ...files }] };
}
