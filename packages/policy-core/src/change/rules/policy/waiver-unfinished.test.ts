import { describeRule } from '../../../testing/describe-rule.ts';
import { waiverUnfinished } from './waiver-unfinished.ts';

const waiver = (more: object) => ({
  policy: {
    waivers: [
      {
        rule: 'migrations/drop-table',
        path: 'db/1.sql',
        reason: 'Nobody reads the table.',
        approver: 'ana',
        expires: '2026-12-31',
        ...more,
      },
    ],
  },
  files: { 'lockkeeper.json': '' },
});
const said = (messageId: 'reason' | 'approver') => ({
  messageId,
  data: { rule: 'migrations/drop-table' },
  underlines: '',
});

describeRule(waiverUnfinished, {
  keeps: {
    'a waiver that says why, and by whose word': waiver({}),
    'a policy without one': { files: {} },
  },
  breaks: {
    'a reason as the editor proposes it': {
      ...waiver({ reason: 'Say why this is accepted.' }),
      finds: [said('reason')],
    },
    'nobody who answers for it': { ...waiver({ approver: '<name>' }), finds: [said('approver')] },
    neither: { ...waiver({ reason: '...', approver: 'tbd' }), finds: [said('reason'), said('approver')] },
  },
  waits: {},
});
