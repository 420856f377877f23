import { observed, unobserved } from '../../model/known.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { danglingReference } from './dangling-reference.ts';

const DOCUMENTS = { documents: ['docs/**/*.md', 'AGENTS.md'] };
const GONE = (written: string) => ({ messageId: 'missing', data: { written } });

const SEE_ALSO = `# How releases are made

A release is cut from \`main\` and proved on staging.

See also:

- \`RUNTIME_VERSIONS.md\`
- \`DELIVERY_STAGES.md\`
`;

describeRule(danglingReference, {
  policy: DOCUMENTS,
  keeps: {
    'documents that lie beside the one that names them': {
      files: {
        'docs/releases.md': SEE_ALSO,
        'docs/RUNTIME_VERSIONS.md': '# Runtime\n',
        'docs/DELIVERY_STAGES.md': '# Stages\n',
      },
    },
    'a document at the root that is named by one below': {
      files: { 'docs/releases.md': 'See `AGENTS.md`.\n', 'AGENTS.md': '# Agents\n' },
    },
    'a name alone of a document in another folder': {
      files: { 'docs/releases.md': 'See `ROLLBACK.md`.\n', 'docs/ops/ROLLBACK.md': '# Rollback\n' },
    },
    'a folder in which something lies': {
      files: { 'docs/releases.md': 'Run `./scripts/` in order.\n', 'scripts/prove.sh': 'true\n' },
    },
    'a link with an anchor, and one to the root': {
      files: { 'docs/a.md': '[steps](b.md#steps) in [the code](..)\n', 'docs/b.md': '# Steps\n' },
    },
    'a link to a page by its address on the site': {
      files: { 'docs/a.md': '[steps](ops/b)\n', 'docs/ops/b.md': '# Steps\n' },
    },
    'addresses, commands, patterns, placeholders and code': {
      files: {
        'docs/a.md':
          '[x](https://example.com/a.md) `docs/*.md` `docs/<name>.md` `make docs/a.pdf`\n\n```sh\ncat docs/none.md\n```\n',
      },
    },
    'an example of a repository that is none of ours': {
      files: { 'docs/a.md': 'Put it into `shop-service/NOTES.md`.\n' },
    },
    'a path in running text, which may be planned or made by a tool': {
      files: {
        'docs/a.md': 'It writes `infrastructure/last.json`.\n',
        'infrastructure/deploy.yml': 'a: 1\n',
      },
    },
    'a document that the policy does not name': { files: { 'backend/a.md': 'See `docs/NONE.md`.\n' } },
    'a document in a language that is not read': {
      policy: { documents: ['docs/**'] },
      files: { 'docs/a.rst': 'See `docs/NONE.md`.\n' },
    },
    'documents a change does not touch': {
      change: ['backend/app.py'],
      files: { 'docs/a.md': 'See `docs/NONE.md`.\n' },
      seen: { present: { 'docs/NONE.md': observed(false) } },
    },
    'a document a change deletes': {
      change: [{ path: 'docs/a.md', status: 'deleted' }],
    },
    'a file that cannot be read, which docs/encoding says': {
      change: ['docs/a.md'],
      seen: {
        files: { 'docs/a.md': observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' }) },
      },
    },
    'an address in docs': {
      policy: {
        protected: [
          { id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'https://example.com/core' },
        ],
      },
      files: {},
    },
    'a document of a section that a change leaves alone': {
      policy: {
        protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'docs/CORE.md' }],
      },
      change: ['docs/OTHER.md'],
      files: { 'docs/OTHER.md': '# Other\n' },
    },
  },
  breaks: {
    '[row 0.46] documents below "see also" that nobody wrote': {
      files: { 'docs/releases.md': SEE_ALSO, 'docs/DELIVERY_STAGES.md': '# Stages\n' },
      finds: [{ ...GONE('RUNTIME_VERSIONS.md'), underlines: 'RUNTIME_VERSIONS.md' }],
    },
    '[row 1.12] the document that explains a protection': {
      files: { 'AGENTS.md': 'Protected paths need a label.\nSee: `docs/CORE_PROTECTION.md` for details.\n' },
      finds: [{ ...GONE('docs/CORE_PROTECTION.md'), underlines: 'docs/CORE_PROTECTION.md' }],
    },
    '[row 1.12] the document of a protected section, on the line of the policy': {
      policy: {
        protected: [
          { id: 'core', paths: ['core/**'], require: { label: 'ok' }, docs: 'docs/CORE_PROTECTION.md' },
        ],
      },
      files: {},
      finds: [{ ...GONE('docs/CORE_PROTECTION.md'), underlines: undefined }],
    },
    '[row 1.17] the document of a pair of requirements, on the line of the policy': {
      policy: {
        dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock', docs: './docs/DEPENDENCIES.md' }],
      },
      files: { 'r.txt': '', 'r.lock': '' },
      finds: [{ ...GONE('./docs/DEPENDENCIES.md'), underlines: undefined }],
    },
    '[row 1.17] the document of a pair that a change takes away': {
      policy: {
        dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock', docs: 'docs/DEPENDENCIES.md' }],
      },
      change: [{ path: 'docs/DEPENDENCIES.md', status: 'deleted' }],
      seen: { present: { 'docs/DEPENDENCIES.md': observed(false) } },
      finds: [{ ...GONE('docs/DEPENDENCIES.md'), underlines: undefined }],
    },
    '[row 1.53] a summary in brackets in the middle of a sentence': {
      files: { 'AGENTS.md': 'The guard (`docs/GUARD_SUMMARY.md`) holds for everybody.\n' },
      finds: [{ ...GONE('docs/GUARD_SUMMARY.md'), underlines: 'docs/GUARD_SUMMARY.md' }],
    },
    '[row 2.07] a list of related documents below a numbered heading': {
      files: {
        'docs/upgrades.md':
          '# Upgrades\n\n## 7. Related Docs\n\n- `docs/SELF_UPDATES.md`\n- `docs/HANDOFF.md`\n- docs/pipeline.md\n',
        'docs/SELF_UPDATES.md': '# Self-updates\n',
      },
      finds: [
        { ...GONE('docs/HANDOFF.md'), underlines: 'docs/HANDOFF.md' },
        { ...GONE('docs/pipeline.md'), underlines: 'docs/pipeline.md' },
      ],
    },
    '[row 4.75] folders that should lie at the root': {
      files: {
        'docs/audits.md':
          '## References\n\n- **Scripts:** `./scripts/` directory\n- **Outputs:** `./ops/audit_results/` directory\n',
        'scripts/audit.sh': 'true\n',
      },
      finds: [{ ...GONE('./ops/audit_results/'), underlines: './ops/audit_results/' }],
    },
    'a link and an image to nowhere': {
      files: { 'docs/a.md': '[steps](steps.md) ![flow](img/flow.png)\n' },
      finds: [
        { ...GONE('steps.md'), underlines: 'steps.md' },
        { ...GONE('img/flow.png'), underlines: 'img/flow.png' },
      ],
    },
    'a name in other capitals, which some disks would find': {
      files: { 'docs/a.md': '[steps](Steps.md)\n', 'docs/steps.md': '# Steps\n' },
      finds: [
        {
          messageId: 'similar',
          data: { written: 'Steps.md', similar: 'docs/steps.md' },
          underlines: 'Steps.md',
        },
      ],
      offers: ['Write steps.md'],
    },
    'a slip in a name with an anchor': {
      files: { 'docs/ops/a.md': '[x](../rolback.md#first)\n', 'docs/rollback.md': '# Rollback\n' },
      finds: [
        {
          messageId: 'similar',
          data: { written: '../rolback.md#first', similar: 'docs/rollback.md' },
          underlines: '../rolback.md#first',
        },
      ],
      offers: ['Write ../rollback.md#first'],
    },
    'a path in running text, for those who ask for it': {
      options: { everyPath: true },
      files: { 'docs/a.md': 'It writes `infra/last.json`.\n', 'infra/deploy.yml': 'a: 1\n' },
      finds: [{ ...GONE('infra/last.json'), underlines: 'infra/last.json' }],
    },
    'a document that a change touches': {
      change: ['docs/a.md'],
      files: { 'docs/a.md': 'See `docs/NONE.md`.\n' },
      seen: { present: { 'docs/NONE.md': observed(false), 'docs/docs/NONE.md': observed(false) } },
      finds: [{ ...GONE('docs/NONE.md'), underlines: 'docs/NONE.md' }],
    },
  },
  waits: {
    'a reference nobody looked up': {
      change: ['docs/a.md'],
      files: { 'docs/a.md': '[b](b.md)\n' },
      waits: [{ ...GONE('b.md'), because: 'nobody looked whether it exists' }],
    },
    'a place that could not be looked at': {
      change: ['docs/a.md'],
      files: { 'docs/a.md': '[b](b.md)\n' },
      seen: { present: { 'docs/b.md': unobserved('permission is denied') } },
      waits: [{ ...GONE('b.md'), because: 'permission is denied' }],
    },
    'a document whose text is not known': {
      change: ['docs/a.md'],
      waits: [{ messageId: 'unseen', data: { path: 'docs/a.md' }, because: 'its text was not given' }],
    },
    'a document that is too much to read': {
      files: { 'docs/a.md': '[](a'.repeat(5000) },
      waits: [
        {
          messageId: 'unseen',
          data: { path: 'docs/a.md' },
          because: 'one of its paragraphs has more than 2500 brackets and asterisks',
        },
      ],
    },
    'folders that could not be listed': {
      files: {},
      seen: { listing: unobserved('git is not installed') },
      waits: [{ messageId: 'unlisted', data: {}, because: 'git is not installed' }],
    },
  },
});
