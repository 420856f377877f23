import { describeRule } from '../../testing/describe-rule.ts';
import { pathsSubmodule } from './submodule.ts';

const submodule = (path: string) => ({
  messageId: 'submodule',
  data: { path },
  underlines: undefined,
});
const list = (path: string) => ({
  messageId: 'list',
  data: { path },
  underlines: undefined,
});

describeRule(pathsSubmodule, {
  keeps: {
    'files and links': {
      change: ['a.py', { path: 'docs/a', status: 'added', newMode: '120000' }],
    },
    'a submodule that goes away': {
      change: [
        { path: 'vendor/lib', status: 'deleted', oldMode: '160000' },
        { path: '.gitmodules', status: 'deleted' },
      ],
    },
    'a submodule that becomes a file': {
      change: [{ path: 'vendor/lib', status: 'type-changed', oldMode: '160000' }],
    },
    'a list that git does not read': {
      change: [{ path: 'vendor/.gitmodules', status: 'added' }],
    },
    'submodules, where the policy allows them': {
      policy: { integrity: { submodules: 'allow' } },
      change: [{ path: 'vendor/lib', status: 'added', newMode: '160000' }, '.gitmodules'],
    },
  },
  breaks: {
    'a new submodule and the list that names it': {
      change: [
        { path: '.gitmodules', status: 'added' },
        { path: 'vendor/lib', status: 'added', newMode: '160000' },
      ],
      finds: [list('.gitmodules'), submodule('vendor/lib')],
    },
    'a protected folder that is swapped for a submodule': {
      change: [
        { path: 'backend/app/core', status: 'added', newMode: '160000' },
        { path: 'backend/app/core/auth.py', status: 'deleted' },
      ],
      finds: [submodule('backend/app/core')],
    },
    'a submodule that moves to another commit': {
      change: [{ path: 'vendor/lib', status: 'modified', oldMode: '160000', newMode: '160000' }],
      finds: [submodule('vendor/lib')],
    },
    'a file that becomes a submodule': {
      change: [{ path: 'vendor/lib', status: 'type-changed', newMode: '160000' }],
      finds: [submodule('vendor/lib')],
    },
    'a list that sends git elsewhere': { change: ['.gitmodules'], finds: [list('.gitmodules')] },
    'a list that some file systems take for it': {
      change: [{ path: '.GitModules', status: 'added' }],
      finds: [list('.GitModules')],
    },
  },
  waits: {},
});
