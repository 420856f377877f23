import { unmatchedAt } from '../../../testing/unmatched-at.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { policyMatchesNothing } from './matches-nothing.ts';

const SQL = { migrations: { sql: ['db/migration/**'] } };
const seen = (unmatchedPlaces: ReturnType<typeof unmatchedAt>[]) => ({ unmatchedPlaces });

describeRule(policyMatchesNothing, {
  policy: SQL,
  keeps: {
    'a policy of which everything is there': { seen: seen([]) },
    'a run that nobody had look': {},
  },
  breaks: {
    'a protected path that nothing lies at': {
      files: { 'lockkeeper.json': '' },
      seen: seen([unmatchedAt('protected', ['app/core/**'])]),
      finds: [
        {
          messageId: 'nothing',
          data: { place: 'app/core/**', section: 'protected' },
          underlines: '',
        },
      ],
    },
    'a kind of branch that there is none of': {
      files: { 'lockkeeper.json': '' },
      seen: seen([unmatchedAt('branches', ['mian'], { meant: 'main' })]),
      finds: [
        { messageId: 'meant', data: { place: 'mian', section: 'branches', meant: 'main' }, underlines: '' },
      ],
    },
    'documents that are nowhere, for which no key says that they may be': {
      files: { 'lockkeeper.json': '' },
      seen: seen([unmatchedAt('documents', ['doc/**'])]),
      finds: [{ messageId: 'nowhere', data: { place: 'doc/**', section: 'documents' }, underlines: '' }],
    },
    'a scope of agents that was mistyped': {
      files: { 'lockkeeper.json': '' },
      seen: seen([unmatchedAt('change_scope', ['dcos/**'], { meant: 'docs/**' })]),
      finds: [
        {
          messageId: 'meant',
          data: { place: 'dcos/**', section: 'change_scope', meant: 'docs/**' },
          underlines: '',
        },
      ],
    },
  },
  waits: {
    'migrations that lie nowhere': {
      seen: seen([unmatchedAt('migrations', ['db/migration/**', 'db/old/**'])]),
      waits: [
        {
          messageId: 'nothing',
          data: { place: 'db/migration/**, db/old/**', section: 'migrations' },
          because: 'nothing lies there, so nothing was judged',
        },
      ],
    },
    'requirements that lie beside': {
      seen: seen([unmatchedAt('dependencies', ['a.txt', 'a.lock'], { meant: 'b/a.txt' })]),
      waits: [
        {
          messageId: 'meant',
          data: { place: 'a.txt, a.lock', section: 'dependencies', meant: 'b/a.txt' },
          because: 'nothing lies there, so nothing was judged',
        },
      ],
    },
    'migrations that a sparse checkout leaves out': {
      seen: seen([unmatchedAt('migrations', ['db/**'], { hidden: 'the sparse checkout leaves it out' })]),
      waits: [
        {
          messageId: 'notObserved',
          data: { place: 'db/**', section: 'migrations' },
          because: 'the sparse checkout leaves it out',
        },
      ],
    },
  },
});
