import { observed, unobserved, type Known } from '../../../model/known.ts';
import type { Deployment } from '../../../model/observations.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { deploySourceRule } from './deploy-source.ts';

const POLICY = {
  branches: {
    production: { match: ['main'], environment: 'production' },
    integration: { match: ['develop'], environment: 'staging' },
    ai: { match: ['auto/*', 'auto/**'], environment: 'staging' },
    deploy_from: { staging: ['ai', 'integration'], production: ['production'] },
  },
};

/** What a service says of branches only takes some away. */
const NARROWED = {
  ...POLICY,
  deployment: {
    services: { api: { environments: { staging: { from: ['auto/api-*'] }, production: {} } }, web: {} },
  },
};

const to = (environment: string, branches: readonly string[] | Known<readonly string[]>) => ({
  files: {},
  stage: 'deploy' as const,
  seen: {
    deployment: {
      environment,
      branches: 'known' in branches ? branches : observed(branches),
      tags: observed([]),
      reviews: observed([]),
      checks: observed([]),
    } satisfies Deployment,
  },
});

const elsewhere = (environment: string, allowed: string) => ({
  messageId: 'elsewhere',
  data: { environment, allowed },
  underlines: undefined,
});

describeRule(deploySourceRule, {
  policy: POLICY,
  keeps: {
    'staging from an agent branch [row 0.25]': to('staging', ['auto/self-update-001']),
    'staging from an agent branch with a slash in its name': to('staging', ['auto/x/y']),
    'staging from the branch where work comes together [row 0.19] [row 0.25]': to('staging', ['develop']),
    'production from main [row 0.28]': to('production', ['main']),
    'a commit that other branches hold as well': to('production', ['feature/x', 'main', 'zz']),
    'a tree that nobody is about to deploy': { files: {} },
    'a change that nobody is about to deploy': { change: ['a.py'] },
    'staging from a branch that its service takes': {
      policy: NARROWED,
      ...to('staging', ['main', 'auto/api-1']),
    },
    'an environment whose service says nothing of branches': {
      policy: NARROWED,
      ...to('production', ['main']),
    },
    'staging of a service that takes any kind of branch, where no kinds are named': {
      policy: { deployment: NARROWED.deployment },
      ...to('Staging', ['auto/api-1']),
    },
    'a policy that does not say from where anything is deployed': {
      policy: { branches: { production: { match: ['main'] } } },
      ...to('production', ['feature/x']),
    },
  },
  breaks: {
    'staging from a branch of a person [row 0.25]': {
      ...to('staging', ['feature/x']),
      finds: [elsewhere('staging', 'ai or integration')],
    },
    'staging from a branch of the right kind that its service does not take': {
      policy: NARROWED,
      ...to('staging', ['auto/web-1', 'develop']),
      finds: [elsewhere('staging', 'auto/api-*')],
    },
    'staging from a branch that no service takes, where no kinds are named': {
      policy: { deployment: NARROWED.deployment },
      ...to('staging', ['main']),
      finds: [elsewhere('staging', 'auto/api-*')],
    },
    'production from an agent branch [row 0.28]': {
      ...to('production', ['auto/x']),
      finds: [elsewhere('production', 'production')],
    },
    'production from a commit that no branch holds [row 0.28]': {
      ...to('production', []),
      finds: [elsewhere('production', 'production')],
    },
    'a branch whose name only looks like one of them': {
      ...to('production', ['Main', 'main2', 'x/main', 'refs/heads/main']),
      finds: [elsewhere('production', 'production')],
    },
    'an environment that is misspelt, which is not one without rules': {
      ...to('prodution', ['main']),
      finds: [
        {
          messageId: 'unnamed',
          data: { environment: 'prodution', environments: 'staging or production' },
          underlines: undefined,
        },
      ],
    },
    'an environment that is called like something every object has': {
      ...to('constructor', ['main']),
      finds: [
        {
          messageId: 'unnamed',
          data: { environment: 'constructor', environments: 'staging or production' },
          underlines: undefined,
        },
      ],
    },
  },
  waits: {
    'in a shallow clone, where more branches may hold the commit': {
      ...to('production', unobserved('this is a shallow clone')),
      waits: [
        {
          messageId: 'elsewhere',
          data: { environment: 'production', allowed: 'production' },
          because: 'this is a shallow clone',
        },
      ],
    },
  },
});
