import { textContent } from '../../model/file-content.ts';
import { observed } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { headPinOutOfDate } from './head-pin-out-of-date.ts';

const PIN = 'alembic/versions/.alembic-head';
const INI = 'script_location = %(here)s/alembic\n';
const FIRST = { 'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', parent: 'None' }) };
const CHAIN = {
  ...FIRST,
  'alembic/versions/ab12_x.py': sampleRevision({ id: 'ab12', parent: '"5a9d"' }),
};
const TWO = { ...CHAIN, 'alembic/versions/cd34_y.py': sampleRevision({ id: 'cd34', parent: '"5a9d"' }) };

const other = (
  named: string,
  heads = 'ab12',
  { pin = PIN, of = 'alembic/versions' }: { readonly pin?: string; readonly of?: string } = {},
) => ({ messageId: 'other', data: { pin, named, environment: of, heads } });

/** A change that writes nothing but a file that names a head. */
function pinChanged(text: string, path = PIN) {
  const beside = { ...CHAIN, 'alembic.ini': `[alembic]\n${INI}` };
  const isInFolder = path === PIN;
  const files: Readonly<Record<string, string>> = isInFolder ? CHAIN : beside;
  return {
    files: { [path]: text },
    change: [path],
    seen: {
      revisions: {
        paths: observed(Object.keys(files)),
        files: Object.fromEntries(
          Object.entries(files).map(([file, content]) => [file, observed(textContent(content))]),
        ),
        atBase: observed({ commit: 'a'.repeat(40), files: {} }),
      },
    },
  };
}

describeRule(headPinOutOfDate, {
  policy: { migrations: { alembic: ['alembic/versions'] } },
  keeps: {
    'no file': { files: CHAIN },
    'the head': { files: { ...CHAIN, [PIN]: 'ab12\n' } },
    'the head without a line end, and with spaces and carriage returns around it': {
      files: { ...CHAIN, [PIN]: '\r\n  ab12 \r\n' },
    },
    'the head, by a change of nothing else': pinChanged('ab12\n'),
    'a change that takes the file away': {
      ...pinChanged('ab12\n'),
      files: {},
      change: [{ path: PIN, status: 'deleted' }],
    },
    'a change of a file of that name that belongs to nothing': pinChanged('5a9d\n', 'docs/.alembic-head'),
    'several heads, each in a line': { files: { ...TWO, [PIN]: 'cd34\nab12\n' } },
    'one of two heads, which another rule tells of': { files: { ...TWO, [PIN]: 'cd34\n' } },
    'a parent that is not there, which another rule tells of': {
      files: { 'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"' }), [PIN]: '5a9d\n' },
    },
    'revisions in a circle, which have no head': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', parent: '"ab12"' }),
        'alembic/versions/ab12_x.py': sampleRevision({ id: 'ab12', parent: '"5a9d"' }),
        [PIN]: '5a9d\n',
      },
    },
    'a file of that name where no revisions and no configuration are': {
      files: { ...CHAIN, '.alembic-head': '5a9d\n', 'docs/.alembic-head': '5a9d\n' },
    },
    'the head beside the configuration': {
      files: { ...CHAIN, 'alembic.ini': `[alembic]\n${INI}`, '.alembic-head': 'ab12\n' },
    },
    'a file above two histories, which may be that of either': {
      files: {
        ...CHAIN,
        'billing/versions/9f9f_z.py': sampleRevision({ id: '9f9f', parent: 'None' }),
        'alembic.ini': '[alembic]\nscript_location = alembic\n[billing]\nscript_location = billing\n',
        '.alembic-head': '9f9f\n',
      },
      policy: { migrations: { alembic: ['alembic/versions', 'billing/versions'] } },
    },
  },
  breaks: {
    'the head before the last one': {
      files: { ...CHAIN, [PIN]: '5a9d\n' },
      finds: [{ ...other('5a9d'), underlines: '"ab12"' }],
      offers: ['Write ab12 into .alembic-head'],
      mendedTo: { [PIN]: 'ab12\n' },
    },
    'line ends of Windows, which stay': {
      files: { ...CHAIN, [PIN]: '5a9d\r\n' },
      finds: [{ ...other('5a9d'), underlines: '"ab12"' }],
      mendedTo: { [PIN]: 'ab12\r\n' },
    },
    nothing: {
      files: { ...CHAIN, [PIN]: '\n' },
      finds: [{ ...other('no revision'), underlines: '"ab12"' }],
      mendedTo: { [PIN]: 'ab12\n' },
    },
    'the head, where the change touches another revision only': {
      files: { 'alembic/versions/5a9d_base.py': CHAIN['alembic/versions/5a9d_base.py'] },
      change: ['alembic/versions/5a9d_base.py'],
      seen: {
        revisions: {
          paths: observed([...Object.keys(CHAIN), PIN]),
          files: {
            'alembic/versions/ab12_x.py': observed(textContent(CHAIN['alembic/versions/ab12_x.py'])),
            [PIN]: observed(textContent('5a9d\n')),
          },
        },
      },
      finds: [{ ...other('5a9d'), underlines: undefined }],
    },
    'another one, by a change of nothing else': {
      ...pinChanged('5a9d\n'),
      finds: [{ ...other('5a9d'), underlines: '5a9d' }],
      offers: ['Write ab12 into .alembic-head'],
      mendedTo: { [PIN]: 'ab12\n' },
    },
    'another one beside the configuration, by a change of nothing else': {
      ...pinChanged('cd34\n', '.alembic-head'),
      finds: [
        {
          ...other('cd34', 'ab12', { pin: '.alembic-head', of: 'alembic.ini' }),
          underlines: 'cd34',
        },
      ],
    },
    'what a merge left': {
      files: { ...CHAIN, [PIN]: '<<<<<<< HEAD\nab12\n=======\ncd34\n>>>>>>> other\n' },
      finds: [
        {
          ...other('<<<<<<< HEAD, ab12, =======, cd34 and >>>>>>> other'),
          underlines: '"ab12"',
        },
      ],
      mendedTo: { [PIN]: 'ab12\n' },
    },
    'none of two heads': {
      files: { ...TWO, [PIN]: '5a9d\n' },
      finds: [{ ...other('5a9d', 'ab12 and cd34'), underlines: '"ab12"' }],
      offers: ['Write ab12 and cd34 into .alembic-head'],
    },
    'a head and more': {
      files: { ...CHAIN, [PIN]: 'ab12\n5a9d\n' },
      finds: [{ ...other('ab12 and 5a9d'), underlines: '"ab12"' }],
    },
    'another head beside the configuration': {
      files: { ...CHAIN, 'alembic.ini': `[alembic]\n${INI}`, '.alembic-head': '5a9d\n' },
      finds: [
        {
          ...other('5a9d', 'ab12', { pin: '.alembic-head', of: 'alembic.ini' }),
          underlines: '"ab12"',
        },
      ],
      mendedTo: { '.alembic-head': 'ab12\n' },
    },
  },
  waits: {
    'a parent that is only known when it runs': {
      files: {
        ...FIRST,
        'alembic/versions/ab12_x.py': sampleRevision({ id: 'ab12', parent: 'parent()' }),
        [PIN]: '5a9d\n',
      },
      waits: [
        {
          messageId: 'unseen',
          data: { pin: PIN },
          because: 'what alembic/versions/ab12_x.py builds on is only known when it runs',
        },
      ],
    },
  },
});
