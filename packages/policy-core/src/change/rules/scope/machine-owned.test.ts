import { accountNamed } from '../../../checker/observations-from-input.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { PULL_REQUEST } from '../../../testing/sample-approval.ts';
import { BY_A_PERSON } from '../../../testing/sample-change.ts';
import { machineOwnedFiles } from './machine-owned.ts';

const RECORD = 'infrastructure/last-good-deploy.json';
const LOG: readonly string[] = [
  'infrastructure/deploys/audit.end.json',
  'infrastructure/deploys/audit.jsonl',
  'infrastructure/deploys/audit.torn',
];
const DEPLOYS = [...LOG, 'infrastructure/deploys/production/worker.json'];
const changed = (path: string, writers = 'a bot') => ({
  messageId: 'changed',
  data: { path, writers },
  underlines: undefined,
});
const named = {
  change_scope: { machine_owned: [{ paths: [RECORD], writers: ['github-actions[bot]', '4711'] }] },
};

describeRule(machineOwnedFiles, {
  keeps: {
    'what nobody but people writes': { change: ['infrastructure/app.json'], about: BY_A_PERSON },
    'the record, written by a bot': { change: [RECORD], about: { author: 'deployer[bot]' } },
    'the record, written by the account the policy names': {
      policy: named,
      change: [RECORD],
      about: { author: 'GitHub-Actions[bot]' },
    },
    'the record, written by the account whose number the policy names': {
      policy: named,
      change: [RECORD],
      about: { author: { login: 'renamed', id: 4711, isBot: false } },
    },
    'what a release holds: it was judged when it was merged': {
      change: [RECORD],
      about: BY_A_PERSON,
      seen: { focus: { kind: 'release' } },
    },
    'the record of one of several services, written by the account that the policy names for it': {
      policy: {
        deployment: { record: RECORD, services: ['api', 'worker'] },
        change_scope: { machine_owned: [{ paths: ['infrastructure/**'], writers: ['cd[bot]'] }] },
      },
      change: [RECORD, ...DEPLOYS],
      about: { author: 'cd[bot]' },
    },
    'a record elsewhere, where the policy says so': {
      policy: { deployment: { record: 'ops/record.json' } },
      change: [RECORD],
      about: BY_A_PERSON,
    },
  },
  breaks: {
    'the record, changed by a person in a pull request [row 0.08]': {
      change: [RECORD],
      about: BY_A_PERSON,
      finds: [changed(RECORD)],
    },
    'the record, changed on somebody\u2019s own machine': {
      change: [RECORD],
      stage: 'local',
      finds: [changed(RECORD)],
    },
    'the record, taken away': {
      change: [{ path: RECORD, status: 'deleted' }],
      about: BY_A_PERSON,
      finds: [changed(RECORD)],
    },
    'the record, written by a bot the policy does not name': {
      policy: named,
      change: [RECORD],
      about: { author: 'claude[bot]' },
      finds: [changed(RECORD, 'github-actions[bot] or 4711')],
    },
    'the log, and what else lies below, beside a record whose writers the policy names': {
      policy: named,
      change: [...DEPLOYS],
      about: { author: { login: 'renamed', id: 4711, isBot: false } },
      finds: DEPLOYS.map((path) => changed(path)),
    },
    'the record and the log, by the names of a preset': {
      policy: { extends: 'mayassistant' },
      change: ['infrastructure/LAST_PROD_DEPLOY.json', ...DEPLOYS],
      about: BY_A_PERSON,
      finds: ['infrastructure/LAST_PROD_DEPLOY.json', ...DEPLOYS].map((path) => changed(path)),
    },
    'the record, in the pull request of a bot that somebody else pushed to': {
      change: [RECORD],
      about: {
        author: 'deployer[bot]',
        pullRequest: { ...PULL_REQUEST, author: accountNamed('deployer[bot]') },
      },
      finds: [changed(RECORD)],
    },
    'the log of what was deployed, and the records of other services': {
      change: ['infrastructure/deploys/audit.jsonl', 'infrastructure/deploys/staging/api.json'],
      about: BY_A_PERSON,
      finds: [
        changed('infrastructure/deploys/audit.jsonl'),
        changed('infrastructure/deploys/staging/api.json'),
      ],
    },
    'the record of one of several services, where the policy says who writes the log': {
      policy: {
        deployment: { record: RECORD, services: ['api', 'worker'] },
        change_scope: { machine_owned: [{ paths: [...LOG], writers: ['cd[bot]'] }] },
      },
      change: [...DEPLOYS],
      about: BY_A_PERSON,
      finds: DEPLOYS.map((path) => changed(path, LOG.includes(path) ? 'cd[bot]' : 'a bot')),
    },
    'the record of another environment, where the policy says who writes the log': {
      policy: {
        deployment: { record: RECORD, services: ['api', 'worker'] },
        branches: { develop: { match: ['develop'], environment: 'Staging' } },
        change_scope: { machine_owned: [{ paths: [...LOG], writers: ['cd[bot]'] }] },
      },
      change: ['infrastructure/deploys/staging/api.json', 'infrastructure/deploys/staging/worker.json'],
      about: { author: 'claude[bot]' },
      finds: [
        changed('infrastructure/deploys/staging/api.json'),
        changed('infrastructure/deploys/staging/worker.json'),
      ],
    },
    '[D-4] the records of all services and the log, changed by an agent that may change everything': {
      policy: {
        deployment: { record: RECORD, services: ['api', 'worker'] },
        change_scope: { allow: ['**'] },
      },
      change: [RECORD, ...DEPLOYS],
      about: { author: 'claude[bot]' },
      finds: [RECORD, ...DEPLOYS].toSorted().map((path) => changed(path)),
    },
  },
  waits: {
    'where nobody knows who made the change': {
      change: [RECORD],
      waits: [
        { messageId: 'changed', data: { path: RECORD, writers: 'a bot' }, because: 'no author was given' },
      ],
    },
  },
});
